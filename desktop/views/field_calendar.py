"""A small calendar that opens below its button."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.icons import Role, icon
from desktop.theme.look import colour, em
from i18n import days, formats, language, tr

Chosen = Callable[[date], object]


class DayNames(QStyledItemDelegate):
    """Heads the columns with our own short names of the days, where Qt has those of another language."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        names = days.weekdays("abbreviated")
        option.text = names[index.column() % len(names)]


class CalendarSheet(QFrame):
    """Goes away when a day is chosen, when Escape is pressed, or when somebody looks elsewhere."""

    def __init__(self, day: date | None, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setAccessibleName(tr("Calendar"))
        self._chosen = chosen
        self.days = QCalendarWidget(self)
        self.days.setAccessibleName(tr("Calendar"))
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        if day is not None:
            self.days.setSelectedDate(QDate(day.year, day.month, day.day))
        if language() == "ar":  # with the months that are written elsewhere, and days that fit
            self.days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
            self.days.setLocale(QLocale("ar_EG" if formats.has_arabic_digits() else "ar_AE"))
        self.days.setFirstDayOfWeek(Qt.DayOfWeek(formats.first_weekday() + 1))
        if language() in days.SHORT:
            self._head()
        self._dress()
        self.days.clicked.connect(self._on_chosen)
        self.days.activated.connect(self._on_chosen)
        inner = parts.column(self, margin=1)
        inner.addWidget(self.days)

    def open_below(self, widget: QWidget) -> None:
        """Open at *widget*, wholly on its screen."""
        self.adjustSize()
        room = widget.screen().availableGeometry()
        place = widget.mapToGlobal(QPoint(0, widget.height()))
        if place.y() + self.height() > room.bottom():
            place = widget.mapToGlobal(QPoint(0, -self.height()))
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        self.move(left, max(room.top(), place.y()))
        self.show()
        self.days.setFocus()

    def _head(self) -> None:
        self.days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        table = self.days.findChild(QTableView)
        if table is not None:
            table.setItemDelegateForRow(0, DayNames(table))

    def _dress(self) -> None:
        """Draw it in the colours of the window: what is styled elsewhere leaves it black."""
        plain = QTextCharFormat()
        plain.setForeground(colour(Role.Text))
        for number in range(1, 8):
            self.days.setWeekdayTextFormat(Qt.DayOfWeek(number), plain)
        head = QTextCharFormat()
        head.setForeground(colour(Role.PlaceholderText))
        head.setBackground(colour(Role.Base))
        self.days.setHeaderTextFormat(head)
        self.days.setStyleSheet(
            f"QWidget {{ background: {colour(Role.Base).name()}; color: {colour(Role.Text).name()}; }}"
            f"QTableView {{ background: {colour(Role.Base).name()};"
            f" alternate-background-color: {colour(Role.Base).name()};"
            f" selection-background-color: {colour(Role.Accent).name()};"
            f" selection-color: {colour(Role.HighlightedText).name()}; }}"
            "QToolButton { border: none; padding: 2px; }"
        )
        for name, picture in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.days.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(icon(picture))
                button.setIconSize(parts.alone())

    def _on_chosen(self, day: QDate) -> None:
        self.close()
        self._chosen(date(day.year(), day.month(), day.day()))


def calendar_button(name: str, now: Callable[[], date | None], chosen: Chosen) -> QToolButton:
    """Return a button that opens a calendar at the day of *now*."""
    made = parts.tool("calendar", tr("Choose a day: {field}", field=name))
    made.setMinimumSize(2 * em(), 2 * em())
    made.clicked.connect(lambda _on=False: CalendarSheet(now(), chosen, made).open_below(made))
    return made
