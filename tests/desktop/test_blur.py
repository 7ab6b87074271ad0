"""What is left to see when the notebook locks, or is cleared away at once: nothing (L02, L04)."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import blur
from desktop.application.application import Application
from desktop.dialogs import clipboard
from desktop.models.locks import Leaves, Locking
from desktop.models.preferences import Preferences
from desktop.views.wishes import Wish
from sync.errors import DiskFull
from tests.desktop import stand_in

MARK = "hibiscus-7131"
AT_ONCE_S = 0.1  # of the processor: a busy machine must not look slow


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    clipboard.forget()
    QApplication.clipboard().clear()


@pytest.fixture
def marked(opened: Application, session: stand_in.Session, qtbot: QtBot) -> Application:
    """Return an application that shows a marked note, a marked search and marked typing over a dialog."""
    (item,) = session.items.new("space-1", "note", {"title": MARK, "body": MARK, "tags": MARK}).ids
    opened.window.desk.on_items_changed(frozenset({item}), None)
    opened.window.desk.open_item(item)
    editor = opened.window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == item)
    qtbot.keyClicks(editor.fields["body"].source, f"{MARK} ")
    opened.window.top.search.setText(MARK)
    opened.window.banner.show_words(MARK, MARK)
    opened.errands.grant(Wish.SETTINGS)
    return opened


def texts(each: QObject) -> Iterator[str]:
    """Yield all that *each* could show or say."""
    if isinstance(each, QWidget):
        yield from (each.windowTitle(), each.accessibleName(), each.accessibleDescription(), each.toolTip())
    if isinstance(each, QPlainTextEdit | QTextEdit):
        yield each.toPlainText()
    if isinstance(each, QTextDocument):
        yield each.toPlainText()
        if each.isUndoAvailable():
            yield MARK
    if isinstance(each, QLineEdit | QLabel):
        yield each.text()
    if isinstance(each, QComboBox):
        yield from (each.itemText(number) for number in range(each.count()))
    if isinstance(each, QAbstractItemModel):
        yield from (str(each.index(row, 0).data()) for row in range(each.rowCount()))


def places_of_mark() -> list[str]:
    found = []
    for window in QApplication.topLevelWidgets():
        for each in (window, *window.findChildren(QObject)):
            found += [repr(each) for text in texts(each) if MARK in text]
    return found


@pytest.mark.usefixtures("marked")
def test_nothing_is_left_in_any_part_of_any_window(qapp: QApplication) -> None:
    assert len(places_of_mark()) > 4
    blur.hide(qapp)
    blur.empty(qapp)
    assert places_of_mark() == []


def test_the_window_is_gone_before_anything_else_is_done(
    marked: Application, session: stand_in.Session, began: list[Preferences], qtbot: QtBot
) -> None:
    clipboard.lend(MARK)
    began_at, worked_before = time.monotonic(), time.thread_time()
    marked.lock()
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert time.thread_time() - worked_before < AT_ONCE_S
    assert time.monotonic() - began_at < 20 * AT_ONCE_S, "it waited for something"
    assert QApplication.clipboard().text() == ""
    qtbot.waitUntil(lambda: bool(began))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert places_of_mark() == []
    assert session.closed


def test_what_others_put_on_the_clipboard_stays_when_it_locks(opened: Application) -> None:
    clipboard.lend(MARK)
    QApplication.clipboard().setText("tea")
    opened.lock()
    assert QApplication.clipboard().text() == "tea"


@pytest.mark.parametrize("leaves", list(Leaves))
def test_close_and_clear_asks_nothing_and_leaves_nothing(
    opened: Application, session: stand_in.Session, began: list[Preferences], leaves: Leaves, qtbot: QtBot
) -> None:
    quits: list[str] = []
    opened._app = Quitting(opened._app, quits)
    opened.locks.apply(Locking(leaves=leaves))
    opened.window.desk.open_item("item-5")
    editor = opened.window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    session.items.problem = DiskFull()
    qtbot.keyClicks(editor.fields["title"].box, "now ")
    QApplication.clipboard().setText("tea")
    opened.window.ask(Wish.CLEAR)
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert QApplication.clipboard().text() == ""
    qtbot.waitUntil(lambda: bool(quits) or bool(began))
    assert session.closed
    assert bool(began) is (leaves is Leaves.WORDS)


class Quitting:
    """The application, but for the end of the process."""

    def __init__(self, app: QApplication, quits: list[str]) -> None:
        self._app, self._quits = app, quits

    def quit(self) -> None:
        self._quits.append("quit")

    def __getattr__(self, name: str) -> object:
        return getattr(self._app, name)


def test_the_keys_are_heard_over_a_dialog(
    opened: Application, began: list[Preferences], qtbot: QtBot
) -> None:
    opened.errands.grant(Wish.SETTINGS)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    qtbot.waitUntil(lambda: bool(began))


@pytest.mark.parametrize("then", ["show", "lose"])
def test_what_could_not_lock_by_itself_is_covered(
    opened: Application, session: stand_in.Session, began: list[Preferences], then: str, qtbot: QtBot
) -> None:
    opened.window.desk.open_item("item-5")
    editor = opened.window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    session.items.problem = DiskFull()
    qtbot.keyClicks(editor.fields["title"].box, "now ")
    opened.idle.idled.emit()
    qtbot.waitUntil(lambda: opened._cover is not None and opened._cover.isVisible())
    cover = opened._cover
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [cover]
    if then == "show":
        cover.show_it.click()
        assert opened.window.isVisible() and not cover.isVisible()
        assert editor.fields["title"].text().startswith("now ")
        assert began == []
    else:
        cover.lock.click()
        qtbot.waitUntil(lambda: bool(began))
        assert session.closed
