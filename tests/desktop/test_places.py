"""The last place opens again; a place that makes no sense is none."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import places
from desktop.models.places import Place
from desktop.models.preferences import Preferences
from sync.errors import DiskFailing, UnknownItem
from tests.desktop import stand_in

PLACE = Place("space-1", "contact", "item-8", 700, 600, list_width=333)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["space", "width"]), inner),
    max_leaves=6,
)


@pytest.mark.parametrize(
    "kept",
    [None, "", "nothing of sense", "[1, 2]", "[" * 100_000, '{"width": 5, "height": 1e9, "item": 7}',
     '{"space": "' + "a" * 1000 + '", "maximised": 1, "width": true, "height": true}', '{"width": 900}'],
)  # fmt: skip
def test_what_is_damaged_is_as_at_the_start(kept: str | None) -> None:
    assert places.understood(kept) == Place()


@given(JSON)
def test_nothing_that_was_kept_can_break_the_start(said: object) -> None:
    assert isinstance(places.understood(json.dumps(said)), Place)


def test_what_was_kept_is_read_again(session: stand_in.Session) -> None:
    places.keep(session, PLACE)
    assert places.read(session) == PLACE


def test_an_item_that_is_gone_is_not_opened(
    session: stand_in.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_item: str) -> None:
        raise UnknownItem(name="x")

    places.keep(session, PLACE)
    monkeypatch.setattr(session.items, "show", gone)
    assert places.read(session).item == ""


def unlock(launch: Callable[..., Application], session: stand_in.Session, qtbot: QtBot) -> Application:
    application = launch(stand_in.Door(session, words="right words"))
    application.gate.view.words.setText("right words")
    application.gate.view.open.click()
    qtbot.waitUntil(lambda: application.window is not None)
    return application


def test_the_last_place_opens_after_unlocking(
    launch: Callable[..., Application], session: stand_in.Session, qtbot: QtBot
) -> None:
    places.keep(session, PLACE)
    window = unlock(launch, session, qtbot).window
    editor = window.desk.panes.editors["contact"]
    qtbot.waitUntil(lambda: editor.item == "item-8")
    assert window.section == "contact"
    assert window.size() == QSize(700, 600)
    assert abs(window.desk.split.sizes()[0] - 333) < 40
    assert window.side.list.currentIndex() == window.side.model.index_of("contact")


def test_where_one_goes_is_kept_in_the_notebook(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    def kept() -> Place:
        return places.understood(session.settings.kept.get(places.SETTING))

    window = opened.window
    window.choose_section("contact")
    window.desk.open_item("item-8")
    window.resize(710, 610)
    qtbot.waitUntil(lambda: kept().item == "item-8")
    assert (kept().space, kept().section, kept().width, kept().height) == ("space-1", "contact", 710, 610)
    window.choose_section("trash")
    opened.lock()
    qtbot.waitUntil(lambda: kept().section == "trash")


def test_a_place_of_another_time_leads_to_the_first_page(
    launch: Callable[..., Application], session: stand_in.Session, qtbot: QtBot
) -> None:
    places.keep(session, Place("space-9", "plans", "item-8"))
    window = unlock(launch, session, qtbot).window
    qtbot.waitUntil(lambda: bool(window.desk.space))
    assert (window.desk.space, window.section) == ("space-1", "home")


def test_settings_that_cannot_be_read_do_not_keep_one_out(
    launch: Callable[..., Application],
    session: stand_in.Session,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    def failing(_session: object) -> Place:
        raise DiskFailing

    monkeypatch.setattr(places, "read", failing)
    window = unlock(launch, session, qtbot).window
    qtbot.waitUntil(lambda: window.desk.space == "space-1")
    assert window.section == "home"


def test_what_was_open_stays_open_in_a_window_drawn_anew(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.window.choose_section("contact")
    qtbot.waitUntil(lambda: "contact" in session.settings.kept.get(places.SETTING, ""))
    old = opened.window
    opened.errands.safe.preferred.emit(Preferences("fr", 125, "dark", 2))
    assert opened.window is not old
    qtbot.waitUntil(lambda: opened.window.section == "contact")


def test_the_other_windows_open_again_too_but_for_an_item_that_is_gone(
    launch: Callable[..., Application], session: stand_in.Session, qtbot: QtBot
) -> None:
    alone = Place("space-1", "contact", "item-8", 640, 500, alone=True)
    places.keep_others(
        session, [alone, Place("space-1", "note"), Place("space-2", "note", "item-8", alone=True)]
    )
    windows = unlock(launch, session, qtbot).windows
    qtbot.waitUntil(lambda: len(windows.every) == 3)
    second, third = windows.every[1:]
    qtbot.waitUntil(lambda: second.window.desk.panes.editors["contact"].item == "item-8")
    assert second.window.side.isHidden() and second.window.size() == QSize(640, 500)
    qtbot.waitUntil(lambda: third.window.section == "note" and third.window.desk.space == "space-1")


def test_which_windows_are_open_is_kept_and_one_that_was_closed_stays_away(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    windows = opened.windows
    windows.open_place(windows.first)
    qtbot.waitUntil(lambda: len(places.others(session)) == 1)
    windows.every[1].window.close()
    qtbot.waitUntil(lambda: len(windows.every) == 1 and places.others(session) == [])


@pytest.mark.parametrize(
    "kept", ["[]", "{", '{"windows": 3}', '{"windows": [3, {}, {"space": "s", "alone": true}]}']
)
def test_damaged_other_places_open_nothing(session: stand_in.Session, kept: str) -> None:
    session.settings.put(places.OTHERS, kept)
    assert places.others(session) == []
