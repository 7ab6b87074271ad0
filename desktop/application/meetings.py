"""Moves meetings to another day, and asks first where they repeat."""

import datetime as dt
from functools import partial

from PySide6.QtCore import QObject

from desktop.dialogs.flow import open_over
from desktop.dialogs.moveseries import MoveSeriesDialog
from desktop.models import calendar
from desktop.models.facade_agenda import Meetings, Occurrence
from desktop.tasks import Tasks
from desktop.views.calendar import CalendarLook
from desktop.views.window import MainWindow
from i18n import days, tr


class MovingMeetings(QObject):
    def __init__(self, meetings: Meetings, tasks: Tasks, window: MainWindow, look: CalendarLook) -> None:
        super().__init__(window)
        self._meetings, self._tasks, self._window, self._look = meetings, tasks, window, look
        look.mover.moved.connect(self.move)

    def move(self, what: Occurrence, day: dt.date, to: dt.date) -> None:
        if not what.repeats:
            self._move(what, day, to, only=False)
            return
        then = partial(self._decided, what, day, to)
        title, there = calendar.text(what), days.weekday(to)
        open_over(MoveSeriesDialog(title, there, then, self._tasks, self._window))

    def _decided(self, what: Occurrence, day: dt.date, to: dt.date, only: bool) -> None:  # noqa: FBT001
        self._move(what, day, to, only=only)

    def _move(self, what: Occurrence, day: dt.date, to: dt.date, *, only: bool) -> None:
        work = partial(self._meetings.move, what.item, day, to, only=only, by=self)
        self._tasks.run(work, lambda _done: self._on_moved(to), self._window.banner.show_problem)

    def _on_moved(self, to: dt.date) -> None:
        self._look.look_at(to)
        said = tr("Moved to {day}.", day=days.weekday(to))
        self._window.banner.show_words(said, action=tr("Undo"), then=self._window.desk.undo)
