"""A programme is written in its form as hands do it, kept in a real notebook, and read in another window."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.tour.stage import Stage, heard, until
from desktop.views.editor import ItemEditor
from desktop.views.versions import Versions
from tests.desktop.real.hands import send


def written(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def opened(stage: Stage, kind: str, item: str) -> ItemEditor:
    stage.window.choose_section(kind)
    stage.window.desk.open_item(item)
    editor = stage.window.desk.panes.editors[kind]
    until(lambda: editor.item == item and editor.isVisible())
    heard(stage.application.tasks)
    return editor


WANTED = {
    "places": "KE/Coast", "state": "active", "period": "2026-01-01/", "confirmed": "2026-05-02",
    "participants": "1250", "budget": "20000.50 KES",
}  # fmt: skip


def kept(stage: Stage, item: str, names: Iterable[str]) -> dict[str, str]:
    shown = stage.session.items.show(item).fields
    return {name: shown[name][0].value for name in names if name in shown}


def write_people(editor: ItemEditor, contact: str) -> None:
    """Find one among the contacts, and name another who is none."""
    actor = editor.fields["actor"]
    actor.finder.setFocus()
    QTest.keyClicks(actor.finder, "wanji")
    until(lambda: actor.finder.completer().completionCount() == 1)
    written(actor.finder, "Amina Wanjiru")
    until(lambda: actor.text() == contact)
    written(actor.finder, "Jean")


def test_a_programme_is_written_by_hand_and_read_by_another(two: tuple[Stage, Stage, str]) -> None:
    amal, badu, space = two
    (contact,) = amal.session.items.new(space, "contact", {"name": "Amina Wanjiru"}).ids
    (item,) = amal.session.items.new(space, "programme", {"title": "Seeds"}).ids
    editor = opened(amal, "programme", item)
    fields = editor.fields
    write_people(editor, contact)
    fields["places"].add.click()
    written(fields["places"].rows[0].country, "kenya")
    written(fields["places"].rows[0].region, "Coast")
    fields["state"].box.setCurrentIndex(2)
    written(fields["period"].first.line, "1 Jan 2026")
    written(fields["confirmed"].days.line, "2/5/2026")
    written(fields["participants"].box, "1,250")
    written(fields["budget"].amount, "20000.50")
    written(fields["budget"].currency, "KES")
    editor.flush()
    wanted = {**WANTED, "actor": f"{contact}\nJean"}
    until(lambda: kept(amal, item, wanted) == wanted)
    send(amal, badu)
    there = opened(badu, "programme", item)
    until(lambda: there.fields["actor"].name_of(contact) == "Amina Wanjiru")
    assert {name: there.fields[name].text() for name in wanted} == wanted
    assert there.fields["confirmed"].days.line.text() == "2 May 2026"
    there.fields["actor"].item_wanted.emit(contact)
    until(badu.window.desk.panes.editors["contact"].isVisible)
    decide_in_words(amal, badu, item)


def decide_in_words(amal: Stage, badu: Stage, item: str) -> None:
    """Choose differently in two windows; both choices stand side by side as words, and one is kept."""
    for stage, state in ((badu, "paused"), (amal, "ended")):
        editor = opened(stage, "programme", item)
        editor.fields["state"].box.setCurrentIndex(editor.fields["state"].box.findData(state))
        editor.flush()
        until(lambda stage=stage, state=state: kept(stage, item, ["state"]) == {"state": state})
    send(badu, amal)
    until(lambda: bool(editor.findChildren(Versions)))
    (both,) = editor.findChildren(Versions)
    assert sorted(each.accessibleName().partition(": ")[2] for each in both.keep) == ["Ended", "Resting"]
    both.keep[1].click()
    both.done.click()
    until(lambda: not [each for each in editor.findChildren(Versions) if each.isVisible()])


def test_undo_brings_a_choice_back(person: Callable[[str], Stage]) -> None:
    amal = person("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    (item,) = amal.session.items.new(space, "programme", {"title": "Seeds", "state": "planned"}).ids
    editor = opened(amal, "programme", item)
    box = editor.fields["state"].box
    box.setCurrentIndex(2)
    editor.flush()
    until(lambda: amal.session.items.show(item).fields["state"][0].value == "active")
    amal.window.desk.undo()
    until(lambda: editor.fields["state"].text() == "planned")
    assert box.currentText() == "Planned"
