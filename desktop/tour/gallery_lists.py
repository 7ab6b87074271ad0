"""Pictures of lists: how they stand, several items at once, two versions, paper, and a window of its own."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.dialogs.flow import open_over
from desktop.dialogs.printing import PrintDialog
from desktop.dialogs.takeout import TakeOutDialog
from desktop.tour.stage import Stage, Stuck, below, settle, until
from desktop.views.versions import Versions
from i18n import tr
from sync.engine.lists import Choice

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3


def pages(app: QApplication, stage: Stage, contact: str, take: Take) -> None:
    """Show the lists of the open space; *contact* has a field with two values."""
    stage.choose("note")
    desk = stage.window.desk
    until(lambda: desk.list.model.rowCount() > 1)
    _arranged(stage, take)
    _several(app, stage, take)
    _two_versions(stage, contact, take)
    _own_window(stage, contact, take)


def _arranged(stage: Stage, take: Take) -> None:
    shown = stage.window.desk.list
    shown.arranger.menu.popup(below(shown.arranger))
    settle(SETTLED_S)
    take("list-menu", shown.arranger.menu)
    shown.arranger.menu.close()
    shown.arranged.emit(Choice("title", tr("office")))
    until(shown.narrowed.isVisible)
    settle(SETTLED_S)
    take("list-narrowed", stage.window)
    shown.arranged.emit(Choice())
    until(lambda: not shown.narrowed.isVisible())


def _several(app: QApplication, stage: Stage, take: Take) -> None:
    desk = stage.window.desk
    desk.list.rows.selectAll()
    settle(SETTLED_S)
    take("several", stage.window)
    ids = desk.list.selected()
    desk.list.rows.menu_wanted.emit(desk.list.mapToGlobal(QPoint(40, 80)))
    settle()
    for each in app.topLevelWidgets():
        if isinstance(each, QMenu) and each.isVisible():
            take("list-row-menu", each)
            each.close()
    printing = PrintDialog(stage.session, ids[:2], stage.application.tasks, stage.window)
    open_over(printing)
    until(printing.go.isEnabled)
    settle(SETTLED_S)
    take("print", printing)
    printing.close()
    taking = TakeOutDialog(stage.session, ids, stage.application.tasks, stage.window)
    open_over(taking)
    until(taking.save.isEnabled)
    settle(SETTLED_S)
    take("take-out-chosen", taking)
    taking.close()
    desk.list.rows.clearSelection()
    desk.close_item()


def _two_versions(stage: Stage, contact: str, take: Take) -> None:
    stage.choose("contact")
    stage.open_item(contact, showing=tr("District school office"))
    editor = stage.window.desk.panes.editors["contact"]
    until(lambda: bool(editor.findChildren(Versions)))
    box = editor.findChildren(Versions)[0]
    box.own.click()
    settle(SETTLED_S)
    take("two-versions", box)
    box.both.click()
    stage.window.desk.close_item()


def _own_window(stage: Stage, contact: str, take: Take) -> None:
    windows = stage.application.windows
    if windows is None or windows.first is None:
        raise Stuck
    windows.open_item(contact, windows.first)
    until(lambda: len(windows.every) > 1)
    opened = windows.every[1].window
    until(opened.desk.panes.editors["contact"].isVisible)
    opened.resize(opened.size().boundedTo(stage.window.size() * 0.9))
    settle(SETTLED_S)
    take("own-window", opened)
    opened.close()
    until(lambda: len(windows.every) == 1)
