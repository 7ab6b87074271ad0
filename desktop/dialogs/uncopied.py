"""A box for words that never leave their space: not by the clipboard, and not with the mouse."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QToolTip
from typing_extensions import override

from i18n import tr

COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)
IN_MENU = frozenset({"edit-copy", "edit-cut"})  # what Qt calls them


class UncopiedText(QPlainTextEdit):
    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        return QMimeData()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cutting out would leave the words nowhere, so it takes nothing away."""
        if any(event.matches(one) for one in COPYING):
            event.accept()
            QToolTip.showText(self.mapToGlobal(self.cursorRect().bottomLeft()), said(), self)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu(self) -> QMenu:
        made = self.createStandardContextMenu()
        for action in made.actions():
            action.setVisible(action.objectName() not in IN_MENU)
        return made


def said() -> str:
    return tr("This never leaves its space.")
