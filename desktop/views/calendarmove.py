"""Moving meetings by keys and by a menu: from the list of a day, or from the days where one is alone."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from desktop.models import calendar
from desktop.models.calendar import WEEK, Page
from desktop.models.facade_agenda import Occurrence
from desktop.theme import parts
from desktop.theme.keys import heard_within
from desktop.views.calendardrag import DragGrid
from desktop.views.grouplist import GroupList
from i18n import mark, tr

STEPS = (
    ("Ctrl+Left", -1, mark("Move a day earlier")),
    ("Ctrl+Right", 1, mark("Move a day later")),
    ("Ctrl+Up", -WEEK, mark("Move a week earlier")),
    ("Ctrl+Down", WEEK, mark("Move a week later")),
)
"""The arrows follow the days as they are seen: where days run leftward, so do they."""


class MeetingMover(QObject):
    """``moved`` carries a meeting, its day and the day it is to be on; ``several`` a day that has more."""

    moved = Signal(object, object, object)
    several = Signal(object)

    def __init__(self, grid: DragGrid, listed: GroupList) -> None:
        super().__init__(grid)
        self._grid, self._list = grid, listed
        self._page: Page | None = None
        self._day = dt.date.min
        grid.moved.connect(self.moved)
        parts_here: tuple[DragGrid, GroupList] = (grid, listed)
        for part in parts_here:
            part.viewport().installEventFilter(self)
            for keys, by, _words in STEPS:
                heard_within(part, [QKeySequence(keys)], partial(self._shift, part, by, turns=True))

    def show_page(self, page: Page | None, day: dt.date) -> None:
        """Know what is shown now, and say how it is moved to whoever may."""
        self._page, self._day = page, day
        movable = page is not None and page.movable
        hint = tr("Drag a meeting to another day, or press Ctrl with an arrow key.") if movable else ""
        self._list.setAccessibleDescription(hint)
        parts.tip(self._grid, hint)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QContextMenuEvent):
            return False
        part = self._list if watched is self._list.viewport() else self._grid
        found = self._chosen(part)
        if len(found) == 1:
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            place = event.globalPos() if by_mouse else part.mapToGlobal(QPoint(0, 0))
            self._menu(part).popup(place)
        return len(found) == 1

    def _menu(self, part: QWidget) -> QMenu:
        menu = QMenu(part)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for _keys, by, words in STEPS:
            menu.addAction(tr(words), partial(self._shift, part, by, turns=False))
        return menu

    def _chosen(self, part: QWidget) -> Sequence[Occurrence]:
        """Return the meetings that are meant: the row of the list, or all of a day."""
        page = self._page
        if page is None or not page.movable:
            return ()
        goal = self._list.rows.goal(self._list.currentIndex()) if part is self._list else None
        days = calendar.all_days(page) if part is self._list else [self._day]
        return [
            one
            for day in days
            for one in page.of(day)
            if one.event and (part is self._grid or calendar.entry(one, day).goal == goal)
        ]

    def _shift(self, part: QWidget, by: int, *, turns: bool) -> None:
        leftward = turns and abs(by) < WEEK and self._grid.isRightToLeft()
        found = self._chosen(part)
        if len(found) == 1:
            one = found[0]
            self.moved.emit(one, one.day, calendar.shifted(one.day, -by if leftward else by))
        elif found:
            self.several.emit(self._day)
