"""A menu that stays within its screen while it changes."""

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override


class Menu(QMenu):
    """Qt opens a long menu as high as the screen, and forgets that as soon as an entry of it changes."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        screen = QGuiApplication.screenAt(self.pos()) or self.screen()  # it may not know its own yet
        room = screen.availableSize()
        if self.isVisible() and self.height() > room.height():
            self.resize(self.size().boundedTo(room))
