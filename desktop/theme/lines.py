"""A line to type into, with a hint in it of what is wanted."""

import html

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.theme.look import space


class Line(QLineEdit):
    """Where it has no room for its hint, that ends in dots and is whole in a tip."""

    @override
    def setPlaceholderText(self, text: str) -> None:
        super().setPlaceholderText(text)
        self._tell_whole()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        hint, room = self.placeholderText(), self.width() - space(6)
        is_cut = self.fontMetrics().horizontalAdvance(hint) > room
        self.setToolTip(f"<span>{html.escape(hint)}</span>" if is_cut else "")
