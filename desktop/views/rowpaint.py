"""Paints one item of a list: what it is called, how it begins, when it changed; mirrored where needed."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.models.items import (
    AuthorRole,
    CellsRole,
    ChangedRole,
    PreviewRole,
    StaleRole,
    TagsRole,
    TwofoldRole,
)
from desktop.models.plain import FIRST_STRONG, POP
from desktop.theme.icons import Role, pixmap
from desktop.theme.look import colour, em, space

Index = QModelIndex | QPersistentModelIndex


MARKS = ((TwofoldRole, "columns-2"), (StaleRole, "circle-help"))
"""What stands before a title, by its shape: two versions, or to be confirmed."""


class RowPainter(QStyledItemDelegate):
    spans: tuple[tuple[int, int], ...] = ()
    """Where columns begin and how wide they are, where each item is one line of them."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).height()
        if self.spans:
            return QSize(12 * em(), line + space(4))
        return QSize(12 * em(), round(line * 3.1) + space(5))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self._ground(painter, option)
        if self.spans:
            self._in_columns(painter, option, index)
            painter.restore()
            return
        line = QFontMetrics(option.font).height()
        preview, tags = str(index.data(PreviewRole) or ""), index.data(TagsRole) or ()
        author = str(index.data(AuthorRole) or "")
        missing = (not preview) + (not tags and not author)
        inset = space(2.5) + round(missing * line * 1.05 / 2)  # what there is stands in the middle
        box = option.rect.adjusted(space(4), inset, -space(4), -inset)
        self._first(painter, option, index, QRect(box.left(), box.top(), box.width(), line))
        second = QRect(box.left(), box.top() + round(line * 1.05), box.width(), line)
        self._words(painter, second, option, preview, muted=True)
        third = second.translated(0, round(line * 1.05)) if preview else second
        name = self._author(painter, third, option, author)
        self._tags(painter, third.adjusted(0, 0, -name, 0), option, tags, third)
        painter.restore()

    def _in_columns(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the title, what stands in the other columns, and when it changed."""
        whole = option.rect.adjusted(0, space(1), 0, -space(1))
        boxes = [QRect(whole.left() + at, whole.top(), wide, whole.height()) for at, wide in self.spans]
        boxes = [box.adjusted(space(4) if not number else space(2), 0, -space(2), 0)
                 for number, box in enumerate(boxes)]  # fmt: skip
        self._title(painter, option, index, boxes[0])
        texts = [*map(str, index.data(CellsRole) or ()), *[""] * len(boxes)][: len(boxes) - 2]
        for box, text in zip(boxes[1:], [*texts, str(index.data(ChangedRole) or "")], strict=False):
            self._words(painter, _placed(option, whole, box), option, text, muted=True)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        inner = option.rect.adjusted(space(1), 1, -space(1), -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.Light if chosen else Role.AlternateBase))
            painter.drawRoundedRect(inner, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(Role.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 8, 8)

    def _first(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, box: QRect) -> None:
        small = QFont(option.font)
        small.setPixelSize(round(em() * 0.86))
        when = str(index.data(ChangedRole) or "")
        width = QFontMetrics(small).horizontalAdvance(when) + space(1)
        painter.setFont(small)
        painter.setPen(colour(Role.PlaceholderText))
        aside = QRect(box.right() - width, box.top(), width, box.height())
        painter.drawText(_placed(option, box, aside), _flags(end=True), when)
        left = QRect(box.left(), box.top(), box.width() - width - space(2), box.height())
        self._title(painter, option, index, left)

    def _title(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, box: QRect) -> None:
        left = QRect(box)
        for role, picture in MARKS:
            if index.data(role):
                side = min(em(), left.height())
                mark = QRect(left.left(), left.top() + (left.height() - side) // 2, side, side)
                painter.drawPixmap(_placed(option, option.rect, mark), pixmap(picture, em(), Role.Accent))
                left.setLeft(left.left() + em() + space(1.5))
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(colour(Role.Text))
        title = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = QFontMetrics(bold).elidedText(title, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(_placed(option, option.rect, left), _flags(), _by_itself(shown))

    def _words(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, text: str, *, muted: bool
    ) -> None:
        painter.setFont(option.font)
        painter.setPen(colour(Role.PlaceholderText if muted else Role.Text))
        shown = QFontMetrics(option.font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _flags(), _by_itself(shown))

    def _author(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, name: str) -> int:
        """Say at the end of a line who changed it last, and return how much room that takes."""
        if not name:
            return 0
        small = QFont(option.font)
        small.setPixelSize(round(em() * 0.82))
        metrics = QFontMetrics(small)
        shown = metrics.elidedText(_by_itself(name), Qt.TextElideMode.ElideRight, box.width() // 2)
        width = metrics.horizontalAdvance(shown) + space(1)
        aside = _placed(option, box, QRect(box.right() - width, box.top(), width, box.height()))
        painter.setFont(small)
        painter.setPen(colour(Role.PlaceholderText))
        painter.drawText(aside, _flags(end=True), shown)
        return width + space(1)

    def _tags(
        self,
        painter: QPainter,
        box: QRect,
        option: QStyleOptionViewItem,
        tags: tuple[str, ...],
        line: QRect,
    ) -> None:
        small = QFont(option.font)
        small.setPixelSize(round(em() * 0.82))
        metrics = QFontMetrics(small)
        painter.setFont(small)
        left = box.left()
        for tag in tags:
            width = metrics.horizontalAdvance(tag) + space(3)
            if left + width > box.right():
                break
            chip = _placed(option, line, QRect(left, box.top() + 1, width, box.height() - 2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.AlternateBase))
            painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
            painter.setPen(colour(Role.PlaceholderText))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, tag)
            left += width + space(1.5)


def _placed(option: QStyleOptionViewItem, within: QRect, box: QRect) -> QRect:
    return QStyle.visualRect(option.direction, within, box)


def _by_itself(text: str) -> str:
    """Return *text* running its own way, whatever way the list runs."""
    return f"{FIRST_STRONG}{text}{POP}" if text else ""


def _flags(*, end: bool = False) -> int:
    side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
    return int(side.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value)
