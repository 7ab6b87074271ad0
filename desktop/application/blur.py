"""Takes everything off the screen at once, and the words out of all that was shown."""

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.models.rows import RowsModel


def hide(app: QApplication) -> None:
    """Hide every window, dialog, menu and hint; nothing may run before this."""
    for each in app.topLevelWidgets():
        each.hide()


def empty(app: QApplication) -> None:
    """Leave no word in any widget, document or list; to be called when nothing can be kept any more."""
    for window in app.topLevelWidgets():
        for each in (window, *window.findChildren(QObject)):
            if shiboken6.isValid(each):  # what belonged to something emptied before is gone already
                _emptied(each)


def _emptied(each: QObject) -> None:
    was = each.blockSignals(True)  # what is emptied here was not typed by anybody
    if isinstance(each, QWidget):
        _empty_widget(each)
        for name in (each.setAccessibleName, each.setAccessibleDescription, each.setToolTip):
            name("")
    elif isinstance(each, QAction):
        each.setText("")
        each.setToolTip("")
    each.blockSignals(was)
    if isinstance(each, RowsModel):
        each.set_rows(())
    elif isinstance(each, QAbstractItemModel) and not isinstance(each.parent(), QComboBox):
        each.removeRows(0, each.rowCount())


def _empty_widget(each: QWidget) -> None:
    if isinstance(each, QPlainTextEdit | QTextEdit):
        each.document().setUndoRedoEnabled(False)  # which also forgets what could be undone
        each.setPlainText("")
    elif isinstance(each, QLineEdit | QLabel | QComboBox):
        each.clear()
    elif isinstance(each, QAbstractButton):
        each.setText("")
    elif isinstance(each, QGroupBox):
        each.setTitle("")
