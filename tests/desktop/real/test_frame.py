"""The frame of two real windows: news, the palette, and the place that opens again."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models import places
from desktop.models.grouped import Goal
from desktop.models.preferences import Preferences
from desktop.tour.stage import Stage, until
from desktop.views.wishes import Wish
from tests.desktop.real.hands import send


def new(stage: Stage) -> list[str]:
    return [row.text for row in stage.window.home.list.rows.rows if row.marked]


def test_what_one_writes_is_news_for_the_other(two: tuple[Stage, Stage, str]) -> None:
    amal, badu, space = two
    note = amal.write_note("Plan for March", "Bring water.")
    until(lambda: "Waiting to send" in amal.window.trust.text())
    send(amal, badu)
    until(lambda: "Sent to the space" in amal.window.trust.text())
    badu.choose("home")
    until(lambda: new(badu) == ["Plan for March"])
    assert new(amal) == [], "what one wrote oneself is no news"
    badu.application.errands.places.go(Goal("item", note, space, "note"))
    until(lambda: "Last changed by Amal, not checked" in badu.window.trust.text().translate(PLAIN))
    assert "2 people can read this" in badu.window.trust.text()
    badu.choose("home")
    until(lambda: new(badu) == [])


PLAIN = str.maketrans("", "", "\u2068\u2069")


def test_the_palette_finds_what_is_in_all_spaces(person: Callable[[str], Stage]) -> None:
    amal = person("Amal")
    field, own = amal.session.spaces.new("Field team").id, amal.session.spaces.new("Own").id
    (note,) = amal.session.items.new(field, "note", {"title": "Réunion", "body": "hibiscus tea"}).ids
    amal.open_space(own)
    amal.window.ask(Wish.SEARCH)
    palette = amal.application.errands.places.palette
    palette.line.setText("REUNION hib")
    until(lambda: "Réunion" in {row.text for row in palette.list.rows.rows})
    palette.list.choose_current()
    until(lambda: amal.window.desk.panes.editors["note"].item == note)
    assert amal.window.desk.space == field


def test_a_section_that_was_chosen_by_its_number_is_gone_through_by_keys(
    person: Callable[[str], Stage], qtbot: QtBot
) -> None:
    amal = person("Amal")
    space = amal.session.spaces.new("Field team").id
    (note,) = amal.session.items.new(space, "note", {"title": "Plan for March"}).ids
    amal.open_space(space)
    amal.window.activateWindow()
    amal.choose("home")
    amal.window.home.take_focus()
    qtbot.keyClick(amal.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    until(lambda: amal.window.desk.list.model.rowCount() == 1)
    until(amal.window.desk.list.rows.hasFocus)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(amal.window.desk.list.rows, key)
        until(lambda: amal.window.desk.item == note)
        amal.window.desk.close_item()
        amal.window.desk.list.rows.clearSelection()


def test_where_one_was_opens_after_the_lock(person: Callable[[str], Stage], qapp: QApplication) -> None:
    amal = person("Amal")
    amal.session.spaces.new("Field team")
    own = amal.session.spaces.new("Own").id
    amal.open_space(own)
    note = amal.write_note("Plan for March", "Bring water.")
    until(lambda: places.read(amal.session).item == note)
    profile = amal.application.place.profile
    amal.close()
    again = Stage(qapp, profile, Preferences(scheme="light"))
    until(lambda: again.window.desk.panes.editors["note"].item == note)
    assert again.window.desk.space == own
    amal.application = again.application
