"""A real window: what was written is in History, and any earlier version comes back in one step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from desktop.dialogs.compared import Compared
from desktop.dialogs.past import PastSheet
from desktop.dialogs.trashempty import EmptyTrashDialog
from desktop.models.sections import TRASH
from desktop.tour.stage import Stage, heard, until
from desktop.views.wishes import Wish
from tests.desktop.real.hands import ask, dialog, words

Person = Callable[[str], Stage]


def opened(stage: Stage) -> PastSheet:
    sheet = ask(stage, Wish.HISTORY, PastSheet)
    until(lambda: sheet.chosen() is not None)
    return sheet


def marked(sheet: PastSheet) -> set[str]:
    """What stands out in the view, by its weight and not by its colour alone."""
    found = set()
    for each in sheet.view.findChildren(Compared):
        block = each.document().begin()
        while block.isValid():
            for run in block.textFormats():
                if run.format.fontWeight() == QFont.Weight.Bold and run.format.fontUnderline():
                    found.add(block.text()[run.start : run.start + run.length])
            block = block.next()
    return found


def test_an_earlier_version_is_shown_and_comes_back(person: Person) -> None:
    amal = person("Amal")
    amal.open_space(amal.session.spaces.new("Horizon").id)
    note = amal.write_note("Well", "The old pump.")
    amal.type(note, "body", "The new pump.")
    sheet = opened(amal)
    assert [sheet.list.item(at).flags() == Qt.ItemFlag.NoItemFlags for at in range(2)] == [True, False]
    heard = sheet.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Amal" in heard and "This is you." in heard
    first = next(at for at in range(sheet.list.count()) if "Made" in sheet.list.item(at).text())
    sheet.list.setCurrentRow(first)
    sheet.view.compare.setCurrentIndex(1)
    sheet.view.compare.activated.emit(1)
    until(lambda: bool(marked(sheet)))
    sheet.reject()
    earlier = amal.session.past.of(note)
    back = next(one for one in earlier if one.what == "text" and one.after == "The old pump.")
    amal.session.past.restore_at(note, back.at_ms, change=back.id)
    until(lambda: amal.shown(note, "body") == "The old pump.")
    amal.window.desk.undo()
    until(lambda: amal.shown(note, "body") == "The new pump.")


def test_it_is_reached_by_key_and_works_without_a_mouse(person: Person) -> None:
    amal = person("Amal")
    amal.open_space(amal.session.spaces.new("Horizon").id)
    amal.grant(Wish.HISTORY)
    assert amal.window.banner.text() == "Choose something first. Then you can see its history."
    note = amal.write_note("Well", "The old pump.")
    amal.session.items.set(note, {"title": "Road"})
    QTest.keyClick(
        amal.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    sheet = dialog(PastSheet)
    until(lambda: sheet.chosen() is not None and sheet.list.hasFocus())
    while not sheet.back.isEnabled():
        QTest.keyClick(sheet.list, Qt.Key.Key_Down)
        heard(amal.application.tasks)
    sheet.back.click()
    until(lambda: amal.window.banner.text().startswith("The earlier version is back."))
    assert amal.session.items.show(note).title == "Well"


def test_the_trash_says_how_long_things_stay_and_is_emptied_with_a_word(person: Person) -> None:
    amal = person("Amal")
    space = amal.session.spaces.new("Horizon").id
    amal.open_space(space)
    note = amal.write_note("Well", "The old pump.")
    amal.session.items.drop(note)
    amal.choose(TRASH)
    desk = amal.window.desk
    until(lambda: desk.list.model.rowCount() == 1)
    desk.open_item(note)
    until(lambda: desk.panes.trash.leaves.text() == "It leaves the trash in 30 days.")
    desk.panes.trash.empty.click()
    asked = dialog(EmptyTrashDialog)
    assert not asked.go.isEnabled() and "signed words stay" in words(asked)
    asked.word.line.setText("Empty")
    asked.go.click()
    until(lambda: desk.list.model.rowCount() == 0)
    assert amal.session.items.rows(space, trashed=True) == []
    assert amal.session.trash.gone(space) == {note}
    amal.session.items.restore(note)
    assert [row.id for row in amal.session.items.rows(space)] == [note]
