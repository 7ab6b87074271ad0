"""Over each section: who can read it, where it is, who changed it, and whether they were checked."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import trusting
from desktop.models.trusting import Trust
from sync.engine.events import DeliveryChanged, DeliveryState
from sync.errors import DiskFailing
from tests.desktop import stand_in
from tests.desktop.rows import SpaceRow
from tests.desktop.stand_in_home import Reached

ALONE = Trust("s", "", 1, False, Reached("here"))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (ALONE, "Only you can read this"),
        (replace(ALONE, readers=6), "6 people can read this"),
        (replace(ALONE, readers=6, wider=True), "6 people and people of organisations can read this"),
    ],
)
def test_who_can_read_it_is_said_in_full(now: Trust, said: str) -> None:
    assert trusting.readers(now) == said


@pytest.mark.parametrize(
    ("item", "said", "state"),
    [
        (None, "", "here"),
        (Reached("sent", who="Amal", checked="me"), "Last changed by you", "sent"),
        (
            Reached("waiting", who="Jean", checked="call"),
            "Last changed by \u2068Jean\u2069, checked",
            "waiting",
        ),
        (Reached("sent", who="Jean"), "Last changed by \u2068Jean\u2069, not checked", "sent"),
        (Reached("sent", who=""), "Last changed by somebody, not checked", "sent"),
    ],
)
def test_an_item_says_who_and_how_far(item: Reached | None, said: str, state: str) -> None:
    now = replace(ALONE, of_item=item)
    assert (trusting.writer(now), trusting.state(now)) == (said, state)
    assert trusting.where(state) and trusting.PICTURES[state] and trusting.writer_picture(now)


def test_it_stands_over_a_section_and_leads_to_the_people(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    window.resize(1000, 600)
    assert window.trust.text() == "", "the first page is about all spaces"
    window.choose_section("note")
    qtbot.waitUntil(lambda: "3 people can read this" in window.trust.text())
    assert "Sent to the space" in window.trust.text()
    window.trust.people.click()
    assert any(each.isVisible() for each in window.findChildren(QDialog))
    window.trust.set_compact(compact=True)
    assert window.trust.people.text() == "3"
    assert window.trust.people.accessibleName() == "3 people can read this"


def test_it_follows_the_item_and_what_is_sent(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window = opened.window
    session.reach.item = Reached("waiting", checked="me")
    window.desk.open_item("item-5")
    qtbot.waitUntil(lambda: "Last changed by you. Waiting to send" in window.trust.text())
    session.reach.item = Reached("sent", checked="me")
    session.events.tell(DeliveryChanged(DeliveryState("up-to-date")))
    qtbot.waitUntil(lambda: "Sent to the space" in window.trust.text())
    window.desk.panes.show_selection(2, trashed=False)
    qtbot.waitUntil(lambda: "Last changed" not in window.trust.text())
    window.desk.open_item("item-5")
    qtbot.waitUntil(lambda: "Last changed" in window.trust.text())
    window.desk.close_item()
    qtbot.waitUntil(lambda: "Last changed" not in window.trust.text())


def test_it_says_nothing_rather_than_something_wrong(
    opened: Application, session: stand_in.Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def failing(_space: str) -> Reached:
        raise DiskFailing

    window = opened.window
    window.choose_section("note")
    qtbot.waitUntil(lambda: bool(window.trust.text()))
    monkeypatch.setattr(session.reach, "of_space", failing)
    opened.errands.overhead.refresh()
    qtbot.waitUntil(lambda: not window.trust.text())
    pending = SpaceRow("space-1", "Horizon", pending=True)
    session.spaces.rows = [pending]
    assert trusting.taken(session, "space-1", "") is None
