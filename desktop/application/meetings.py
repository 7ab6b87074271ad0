"""Moves meetings to another day, and keeps their folders as things are."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.dialogs.flow import open_over
from desktop.dialogs.moveseries import MoveSeriesDialog
from desktop.models import calendar
from desktop.models.facade import Item
from desktop.models.facade_agenda import Belonging, Meetings, Occurrence
from desktop.tasks import Tasks
from desktop.views.calendar import CalendarLook
from desktop.views.editor import ItemEditor
from desktop.views.meetingfolder import MeetingFolder
from desktop.views.window import MainWindow
from i18n import days, tr

EVENT = "event"
GATHER_MS = 300


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
        title, there = calendar.text(what), days.weekday_moved_to(to)
        open_over(MoveSeriesDialog(title, there, then, self._tasks, self._window))

    def _decided(self, what: Occurrence, day: dt.date, to: dt.date, only: bool) -> None:  # noqa: FBT001
        self._move(what, day, to, only=only)

    def _move(self, what: Occurrence, day: dt.date, to: dt.date, *, only: bool) -> None:
        work = partial(self._meetings.move, what.item, day, to, only=only, by=self)
        self._tasks.run(work, lambda _done: self._on_moved(to), self._window.banner.show_problem)

    def _on_moved(self, to: dt.date) -> None:
        self._look.look_at(to)
        said = tr("Moved to {day}.", day=days.weekday_moved_to(to))
        self._window.banner.show_words(said, action=tr("Undo"), then=self._window.desk.undo)


class MeetingFolders(QObject):
    """Shows below the form of a meeting what names it."""

    def __init__(self, meetings: Meetings, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._meetings, self._tasks, self._window = meetings, tasks, window
        self._editor: ItemEditor | None = None
        self._folder = MeetingFolder()
        self._space = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self._read)
        window.desk.panes.editor_made.connect(self._on_editor_made)

    def on_items_changed(self, *_what: object) -> None:
        """Read anew, soon: what came may name the meeting that is open."""
        if self._folder.isVisible():
            self._soon.start()

    def _on_editor_made(self, editor: ItemEditor) -> None:
        if editor.kind.name != EVENT:
            return
        self._editor = editor
        self._folder.item_wanted.connect(editor.item_wanted)
        self._folder.new_wanted.connect(self._begin)
        editor.add_below(self._folder)
        editor.shown.connect(self._on_shown)

    def _on_shown(self, item: Item | None) -> None:
        if item is None:
            self._folder.show_rows((), writable=False)
            return
        self._space = item.space
        self._read()

    def _read(self) -> None:
        item = self._editor.item if self._editor is not None else ""
        if item:
            work = partial(_read, self._meetings, item, self._space)
            self._tasks.run(work, partial(self._on_read, item), self._window.banner.show_problem)

    def _on_read(self, item: str, found: tuple[Sequence[Belonging], bool]) -> None:
        if self._editor is not None and self._editor.item == item:
            rows, writable = found
            self._folder.show_rows(rows, writable=writable)

    def _begin(self, kind: str) -> None:
        if self._editor is not None and self._editor.item:
            self._window.desk.looks.new_wanted.emit(kind, {"meeting": self._editor.item})


def _read(meetings: Meetings, item: str, space: str) -> tuple[Sequence[Belonging], bool]:
    return meetings.belonging(item), meetings.may_move(space)
