"""A kind that is declared has its form; one that is not is read plainly, and nothing of it is lost."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models.grouped import Goal
from desktop.tasks import Tasks
from desktop.views.editor import ItemEditor
from desktop.views.plainfields import LINES_MAX
from sync.model import kinds
from sync.model.kinds.declaration import Field, FieldType, Kind, Option
from tests.desktop import stand_in

CROPS = (Option("beans", "Beans"), Option("maize", "Maize"))
HARVEST = Kind(
    "harvest",
    "Harvest",
    "Harvests",
    "file-text",
    "title",
    (
        Field("title", FieldType.TEXT, "Title"),
        *(
            Field(f"a_{each.value.replace('-', '_')}", each, f"Some {each.value}", options=CROPS)
            for each in FieldType
            if each is not FieldType.TAGS
        ),
        Field("tags", FieldType.TAGS, "Tags"),
        Field("inside", FieldType.TEXT, "Inside", hidden=True),
    ),
    ("title",),
)


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def make(session: stand_in.Session, kind: str, **fields: str) -> str:
    return next(iter(session.items.new("space-1", kind, fields).ids))


def test_a_new_kind_has_a_form_of_all_its_fields(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    editor = ItemEditor(HARVEST, session.items, tasks)
    qtbot.addWidget(editor)
    assert set(editor.fields) == {field.name for field in HARVEST.fields if not field.hidden}
    item = make(session, "harvest", title="March", a_choice="maize", a_date="2026-03-01", inside="kept")
    editor.show_item(session.items.show(item))
    assert editor.fields["a_choice"].text() == "maize" and editor.fields["a_date"].text() == "2026-03-01"
    assert "kept" not in words(editor)


@pytest.mark.parametrize("kind", kinds.ALL.values(), ids=lambda kind: kind.name)
def test_every_kind_has_its_form(kind: Kind, session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    editor = ItemEditor(kind, session.items, tasks)
    qtbot.addWidget(editor)
    editor.show_item(session.items.show(make(session, kind.name, **{kind.title_field: "One"})))
    assert editor.fields[kind.title_field].text() == "One"
    assert not editor.besides.isVisibleTo(editor)


def test_fields_of_a_newer_version_are_read_below_the_form(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    editor = ItemEditor(kinds.ALL["note"], session.items, tasks)
    qtbot.addWidget(editor)
    long = "\n".join(map(str, range(LINES_MAX + 5)))
    item = make(session, "note", title="Plan", mood="<b>hopeful</b>", many=long, **{"attachment.0a": "x.pdf"})
    editor.show_item(session.items.show(item))
    shown = words(editor.besides)
    assert "mood\n<b>hopeful</b>" in shown and "x.pdf" not in shown
    assert str(LINES_MAX - 1) in shown and str(LINES_MAX) not in shown and "…" in shown
    editor.show_item(session.items.show(make(session, "note", title="Plan")))
    assert "hopeful" not in words(editor)
    editor.show_item(session.items.show(item))
    editor.clear()
    assert "hopeful" not in words(editor.besides)


def test_a_kind_of_a_newer_version_is_read_and_can_be_put_into_the_trash(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window = opened.window
    item = make(session, "harvest", title="Beans of March", weighed="12 bags")
    panes = window.desk.panes
    opened.errands.places.go(Goal("item", item, "space-1", "harvest"))
    qtbot.waitUntil(lambda: panes.currentWidget() is panes.plain)
    assert "12 bags" in words(panes.plain)
    panes.editors.focus_title("harvest")
    with qtbot.waitSignal(panes.trash_requested) as asked:
        panes.plain.trash_requested.emit(item)
    assert asked.args == [item]
    qtbot.waitUntil(lambda: item in session.items.trashed)
    panes.show_nothing()
    assert "12 bags" not in words(panes.plain)


def test_what_stands_in_the_section_of_another_kind_leads_there(opened: Application) -> None:
    window = opened.window
    window.choose_section("reply")
    assert window.section == "topic"
    window.choose_section("tag")
    assert window.section == "topic", "tags are listed nowhere"
