"""A button whose words, where they have no room, end in dots: a name is known by how it begins."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton
from typing_extensions import override


class EndCut(QToolButton):
    """By itself a button cuts a name in the middle, and what is left says nothing."""

    def shown_text(self) -> str:
        """Return its words as they are drawn."""
        words = self.text().replace("&&", "&")
        around = (
            self.sizeHint().width()
            - self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        )
        room = self.width() - around
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        drawn = QStyleOptionToolButton()
        self.initStyleOption(drawn)
        drawn.text = self.shown_text().replace("&", "&&")
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, drawn)
