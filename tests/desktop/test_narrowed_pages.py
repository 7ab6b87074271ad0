"""Decisions, own computers, folders and what has not arrived are found by what they say, and put in order."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.computers import ComputersPage
from desktop.dialogs.folders import FoldersDialog
from desktop.dialogs.missing import MissingDialog
from desktop.dialogs.narrowing import USUAL, CardList
from desktop.dialogs.people import PeopleDialog
from desktop.tasks import Tasks
from sync.engine.events import DeliveryState
from sync.relay_refusals import FolderFull
from tests.desktop import stand_in, stand_in_cures
from tests.desktop.rows import NOW_MS
from tests.desktop.settling import settled
from tests.desktop.sheet_of_space import words
from tests.desktop.stand_in_belonging import DecisionRow, organised
from tests.desktop.stand_in_rooms import DifferingRow, FolderRow, GapRow
from tests.desktop.stand_in_security import DeviceRow
from tests.desktop.test_application import assert_can_be_heard_and_hit
from tests.desktop.test_narrowing import turn

DAY_MS = 86_400_000
Show = Callable[[QWidget], None]


@pytest.fixture
def show(tasks: Tasks, qtbot: QtBot) -> Show:
    def open_page(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.show()
        settled(tasks, qtbot)

    return open_page


def firsts(cards: CardList, order: str) -> list[str]:
    """Put cards in order, and return the first line of each from above."""
    turn(cards.narrowing, order)
    return [words(card).strip().split("\n")[0].strip("\u2068\u2069") for card in cards.shown()]


def found(cards: CardList, text: str) -> int:
    cards.narrowing.words.setText(text)
    count = len(cards.shown())
    cards.narrowing.clear()
    return count


def test_decisions_that_need_somebody_come_first(session: stand_in.Session, tasks: Tasks, show: Show) -> None:
    session.spaces.people = organised(session.spaces.people)
    names = ("Zoë", "amina", "Émile", *(f"N{number}" for number in range(5)))
    session.stewardship.open = [
        DecisionRow(f"remove:{name}", "remove", name, f"p-{name}", mine=name != "Zoë") for name in names
    ]
    sheet = PeopleDialog(session, session.spaces.rows[0], tasks)
    show(sheet)
    sheet.show_page("decisions")
    cards = sheet.decisions.list
    show(sheet)
    assert cards.narrowing.isVisible() and "Zoë" in firsts(cards, USUAL)[0]
    assert_can_be_heard_and_hit(sheet)
    assert [each.split()[0].strip("\u2068\u2069") for each in firsts(cards, "name")][:2] == ["amina", "Émile"]
    assert "Zoë" in firsts(cards, "needs")[0]
    assert (found(cards, "emile"), found(cards, "wangari leaves"), found(cards, "nobody")) == (1, 8, 0)


def test_own_computers_by_name_state_and_sign_of_life(
    session: stand_in.Session, tasks: Tasks, show: Show
) -> None:
    held = [DeviceRow(f"e{at}", f"Laptop {at}", state="held", last_ms=NOW_MS - DAY_MS) for at in range(6)]
    session.devices.here = [
        DeviceRow("d0", "", this=True, last_ms=NOW_MS - 5 * DAY_MS),
        DeviceRow("d1", "Office", state="removed", last_ms=NOW_MS),
        DeviceRow("d2", "", last_ms=0),
        *held,
    ]
    page = ComputersPage(session, stand_in_cures.Cures(session), tasks)
    page.reload()
    show(page)
    assert firsts(page.list, USUAL)[:3] == ["This computer", "Office", "A computer without a name"]
    assert firsts(page.list, "name")[-1] == "A computer without a name"
    assert firsts(page.list, "state")[-1] == "Office"
    assert firsts(page.list, "heard")[0] == "Office"
    assert (found(page.list, "on hold"), found(page.list, "office")) == (6, 1)


def test_folders_that_are_away_or_full_come_first(
    session: stand_in.Session, tasks: Tasks, show: Show
) -> None:
    paths = [Path(f"/media/{name}") for name in ("stick", "Ärger", "b", "c", "d", "e", "f", "shared")]
    session.folders.there = [FolderRow(each, ("space-2",), each.name != "stick") for each in paths]
    session.delivery.state = DeliveryState("offline", problem=FolderFull(name="shared"))
    page = FoldersDialog(session, tasks)
    show(page)
    assert firsts(page.list, "name")[0] == "Ärger" and firsts(page.list, USUAL)[0] == "stick"
    assert firsts(page.list, "needs")[:2] == ["shared", "stick"]
    assert (found(page.list, "arger"), found(page.list, "own notes"), found(page.list, "media st")) == (
        1,
        8,
        1,
    )


def test_what_is_missing_by_name_and_age(session: stand_in.Session, tasks: Tasks, show: Show) -> None:
    gaps = [GapRow(name, f"{at}" * 8, 2, NOW_MS - at * DAY_MS) for at, name in enumerate(["Zoë", "", "Amal"])]
    session.repairs.missing = {"space-1": gaps, "space-2": [GapRow("Badu", "b" * 8, 2, NOW_MS + 1)] * 5}
    session.repairs.others["space-1"] = [DifferingRow("Caro", when_ms=NOW_MS - 9 * DAY_MS)]
    page = MissingDialog(session, tasks)
    show(page)
    assert "Amal" in firsts(page.list, "name")[0] and "by" not in firsts(page.list, "name")[-1]
    assert "Badu" in firsts(page.list, "newest")[0] and "Caro" in firsts(page.list, "oldest")[0]
    assert (found(page.list, "my own notes"), found(page.list, "horizon zoe")) == (5, 1)
    assert "\u2068Horizon network\u2069 · Laptop" in words(page), "each says in which space"
