"""Days in rows of a week: walked over by keys, drawn by themselves, each with a name that is read aloud."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.models import calendar
from desktop.models.calendar import WEEK, Page
from desktop.models.facade_agenda import Occurrence
from desktop.models.rows import UserRole
from desktop.theme.look import em
from desktop.views.calendarpaint import DayPainter
from i18n import days, tr

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DayRole = UserRole + 1
PageRole = UserRole + 2
Key = Qt.Key
STEPS = {Key.Key_Up: -WEEK, Key.Key_Down: WEEK}
TURNS = {Key.Key_PageUp: -1, Key.Key_PageDown: 1}


class DayModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self.narrow = False

    def set_page(self, page: Page | None) -> None:
        self.beginResetModel()
        self._page = page
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        if self._page is None or parent.isValid():
            return 0
        return ((self._page.last - self._page.first).days + 1) // WEEK

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else WEEK

    def day_at(self, index: Index) -> dt.date | None:
        if self._page is None or not index.isValid():
            return None
        return calendar.shifted(self._page.first, index.row() * WEEK + index.column())

    def index_of(self, day: dt.date) -> QModelIndex:
        if self._page is None or not self._page.first <= day <= self._page.last:
            return QModelIndex()
        number = (day - self._page.first).days
        return self.index(number // WEEK, number % WEEK)

    @property
    def movable(self) -> bool:
        return self._page is not None and self._page.movable

    def on(self, day: dt.date) -> Sequence[Occurrence]:
        return self._page.of(day) if self._page is not None else ()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day_at(index)
        if day is None or self._page is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return days.figure(day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return calendar.heard(day, self._page)
        return {DayRole: day, PageRole: self._page}.get(role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return days.weekdays("narrow" if self.narrow else "abbreviated")[section]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return days.weekdays("wide")[section]
        return None


class DayGrid(QTableView):
    """Arrows go from day to day, Page up and down from month to month, Enter opens, N makes something new."""

    day_wanted = Signal(object)
    turn_wanted = Signal(int)
    opened = Signal(object)
    touched = Signal(object)
    new_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = DayModel(self)
        self.painter = DayPainter(DayRole, PageRole, self)
        self.setModel(self.days)
        self.setItemDelegate(self.painter)
        self.setAccessibleName(tr("Calendar"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(round(1.7 * em()))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)

    @property
    def day(self) -> dt.date | None:
        return self.days.day_at(self.currentIndex())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the days by their letters where their names have no room."""
        super().resizeEvent(event)
        written = self.horizontalHeader().fontMetrics().horizontalAdvance
        widest = max(written(name) for name in days.weekdays("abbreviated"))
        self.days.narrow = widest + 2 * em() > event.size().width() // WEEK
        self.days.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, WEEK - 1)

    def show_page(self, page: Page | None, day: dt.date, *, pale: bool) -> None:
        """Show days, those of other months *pale* where that is wanted."""
        self.painter.month = day.month if pale else 0
        self.days.set_page(page)
        self.setCurrentIndex(self.days.index_of(day))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = Key(event.key()), self.day
        if day is None:
            super().keyPressEvent(event)
        elif key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
            self.opened.emit(day)
        elif key == Key.Key_N and not event.modifiers():
            self.new_wanted.emit(day)
        elif key in TURNS:
            self.turn_wanted.emit(TURNS[key])
        else:
            self._walk(key, day, event)

    def _walk(self, key: Key, day: dt.date, event: QKeyEvent) -> None:
        ahead = -1 if self.isRightToLeft() else 1
        week = calendar.week_of(day)
        places = {Key.Key_Home: week, Key.Key_End: calendar.shifted(week, WEEK - 1)}
        steps = STEPS | {Key.Key_Right: ahead, Key.Key_Left: -ahead}
        if key in steps:
            self.day_wanted.emit(calendar.shifted(day, steps[key]))
        elif key in places:
            self.day_wanted.emit(places[key])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.days.day_at(self.indexAt(event.position().toPoint()))
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self.day_wanted.emit(day)
            self.touched.emit(day)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.days.day_at(self.indexAt(event.position().toPoint()))
        if day is not None:
            self.new_wanted.emit(day)
