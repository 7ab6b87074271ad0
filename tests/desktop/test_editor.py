"""Typing is kept by itself, never reloaded under the cursor, and never costs another's words."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks
from desktop.views.editor import ItemEditor
from sync.engine.events import Event, ItemsChanged
from sync.errors import DiskFull
from sync.model.kinds import ALL
from tests.desktop import stand_in
from tests.desktop.rows import FieldValue
from tests.desktop.settling import settled


@pytest.fixture
def note(session: stand_in.Session) -> str:
    return next(iter(session.items.new("space-1", "note", {"title": "March", "body": "bring water"}).ids))


@pytest.fixture
def editor(session: stand_in.Session, tasks: Tasks, note: str, qtbot: QtBot) -> ItemEditor:
    made = ItemEditor(ALL["note"], session.items, tasks)
    qtbot.addWidget(made)
    made.show_item(session.items.show(note))
    session.items.calls.clear()
    return made


def changes(editor: ItemEditor) -> Callable[[Event], None]:
    def listen(event: Event) -> None:
        if isinstance(event, ItemsChanged):
            editor.on_items_changed(event.ids, event.by)

    return listen


def body(editor: ItemEditor) -> str:
    return editor.fields["body"].text()


def test_a_pause_keeps_what_was_typed(
    editor: ItemEditor, session: stand_in.Session, note: str, qtbot: QtBot
) -> None:
    qtbot.keyClicks(editor.fields["body"].source, "please ")
    qtbot.waitUntil(lambda: bool(session.items.calls))
    assert session.items.calls == [(note, {"body": "please bring water"}, editor)]


def test_what_was_just_kept_was_changed_just_now(editor: ItemEditor, qtbot: QtBot) -> None:
    editor._say_when(0)
    before = editor._when.text()
    qtbot.keyClicks(editor.fields["body"].source, "please ")
    qtbot.waitUntil(lambda: editor._when.text() != before)


def test_showing_an_item_is_no_typing(
    editor: ItemEditor, session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    editor.flush()
    settled(tasks, qtbot)
    assert session.items.calls == []
    assert not editor.autosave.is_typing()


def test_its_own_change_moves_no_cursor(
    editor: ItemEditor, session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    source = editor.fields["body"].source
    qtbot.keyClicks(source, "one two")
    editor.flush()
    qtbot.waitUntil(lambda: bool(session.items.calls))
    settled(tasks, qtbot)
    editor.on_items_changed(frozenset({editor.item}), editor)
    assert source.textCursor().position() == len("one two")
    assert source.document().isUndoAvailable()


def test_what_others_wrote_appears_around_the_cursor(
    editor: ItemEditor, session: stand_in.Session, note: str, qtbot: QtBot
) -> None:
    source = editor.fields["body"].source
    cursor = source.textCursor()
    cursor.setPosition(5)
    source.setTextCursor(cursor)
    changed = session.items.set(note, {"body": "bring water and tea"})
    editor.on_items_changed(changed.ids, changed.by)
    qtbot.waitUntil(lambda: body(editor) == "bring water and tea")
    assert source.textCursor().position() == 5


def test_what_arrives_while_typing_is_shown_at_the_next_pause_and_loses_nothing(
    editor: ItemEditor, session: stand_in.Session, note: str, qtbot: QtBot
) -> None:
    qtbot.keyClicks(editor.fields["body"].source, "please ")
    changed = session.items.set(note, {"body": "bring water and tea"})
    editor.on_items_changed(changed.ids, changed.by)
    assert body(editor) == "please bring water"
    qtbot.waitUntil(lambda: body(editor) == "please bring water and tea")
    assert session.items.show(note).fields["body"][0].value == "please bring water and tea"


def test_a_full_disk_is_said_and_the_words_stay(
    editor: ItemEditor, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.items.problem = DiskFull()
    with qtbot.waitSignal(editor.failed):
        qtbot.keyClicks(editor.fields["body"].source, "please ")
    assert body(editor) == "please bring water"
    assert editor.autosave.is_typing()
    session.items.problem = None
    editor.flush()
    qtbot.waitUntil(lambda: bool(session.items.calls))


def test_leaving_for_another_item_keeps_the_first(
    editor: ItemEditor, session: stand_in.Session, note: str, qtbot: QtBot
) -> None:
    qtbot.keyClicks(editor.fields["title"].box, "!")
    other = next(iter(session.items.new("space-1", "note", {"title": "April"}).ids))
    editor.show_item(session.items.show(other))
    qtbot.waitUntil(lambda: any(item == note for item, _, by in session.items.calls if by is editor))
    assert editor.fields["title"].text() == "April"
    assert session.items.show(other).title == "April"


def test_two_values_of_a_field_stand_side_by_side(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    editor = ItemEditor(ALL["contact"], session.items, tasks)
    qtbot.addWidget(editor)
    twofold = next(item for item in session.items.kept.values() if len(item.fields.get("phone", ())) > 1)
    editor.show_item(twofold)
    box = editor._versions["phone"].itemAt(0).widget()
    with qtbot.waitSignal(editor.settled) as settled:
        box.settled.emit("phone", "+254 733 555 222")
    assert settled.args == [twofold.id, "phone", "+254 733 555 222"]


def test_tags_of_two_people_are_shown_together(
    session: stand_in.Session, editor: ItemEditor, note: str
) -> None:
    item = session.items.show(note)
    item.fields["tags"] = (FieldValue("tea, water"), FieldValue("water, camp"))
    editor.show_item(item)
    assert editor.fields["tags"].text() == "camp, tea, water"


def test_another_item_is_read_from_its_beginning_and_the_same_stays_where_it_is(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    made = ItemEditor(ALL["contact"], session.items, tasks)
    qtbot.addWidget(made)
    first, second = (
        session.items.show(*session.items.new("space-1", "contact", {"name": name}).ids)
        for name in ("A", "B")
    )
    made.resize(300, 200)
    made.show()
    made.show_item(first)
    bar = made.findChildren(QScrollArea)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    made.show_item(first)
    assert bar.value() > 0
    made.show_item(second)
    assert bar.value() == 0
