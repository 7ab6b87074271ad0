"""Forms with fields of every type: what is not yet a value waits, and is never written."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks
from desktop.tour import flaws_words
from desktop.views.editor import ItemEditor
from desktop.views.field_answers import AnswersField
from desktop.views.field_grid import FieldGrid
from sync.model.kinds import ALL
from tests.desktop import access, stand_in
from tests.desktop.rows import FieldValue
from tests.desktop.settling import settled

Open = Callable[..., ItemEditor]
ASKED = """
q1 | text | What changed?
q2 | scale | How much?
q3 | yes-no | Again?
q4 | choice | Which? | a & b; c
q5 | number | How many?
"""


@pytest.fixture
def make(session: stand_in.Session) -> Callable[..., str]:
    def made(kind: str, **fields: str) -> str:
        return next(iter(session.items.new("space-1", kind, fields).ids))

    return made


@pytest.fixture
def opened(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> Open:
    def opened(item: str) -> ItemEditor:
        shown = session.items.show(item)
        editor = ItemEditor(ALL[shown.kind], session.items, tasks)
        qtbot.addWidget(editor)
        editor.resize(900, 700)
        editor.show()
        editor.show_item(shown)
        settled(tasks, qtbot)
        session.items.calls.clear()
        return editor

    return opened


def test_half_a_day_is_not_written_and_waits_for_its_item(
    make: Callable[..., str], opened: Open, session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    item, other = make("programme", title="Seeds", confirmed="2026-05-01"), make("programme", title="Wells")
    editor = opened(item)
    line = editor.fields["confirmed"].days.line
    line.selectAll()
    qtbot.keyClicks(line, "some day in may")
    line.editingFinished.emit()
    editor.show_item(session.items.show(other))
    settled(tasks, qtbot)
    assert session.items.show(item).fields["confirmed"][0].value == "2026-05-01"
    assert line.text() == "" and editor.fields["confirmed"].sign.isHidden()
    editor.clear()
    editor.show_item(session.items.show(item))
    assert line.text() == "some day in may" and not editor.fields["confirmed"].sign.isHidden()
    line.selectAll()
    qtbot.keyClicks(line, "2 may 2026")
    editor.flush()
    settled(tasks, qtbot)
    assert session.items.show(item).fields["confirmed"][0].value == "2026-05-02"


def test_what_others_change_beside_it_is_shown_and_takes_no_half_word_away(
    make: Callable[..., str], opened: Open, session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    item = make("programme", title="Seeds", participants="12")
    editor = opened(item)
    qtbot.keyClicks(editor.fields["participants"].box, " or so")
    editor.fields["participants"].box.editingFinished.emit()
    changed = session.items.set(item, {"title": "Seeds and wells", "places": "KE", "participants": "14"})
    editor.on_items_changed(changed.ids, changed.by)
    settled(tasks, qtbot)
    assert editor.fields["title"].text() == "Seeds and wells" and editor.fields["places"].text() == "KE"
    assert editor.fields["participants"].box.text() == "12 or so"


@pytest.mark.parametrize("kind", [name for name in ALL if name not in ("note", "tag")])
def test_every_form_is_reached_by_key_and_has_names_for_all(
    make: Callable[..., str], opened: Open, tasks: Tasks, qtbot: QtBot, kind: str
) -> None:
    editor = opened(make(kind, title="Title"))
    editor.setAccessibleName("A form")
    editor.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settled(tasks, qtbot)
    found = [*access.nameless(editor), *access.small(editor), *access.readable(editor)]
    assert not found
    assert not [*flaws_words.cut(editor), *flaws_words.squeezed(editor)]


def test_short_fields_stand_beside_each_other_where_there_is_room(
    make: Callable[..., str], opened: Open, qtbot: QtBot
) -> None:
    editor = opened(make("programme", title="Seeds"))
    grid = editor.findChildren(FieldGrid)[0]
    state, period = editor.fields["state"], editor.fields["period"]

    def across() -> bool:
        return (
            abs(
                state.mapTo(editor, state.rect().topLeft()).y()
                - period.mapTo(editor, period.rect().topLeft()).y()
            )
            < 4
        )

    qtbot.waitUntil(across)
    body = editor.fields["body"]
    assert body.width() > grid.width() * 0.9
    editor.resize(420, 700)
    qtbot.waitUntil(lambda: not across())


def test_where_a_field_may_go_is_said_only_where_it_is_not_the_usual(
    make: Callable[..., str], opened: Open
) -> None:
    words = [
        each.text() for each in access.shown(opened(make("tool", title="Guide"))) if hasattr(each, "text")
    ]
    assert words.count("This never leaves its space.") == 1
    assert words.count("Fields with this sign may leave their space.") == 1


def test_a_form_asks_its_questions(
    make: Callable[..., str], opened: Open, session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    form = make("form", title="Review", questions=ASKED)
    hexed = "ab" * 16
    session.items.kept[hexed] = session.items.kept.pop(form)
    item = make("answer", title="May", form=hexed, answers="q2: 4\nq4: d\nq9: older\nno answer at all")
    editor = opened(item)
    field = editor.fields["answers"]
    assert isinstance(field, AnswersField)
    qtbot.waitUntil(lambda: len(field.asked) == 5)
    assert field.asked["q2"].choices["4"].isChecked()
    assert field.asked["q4"].odd.text() == "d" and field.besides.text() == "q9: older\nno answer at all"
    qtbot.keyClicks(field.asked["q1"].line, "a lot: really")
    qtbot.keyClicks(field.asked["q5"].line, "1,200")
    field.asked["q2"].choices["5"].click()
    field.asked["q3"].choices["yes"].click()
    field.asked["q4"].choices["a & b"].click()
    assert field.text().splitlines() == [
        "q1: a lot: really", "q2: 5", "q3: yes", "q4: a & b", "q5: 1200", "q9: older", "no answer at all",
    ]  # fmt: skip
    field.asked["q3"].choices["yes"].click()
    assert "q3" not in field.text(), "an answer can be taken back"
    editor.flush()
    settled(tasks, qtbot)
    assert session.items.show(item).fields["answers"][0].value == field.text()


def test_answers_wait_for_their_form(
    make: Callable[..., str], opened: Open, session: stand_in.Session
) -> None:
    item = make("answer", title="May", answers="q1: kept")
    session.items.show(item).fields["form"] = (FieldValue("cd" * 16),)
    editor = opened(item)
    field = editor.fields["answers"]
    assert isinstance(field, AnswersField)
    assert not field.asked and field.text() == "q1: kept" and field.besides.text() == "q1: kept"
