"""Paints one person of a list: name, role, and whether somebody checked that it is really them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.models.members import InsideRole, LineRole, PictureRole, SureRole
from desktop.models.plain import FIRST_STRONG, POP
from desktop.theme.icons import Role, pixmap
from desktop.theme.look import colour, em, space

Index = QModelIndex | QPersistentModelIndex
LEAD = int(Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value
           | Qt.TextFlag.TextSingleLine.value)  # fmt: skip


class MemberPainter(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(12 * em(), round(QFontMetrics(option.font).height() * 2.1) + space(4))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self._ground(painter, option)
        inside = space(4) if index.data(InsideRole) else 0
        side, line = round(em() * 1.3), QFontMetrics(option.font).height()
        whole = option.rect.adjusted(space(2.5), space(2), -space(2.5), -space(2))
        mark = QRect(whole.left() + inside, whole.top() + (whole.height() - side) // 2, side, side)
        tint = Role.Accent if index.data(SureRole) else Role.PlaceholderText
        painter.drawPixmap(_placed(option, whole, mark), pixmap(str(index.data(PictureRole)), side, tint))
        left = inside + side + space(3)
        first = QRect(whole.left() + left, whole.top(), whole.width() - left, line)
        self._name(painter, option, index, _placed(option, whole, first))
        second = first.translated(0, round(line * 1.1))
        self._line(painter, option, index, _placed(option, whole, second))
        painter.restore()

    def _name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, box: QRect) -> None:
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(colour(Role.Text))
        self._draw(painter, bold, box, str(index.data(Qt.ItemDataRole.DisplayRole) or ""))

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, box: QRect) -> None:
        painter.setFont(option.font)
        painter.setPen(colour(Role.PlaceholderText))
        self._draw(painter, option.font, box, str(index.data(LineRole) or ""))

    @staticmethod
    def _draw(painter: QPainter, font: QFont, box: QRect, text: str) -> None:
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, LEAD, f"{FIRST_STRONG}{shown}{POP}")

    @staticmethod
    def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        inner = option.rect.adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.Light))
            painter.drawRoundedRect(inner, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(Role.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)


def _placed(option: QStyleOptionViewItem, within: QRect, box: QRect) -> QRect:
    return QStyle.visualRect(option.direction, within, box)
