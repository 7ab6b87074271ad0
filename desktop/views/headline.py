"""The line above a list: what it holds, and how many; both stay whole, or are shortened on purpose."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import formats

LEAST_EM = 5


class Headline(QWidget):
    """Where there is little room, the number stands alone, and then the words before it are cut."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._counted, self._number = "", "", 0
        self.heading = parts.label("", "heading", wrap=False)
        self.count = parts.label("", "hint", wrap=False)
        for each in (self.heading, self.count):
            each.setMinimumWidth(1)
        inner = parts.row(self, gap=2)
        inner.addWidget(self.heading, 1)
        inner.addWidget(self.count)

    def set_heading(self, text: str) -> None:
        self._text = text
        self._fit()

    def set_count(self, number: int, words: str) -> None:
        """Say *words*, which hold the *number*; nothing for an empty list."""
        self._number, self._counted = number, words
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_EM * em(), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        gap, metrics = space(2), self.heading.fontMetrics()
        said, number = self._counted, formats.number(self._number) if self._counted else ""
        wanted = metrics.horizontalAdvance(self._text) + gap
        whole = self.count.fontMetrics().horizontalAdvance(said) + gap
        shown = said if wanted + whole <= self.width() else number
        room = self.width() - self.count.fontMetrics().horizontalAdvance(shown) - gap * 2
        cut = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, max(room, LEAST_EM * em()))
        for label, text, full in ((self.count, shown, said), (self.heading, cut, self._text)):
            label.setText(text)
            label.setAccessibleName(full)
            if text == full:
                label.setToolTip("")
            else:
                parts.tip(label, full)
