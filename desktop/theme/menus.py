"""A menu that stays within its screen while it changes."""

from PySide6.QtGui import QActionEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override


class Menu(QMenu):
    """Qt opens a long menu as high as the screen, and forgets that as soon as an entry of it changes."""

    @override
    def actionEvent(self, event: QActionEvent) -> None:
        super().actionEvent(event)
        if self.isVisible():
            self.resize(self.size().boundedTo(self.screen().availableSize()))
