"""Copying from what is not to be shared yet asks first, whichever key or menu is used."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.inert import InertPage
from desktop.dialogs.notyet import CopyAnywayDialog, NotYet
from desktop.models import notyet
from desktop.models.staying import Held
from desktop.tasks import Tasks
from desktop.theme import parts
from tests.desktop.rows import FieldValue, Item

CONTROL = Qt.KeyboardModifier.ControlModifier
WORDS = "The pump broke."
Text = QLineEdit | QPlainTextEdit | InertPage


def lesson(*days: str) -> Item:
    fields = {"title": (FieldValue("Wells", "A"),), "embargo": tuple(FieldValue(day, "A") for day in days)}
    return Item("00", "11", "lesson", "Wells", fields)


class Shown(QWidget):
    """A form of something, and what is asked in front of it."""

    def __init__(self, box: Text, tasks: Tasks) -> None:
        super().__init__()
        parts.column(self).addWidget(box)
        self.item = lesson("9999-01-01")
        self.watch = NotYet(self, self.held, tasks)

    def held(self) -> Held | None:
        return notyet.of(self.item)

    def asked(self) -> list[CopyAnywayDialog]:
        return [each for each in self.findChildren(CopyAnywayDialog) if each.isVisible()]


def made(sort: type[Text]) -> Text:
    if sort is InertPage:
        page = InertPage("Page")
        page.show_source(WORDS)
        return page
    return sort(WORDS)


@pytest.fixture(autouse=True)
def board() -> QClipboard:
    board = QGuiApplication.clipboard()
    board.setText("before")
    return board


def in_it(box: Text, tasks: Tasks, qtbot: QtBot) -> Shown:
    shown = Shown(box, tasks)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    box.setFocus()
    qtbot.waitUntil(lambda: box in shown.watch._watched)
    box.selectAll()
    return shown


@pytest.mark.parametrize("sort", [QLineEdit, QPlainTextEdit, InertPage])
def test_whoever_copies_is_asked_once_for_each_thing(
    sort: type[Text], tasks: Tasks, qtbot: QtBot, board: QClipboard
) -> None:
    box = made(sort)
    shown = in_it(box, tasks, qtbot)
    QTest.keyClick(box, Qt.Key.Key_C, CONTROL)
    (asked,) = shown.asked()
    assert board.text() == "before"
    asked.back.click()
    assert board.text() == "before"
    QTest.keyClick(box, Qt.Key.Key_C, CONTROL)
    shown.asked()[0].go.click()
    assert board.text().strip() == WORDS
    board.setText("before")
    QTest.keyClick(box, Qt.Key.Key_C, CONTROL)
    assert (board.text().strip(), shown.asked()) == (WORDS, [])


def test_cutting_and_the_menu_ask_too(tasks: Tasks, qtbot: QtBot, board: QClipboard) -> None:
    box = QPlainTextEdit(WORDS)
    shown = in_it(box, tasks, qtbot)
    QTest.keyClick(box, Qt.Key.Key_X, CONTROL)
    shown.asked()[0].back.click()
    assert (board.text(), box.toPlainText()) == ("before", WORDS)
    menu = shown.watch.menu(box)
    next(each for each in menu.actions() if each.objectName() == "edit-cut").trigger()
    shown.asked()[0].go.click()
    assert (board.text(), box.toPlainText()) == (WORDS, "")
    menu.deleteLater()


def test_marked_words_are_not_dragged_out_and_what_may_leave_is_free(
    tasks: Tasks, qtbot: QtBot, board: QClipboard
) -> None:
    box = QPlainTextEdit(WORDS)
    shown = in_it(box, tasks, qtbot)
    QTest.mousePress(box.viewport(), Qt.MouseButton.LeftButton, pos=box.cursorRect().center())
    QTest.mouseRelease(box.viewport(), Qt.MouseButton.LeftButton, pos=box.cursorRect().center())
    assert not box.textCursor().hasSelection()
    shown.item = lesson()
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_C, CONTROL)
    assert (board.text().strip(), shown.asked()) == (WORDS, [])


def test_a_day_counts_as_it_stands_in_the_form_now() -> None:
    today = dt.datetime.now().astimezone().date()
    soon = (today + dt.timedelta(1)).isoformat()
    assert notyet.of(lesson(today.isoformat())) is None
    held = notyet.of(lesson(), lambda _name: soon)
    assert held is not None and (held.title, held.until) == ("Wells", soon)
    two = notyet.of(lesson(soon, "9999-01-01"), lambda _name: "")
    assert two is not None and two.until == "9999-01-01"
    assert notyet.of(Item("00", "11", "note", "N", {})) is None


def test_the_form_of_a_lesson_asks_and_no_other_form_does(opened: Application) -> None:
    assert opened.window is not None
    editors = opened.window.desk.panes.editors
    asking = {kind for kind in ("lesson", "note") if editors[kind].findChildren(NotYet)}
    assert asking == {"lesson"}
