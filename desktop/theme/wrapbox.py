"""A box to tick whose words run over several lines where there is little room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from desktop.theme.look import space

LEAST = 40


class WrapBox(QCheckBox):
    """Its words may be anybody's: a "&" in them is one, and marks no key."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self._break()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(space(LEAST), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        """Break the words where the line is full; a word that is longer than that is broken itself."""
        text = "\n".join(_lines(self._words, self)).replace("&", "&&")
        if text != self.text():
            self.setText(text)
            self.updateGeometry()


def _lines(words: str, box: QCheckBox) -> list[str]:
    option = QStyleOptionButton()
    option.initFrom(box)
    room = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, box).width()
    laid = QTextLayout(words, box.font())
    how = QTextOption()
    how.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(how)
    found = []
    laid.beginLayout()
    while (line := laid.createLine()).isValid():
        line.setLineWidth(max(room, space(LEAST // 2)))
        found.append(words[line.textStart() : line.textStart() + line.textLength()].strip())
    laid.endLayout()
    return found
