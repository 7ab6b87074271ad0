"""A way to the help is in the same corner of every window and every dialog, and on F1."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMainWindow, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import desktop
from desktop.application.application import Application
from desktop.dialogs.files import FileChooser
from desktop.dialogs.guide import GuideDialog
from desktop.dialogs.help import HelpDialog, show_guide_help
from desktop.dialogs.sheet import Sheet
from desktop.tasks import Tasks
from desktop.theme.look import em
from desktop.views.window import MainWindow
from tests.desktop.access import said, shown
from tests.desktop.settling import settled

CORNER_PART, BELOW_EM = 0.6, 6  # where a corner begins across a window, and where it ends
KNOWN = {Sheet, GuideDialog, FileChooser, MainWindow, HelpDialog}
"""Each is tried below; the last is the help itself."""


def subclasses(of: type) -> Iterator[type]:
    for each in of.__subclasses__():
        yield each
        yield from subclasses(each)


def own_windows() -> set[type]:
    for each in pkgutil.walk_packages(desktop.__path__, "desktop."):
        if not each.name.endswith("__main__"):
            importlib.import_module(each.name)
    found = {*subclasses(QDialog), *subclasses(QMainWindow)}
    return {each for each in found if each.__module__.startswith("desktop.")}


def ways(window: QWidget) -> list[QToolButton]:
    return [each for each in shown(window) if isinstance(each, QToolButton) and said(each) == "Help"]


def assert_is_helped(window: QWidget) -> None:
    (way,) = ways(window)
    place = QRect(way.mapTo(window, QPoint()), way.size())
    assert place.left() > CORNER_PART * window.width()
    assert place.bottom() < BELOW_EM * em()
    keys = QKeySequence(QKeySequence.StandardKey.HelpContents)
    assert [each for each in window.findChildren(QShortcut) if each.key() == keys], "F1"


def test_every_window_is_of_a_sort_that_has_it() -> None:
    for each in own_windows():
        if not issubclass(each, Sheet):
            assert each in KNOWN, f"{each.__name__} is to be tried here"
            continue
        for name in ("_headed", "show_help"):
            assert getattr(each, name) is getattr(Sheet, name), each.__name__


def a_sheet(parent: QWidget, tasks: Tasks) -> QWidget:
    return Sheet("Heading", tasks, parent)


def a_guide(parent: QWidget, _tasks: Tasks) -> QWidget:
    return GuideDialog(parent, show_guide_help)


def a_chooser(parent: QWidget, _tasks: Tasks) -> QWidget:
    return FileChooser(parent, "Open", print)


@pytest.mark.parametrize("make", [a_sheet, a_guide, a_chooser])
def test_a_dialog_has_it(make: Callable[[QWidget, Tasks], QWidget], tasks: Tasks, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = make(owner, tasks)
    dialog.show()
    assert_is_helped(dialog)
    ways(dialog)[0].click()
    assert dialog.findChild(HelpDialog).text.toPlainText()
    dialog.close()


def test_the_window_has_it_also_for_one_thing_alone(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    assert window is not None
    window.side.hide()
    settled(opened.tasks, qtbot)
    assert_is_helped(window)


def test_the_help_over_the_guide_does_not_open_the_guide_again(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    below = HelpDialog("start", owner)
    below.show()
    below.show_guide()
    guide = below.findChild(GuideDialog)
    guide.help.click()
    assert guide.findChild(HelpDialog).guide.isHidden()
    below.close()
