"""A layout that runs like text: one thing beside the other, and below where the line is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget
from typing_extensions import override

from desktop.theme.look import space


class Wrapping(QLayout):
    """It lays out a widget of its own: within another layout Qt ends when that is shown."""

    def __init__(self, owner: QWidget | None = None, *, gap: float = 1) -> None:
        super().__init__(owner)
        self._items: list[QLayoutItem] = []
        self.setSpacing(space(gap))
        self.setContentsMargins(0, 0, 0, 0)

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
        return self._placed(QRect(0, 0, width, 0), for_real=False)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(
                QSize(min(item.minimumSize().width(), space(40)), item.sizeHint().height())
            )
        return size

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._placed(rect, for_real=True)

    def _placed(self, rect: QRect, *, for_real: bool) -> int:
        """Put everything in its place, and return the height that takes."""
        at, high = QPoint(rect.x(), rect.y()), 0
        owner = self.parentWidget()
        side = owner.layoutDirection() if owner is not None else Qt.LayoutDirection.LeftToRight
        for item in self._items:
            if item.isEmpty():  # what is hidden takes no gap either
                continue
            wanted = item.sizeHint()
            size = QSize(min(wanted.width(), rect.width()), wanted.height())
            if at.x() > rect.x() and at.x() + size.width() > rect.right() + 1:
                at, high = QPoint(rect.x(), at.y() + high + self.spacing()), 0
            if for_real:
                item.setGeometry(QStyle.visualRect(side, rect, QRect(at, size)))
            at += QPoint(size.width() + self.spacing(), 0)
            high = max(high, size.height())
        return at.y() + high - rect.y()
