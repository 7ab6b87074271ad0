"""A row of parts that goes on in the next line where there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle
from typing_extensions import override

from desktop.theme.look import space


class Wrapping(QLayout):
    """Gives each part the size that it asks for, from the beginning of the line on."""

    def __init__(self, *, gap: float = 2) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(space(gap))

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _item, place in self._places(width)), default=0)

    @override
    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._there()]
        gaps = self.spacing() * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(sum(hint.width() for hint in hints) + gaps, height)

    @override
    def minimumSize(self) -> QSize:
        least = [item.minimumSize() for item in self._there()]
        return QSize(
            max((size.width() for size in least), default=0),
            max((size.height() for size in least), default=0),
        )

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        direction = QGuiApplication.layoutDirection()
        for item, place in self._places(rect.width()):
            item.setGeometry(QStyle.visualRect(direction, rect, place.translated(rect.topLeft())))

    def _there(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        """Return where each part stands, the first at the beginning of the first line."""
        found, at, tallest = [], QPoint(0, 0), 0
        for item in self._there():
            size = item.sizeHint()
            if at.x() and at.x() + size.width() > width:
                at, tallest = QPoint(0, at.y() + tallest + self.spacing()), 0
            found.append((item, QRect(at, QSize(min(size.width(), width), size.height()))))
            at += QPoint(size.width() + self.spacing(), 0)
            tallest = max(tallest, size.height())
        return found
