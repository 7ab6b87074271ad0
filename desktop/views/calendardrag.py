"""Days over which meetings are dragged to another day."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from typing_extensions import override

from desktop.models.calendar import Page, shifted
from desktop.models.facade_agenda import Occurrence
from desktop.theme.look import em
from desktop.views import calendarpaint
from desktop.views.calendargrid import DayGrid


@dataclass(slots=True)
class _Held:
    what: Occurrence
    day: dt.date
    place: QPoint
    moved: bool = False


class DragGrid(DayGrid):
    """``moved`` carries a meeting, its day, and the day it was let go on; Esc leaves it where it is."""

    moved = Signal(object, object, object)

    _held: _Held | None = None
    """Is asked about before a new grid is whole: Qt sends it events at once."""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a meeting; then the day is looked at only once that is let go where it was."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        day = self.days.day_at(index)
        found = self.days.on(day) if day is not None and self.days.movable else ()
        what = calendarpaint.under(place, self.visualRect(index), self.font(), found) if found else None
        left = event.button() == Qt.MouseButton.LeftButton
        if day is not None and what is not None and what.event and left:
            self._held = _Held(what, day, place)
            self.setFocus()
        else:
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        held, place = self._held, event.position().toPoint()
        if held is None:
            return
        if not held.moved and (place - held.place).manhattanLength() > em() / 2:
            held.moved = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if held.moved:
            self._mark(self.days.day_at(self.indexAt(place)))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, place = self._held, event.position().toPoint()
        self._let_go()
        if held is None:
            return
        if not held.moved:
            self.day_wanted.emit(held.day)
            self.touched.emit(held.day)
            return
        to = self.days.day_at(self.indexAt(place))
        if to is not None and to != held.day:
            first = held.what.day
            self.moved.emit(held.what, first, shifted(first, (to - held.day).days))

    @override
    def show_page(self, page: Page | None, day: dt.date, *, pale: bool) -> None:
        """Hold nothing of a space that is not shown any more."""
        if page is None:
            self._let_go()
        super().show_page(page, day, pale=pale)

    @override
    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does while a meeting is held."""
        if (
            self._held is not None
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._held is not None and event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _let_go(self) -> None:
        self._held = None
        self.unsetCursor()
        self._mark(None)

    def _mark(self, day: dt.date | None) -> None:
        """Show over which day the meeting is."""
        if self.painter.over != day:
            self.painter.over = day
            self.viewport().update()
