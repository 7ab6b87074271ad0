"""Lists of any length: their order and choice, many items at once, and taking back."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import arranging, steps
from desktop.models.items import DRAGGED, ItemListModel
from sync.engine.lists import Choice
from tests.desktop import stand_in
from tests.desktop.rows import ItemRow

FLAG = QItemSelectionModel.SelectionFlag
KEYS = st.lists(st.sampled_from("abcdefghij"), unique=True)


def row(name: str) -> ItemRow:
    return ItemRow(name, "space", "note", name)


def walked(old: Iterable[str], taken: Iterable[steps.Step], new: list[str]) -> list[str]:
    made = list(old)
    for place, to in taken:
        key = new[to] if place == steps.NOWHERE else made.pop(place)
        if to != steps.NOWHERE:
            made.insert(to, key)
    return made


@given(KEYS, KEYS)
def test_steps_lead_from_one_list_to_the_other(old: list[str], new: list[str]) -> None:
    taken = steps.between(old, new)
    assert (taken is None) == (not old)
    assert taken is None or walked(old, taken, new) == new


def test_what_moves_to_either_end_is_one_step() -> None:
    old = [str(number) for number in range(1_000)]
    assert steps.between(old, ["700", *old[:700], *old[701:]]) == [(700, 0)]
    assert steps.between(old, [*old[:3], *old[4:], "3"]) == [(3, 999)]
    assert steps.between(old, old[::-1]) is None
    assert steps.between(old, []) is None


def test_a_long_list_asks_for_rows_once_they_are_looked_at(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = ItemListModel("untitled")
    ids = [f"{number:06}" for number in range(100_000)]
    model.show(ids, [row(each) for each in ids[:10]])
    assert model.index(5).data() == "000005"
    with qtbot.waitSignal(model.rows_wanted) as asked:
        assert model.index(70_050).data() is None
    assert asked.args == [ids[70_000:70_100]]
    model.learn([row(each) for each in asked.args[0]])
    assert model.index(70_050).data() == "070050"
    assert model.index_of("099999").row() == 99_999
    assert not model.index_of("no such").isValid()
    model.show(ids[:20], [row(each) for each in ids[:20]])
    qtmodeltester.check(model)


def test_what_is_dragged_gives_no_words_to_anybody() -> None:
    model = ItemListModel("untitled")
    model.set_rows([row("secret plan")])
    data = model.mimeData([model.index(0)])
    assert data.formats() == [DRAGGED]
    assert bytes(data.data(DRAGGED).data()) == b"1"
    assert not data.hasText() and not data.hasHtml() and not data.hasUrls()


@pytest.mark.parametrize("text", [None, "", "no", "[]", '{"sort": "plaid", "only": 3, "tag": []}'])
def test_a_choice_that_cannot_be_read_is_none(text: str | None) -> None:
    assert arranging.read(text) == Choice()


def test_a_choice_comes_back_as_it_was_kept() -> None:
    choice = Choice("title", "été, خطة", "unsent")
    assert arranging.read(arranging.written(choice)) == choice


def notes(application: Application) -> list[str]:
    model = application.window.desk.list.model
    return [str(model.index(number).data()) for number in range(model.rowCount())]


@pytest.fixture
def listed(opened: Application, session: stand_in.Session, qtbot: QtBot) -> Application:
    """Return an application that shows the notes, and keeps how its lists are wanted."""
    desk = opened.window.desk
    desk.feed.keep_in(session.settings)
    opened.window.side.select("note")
    desk.show_section(desk.space, "note")
    qtbot.waitUntil(lambda: desk.list.model.rowCount() == 5)
    return opened


def test_how_a_list_is_wanted_is_kept_in_the_notebook(
    listed: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    desk = listed.window.desk
    desk.list.arranger.menu.aboutToShow.emit()
    qtbot.waitUntil(desk.list.arranger.tags.isEnabled)
    (by_title,) = [each for each in desk.list.arranger.menu.actions() if each.text() == "By title"]
    by_title.trigger()
    qtbot.waitUntil(lambda: notes(listed) == sorted(notes(listed)))
    desk.show_section(desk.space, "contact")
    qtbot.waitUntil(lambda: session.items.lists.asked[-1] == Choice())
    desk.show_section(desk.space, "note")
    qtbot.waitUntil(lambda: session.items.lists.asked[-1] == Choice("title"))
    desk.list.arranger.menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: len(desk.list.arranger.tags.actions()) > 1)
    desk.list.arranger.tags.actions()[1].trigger()
    qtbot.waitUntil(desk.list.narrowed.isVisible)
    assert "Only with the tag" in desk.list.narrowed.text() and len(notes(listed)) < 5
    desk.list.arranged.emit(Choice("title"))
    qtbot.waitUntil(lambda: len(notes(listed)) == 5)
    assert not desk.list.narrowed.isVisible()


def test_a_new_note_is_chosen_alone_while_its_keys_are_still_held(listed: Application, qtbot: QtBot) -> None:
    desk = listed.window.desk
    desk.list.rows.selectRow(0)
    qtbot.waitUntil(lambda: bool(desk.item))
    before, handle = desk.item, listed.window.windowHandle()
    QTest.keyPress(handle, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.item not in {"", before} and desk.list.current() == desk.item)
    assert desk.list.selected() == [desk.item]
    QTest.keyRelease(handle, Qt.Key.Key_N)


def choose_all(application: Application) -> None:
    rows = application.window.desk.list.rows
    rows.setFocus()
    rows.selectAll()


def test_many_are_trashed_and_come_back_with_one_undo(
    listed: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    desk = listed.window.desk
    choose_all(listed)
    assert desk.panes.shows_selection() and "5 items" in desk.panes.selection.count.text()
    qtbot.keyClick(desk.list.rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(session.items.trashed) == 5)
    qtbot.waitUntil(lambda: desk.panes.shows_nothing() and not notes(listed))
    listed.window.side.select("trash")
    desk.show_section(desk.space, "trash")
    qtbot.waitUntil(lambda: desk.list.model.rowCount() == 5)
    choose_all(listed)
    assert desk.panes.selection.restore.isVisible() and not desk.panes.selection.trash.isVisible()
    desk.panes.selection.restore.click()
    qtbot.waitUntil(lambda: not session.items.trashed)


def test_many_get_a_tag(listed: Application, session: stand_in.Session, qtbot: QtBot) -> None:
    pane = listed.window.desk.panes.selection
    choose_all(listed)
    assert not pane.add.isEnabled()
    qtbot.keyClicks(pane.tag, "tea")
    pane.add.click()
    qtbot.waitUntil(lambda: all("tea" in row.tags for row in session.items.rows("space-1", "note")))


def test_shift_and_arrows_choose_several_and_one_alone_is_opened(listed: Application, qtbot: QtBot) -> None:
    desk = listed.window.desk
    desk.list.rows.setFocus()
    desk.list.rows.setCurrentIndex(desk.list.model.index(0))
    qtbot.waitUntil(desk.panes.editors["note"].isVisible)
    qtbot.keyClick(desk.list.rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert desk.panes.shows_selection() and desk.list.selected() == list(desk.list.model.ids[:2])
    qtbot.keyClick(desk.list.rows, Qt.Key.Key_End)
    qtbot.waitUntil(desk.panes.editors["note"].isVisible)
    assert desk.list.current() == desk.list.model.ids[-1]


def test_what_was_taken_back_is_done_again_by_key(
    listed: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    desk, done = listed.window.desk, []
    session.items.history.again.append(lambda: done.append("again") or session.items.drop("item-1"))
    desk.list.rows.setFocus()
    qtbot.keySequence(desk.list.rows, QKeySequence("Ctrl+Y"))
    qtbot.waitUntil(lambda: done == ["again"])
    desk.open_item("item-2")
    field = desk.panes.editors["note"].fields["title"].box
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    qtbot.keyClicks(field, "x")
    typed = field.text()
    qtbot.keySequence(field, QKeySequence("Ctrl+Z"))
    assert field.text() != typed
    qtbot.keySequence(field, QKeySequence("Ctrl+Y"))
    assert field.text() == typed


def test_where_there_is_room_for_one_the_list_stays_until_one_asks(listed: Application, qtbot: QtBot) -> None:
    window, desk = listed.window, listed.window.desk
    desk.set_narrow(narrow=True)
    choose_all(listed)
    assert desk.list.isVisible() and desk.list.act.isVisible() and not desk.panes.isVisible()
    desk.list.act.click()
    assert desk.panes.shows_selection() and not desk.list.isVisible()
    desk.panes.selection.back.click()
    assert desk.list.isVisible() and len(desk.list.selected()) == 5 and desk.list.act.isVisible()
    qtbot.keyClick(desk.list.rows, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: not desk.list.isVisible())
    assert not desk.list.act.isVisibleTo(desk.list) and window.isVisible()


def test_what_is_found_does_not_stand_behind_an_open_item(listed: Application, qtbot: QtBot) -> None:
    desk = listed.window.desk
    desk.set_narrow(narrow=True)
    desk.open_item("item-2")
    qtbot.waitUntil(lambda: not desk.list.isVisible())
    listed.window.show_all("tea")
    qtbot.waitUntil(desk.list.isVisible)
    assert desk.panes.shows_nothing()


def test_very_many_are_done_with_progress(
    listed: Application, session: stand_in.Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.views.several.AT_ONCE", 2)
    choose_all(listed)
    pane = listed.window.desk.panes.selection
    pane.trash.click()
    assert pane.progress.isVisible()
    qtbot.waitUntil(lambda: len(session.items.trashed) == 5 and not pane.progress.isVisible())


def test_who_scrolls_past_many_rows_waits_for_the_last_only(qtbot: QtBot) -> None:
    model = ItemListModel("untitled")
    ids = [str(number) for number in range(10_000)]
    model.show(ids, ())
    with qtbot.waitSignal(model.rows_wanted) as asked:
        for number in range(10_000):
            model.index(number).data()
    assert asked.args == [ids[-400:]]


def test_a_list_that_is_emptied_knows_nothing_any_more() -> None:
    model = ItemListModel("untitled")
    model.set_rows([row("a"), row("b"), row("c")])
    assert not model.removeRows(2, 2) and model.removeRows(0, 3)
    assert model.rowCount() == 0 and model.row_of("a") is None


def test_a_choice_stays_while_one_goes_on_searching(
    listed: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    desk = listed.window.desk
    desk.search("e", here=False)
    qtbot.waitUntil(lambda: desk.list.model.rowCount() > 5)
    desk.list.arranged.emit(Choice("title"))
    qtbot.waitUntil(lambda: notes(listed) == sorted(notes(listed)))
    desk.search("er", here=False)
    qtbot.waitUntil(lambda: 0 < desk.list.model.rowCount() < 6)
    assert notes(listed) == sorted(notes(listed)) and "list/space-1/note" not in session.settings.kept
