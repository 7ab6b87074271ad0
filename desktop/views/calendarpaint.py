"""Paints one day of a calendar: its number, and as many of its events as there is room for."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.models import calendar
from desktop.models.calendar import Page
from desktop.models.facade_agenda import Occurrence
from desktop.models.plain import FIRST_STRONG, POP
from desktop.theme.icons import Role
from desktop.theme.look import colour, em, space
from i18n import days, formats, tr

Index = QModelIndex | QPersistentModelIndex
LINES_MAX = 30
WIDE_EM = 5.5  # below this there is no room for words, only for how many there are


class DayPainter(QStyledItemDelegate):
    def __init__(self, day_role: int, page_role: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._day_role, self._page_role = day_role, page_role
        self.month = 0
        """The month that is looked at: days of others are paler. 0 for none."""
        self.over: dt.date | None = None
        """The day over which something is dragged."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(2 * em(), 2 * em())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day, page = index.data(self._day_role), index.data(self._page_role)
        if not isinstance(day, dt.date) or not isinstance(page, Page):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self._ground(painter, option, over=day == self.over)
        self._number(painter, option, day, page)
        self._events(painter, option, day, page)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, option: QStyleOptionViewItem, *, over: bool) -> None:
        inner = option.rect.adjusted(1, 1, -2, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_Active)
        painter.setPen(QPen(colour(Role.Accent if focused else Role.Mid), 2 if focused else 1))
        painter.setBrush(colour(Role.Light if chosen else Role.Base))
        if over:
            painter.setPen(QPen(colour(Role.Accent), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(inner, 4, 4)

    def _number(self, painter: QPainter, option: QStyleOptionViewItem, day: dt.date, page: Page) -> None:
        line, today = _line(option.font), day == page.today
        pale = bool(self.month) and day.month != self.month
        width = min(round(line * 1.6), option.rect.width() // 2)
        box = QRect(option.rect.left() + space(1), option.rect.top() + space(1), width, line)
        box = QStyle.visualRect(option.direction, option.rect, box)
        font = QFont(option.font)
        font.setBold(today)
        painter.setFont(font)
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.Accent))
            painter.drawRoundedRect(box, line / 2, line / 2)
        plain = Role.PlaceholderText if pale else Role.Text
        painter.setPen(colour(Role.HighlightedText if today else plain))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, days.figure(day))

    def _events(self, painter: QPainter, option: QStyleOptionViewItem, day: dt.date, page: Page) -> None:
        found, line = page.of(day), _line(option.font)
        if not found:
            return
        box, shown = _room(option.rect, line, found)
        if shown is None:
            self._count(painter, option, len(found))
            return
        for number, one in enumerate(shown):
            row = QRect(box.left(), box.top() + number * line, box.width(), line)
            self._event(painter, option, row, one, day)
        if len(shown) < len(found):
            row = QRect(box.left(), box.top() + len(shown) * line, box.width(), line)
            more = tr("+{number} more", number=len(found) - len(shown))
            _words(painter, option, row, more, Role.PlaceholderText)

    @staticmethod
    def _event(
        painter: QPainter, option: QStyleOptionViewItem, row: QRect, one: Occurrence, day: dt.date
    ) -> None:
        size = max(4, round(em() * 0.4))
        dot = QRect(row.left(), row.center().y() - size // 2, size, size)
        painter.setPen(QPen(colour(Role.Accent), 1))
        painter.setBrush(colour(Role.Accent) if one.event else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QStyle.visualRect(option.direction, row, dot))
        words = " ".join(part for part in (calendar.when(one, day), calendar.text(one)) if part)
        left = QRect(row.left() + size + space(1), row.top(), row.width() - size - space(1), row.height())
        role = Role.PlaceholderText if one.done else Role.Text
        _words(painter, option, QStyle.visualRect(option.direction, row, left), words, role)

    @staticmethod
    def _count(painter: QPainter, option: QStyleOptionViewItem, count: int) -> None:
        """A dot, and how many there are, at the corner opposite to the number of the day."""
        size, line = max(5, round(em() * 0.45)), _line(option.font)
        rect = option.rect
        low = rect.height() > 2.4 * line
        top = rect.bottom() - line - space(1) if low else rect.top() + space(1)
        width = min(round(1.5 * line), rect.width() // 2 - space(1))
        box = QRect(rect.right() - width - space(0.5), top, width, line)
        box = QStyle.visualRect(option.direction, rect, box)
        painter.setPen(colour(Role.Accent))
        if count > 1:
            painter.setFont(_small(option.font))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, formats.number(count))
        else:
            painter.setBrush(colour(Role.Accent))
            painter.drawEllipse(QRect(box.center() - QPoint(size // 2, size // 2), QSize(size, size)))


def _small(plain: QFont) -> QFont:
    font = QFont(plain)
    font.setPixelSize(round(em() * 0.88))
    return font


def _line(font: QFont) -> int:
    return QFontMetrics(_small(font)).height()


def _room(rect: QRect, line: int, found: Sequence[Occurrence]) -> tuple[QRect, Sequence[Occurrence] | None]:
    """Return where the lines of a day stand, and which have room; None where none has."""
    box = rect.adjusted(space(1.5), space(1) + round(line * 1.15), -space(2), -space(1))
    room = min(box.height() // line, LINES_MAX)
    if room < 1 or box.width() < WIDE_EM * em():
        return box, None
    return box, found if len(found) <= room else found[: room - 1]


def under(place: QPoint, rect: QRect, font: QFont, found: Sequence[Occurrence]) -> Occurrence | None:
    """Return what of a day stands under *place*; what is alone there stands under all of it."""
    line = _line(font)
    box, shown = _room(rect, line, found)
    if shown is None:
        return found[0] if len(found) == 1 else None
    number = (place.y() - box.top()) // line
    return shown[number] if 0 <= number < len(shown) else None


def _words(painter: QPainter, option: QStyleOptionViewItem, box: QRect, text: str, role: Role) -> None:
    font = _small(option.font)
    painter.setFont(font)
    painter.setPen(colour(role))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    flags = Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value
    painter.drawText(box, flags | Qt.TextFlag.TextSingleLine.value, f"{FIRST_STRONG}{shown}{POP}")
