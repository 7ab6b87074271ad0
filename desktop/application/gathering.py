"""The room that a notebook is in, kept before everybody's eyes until it is closed or left."""

from functools import partial

import shiboken6
from PySide6.QtCore import QObject

from desktop.dialogs.flow import open_over
from desktop.dialogs.room import RoomDialog
from desktop.models import gathering
from desktop.models.facade_rooms import Gathers
from desktop.models.gathering import Standing
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import rooms as words
from sync.engine.events import RoomChanged
from sync.errors import Problem


class Gathering(QObject):
    def __init__(self, session: Gathers, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self._dialog: RoomDialog | None = None
        window.room.show_wanted.connect(self.show)
        window.room.leave_wanted.connect(self.leave)
        self.refresh()

    def show(self) -> RoomDialog:
        self._dialog = RoomDialog(self._session, self._tasks, self._window)
        self._dialog.changed.connect(self.refresh)
        open_over(self._dialog)
        return self._dialog

    def on_room_changed(self, event: RoomChanged) -> None:
        if self._dialog is not None and shiboken6.isValid(self._dialog):
            self._dialog.show_state(event.state)
        self.refresh()

    def refresh(self) -> None:
        """Read anew where the notebook is: news may be older than that."""
        self._tasks.run(partial(gathering.standing, self._session), self._window.room.show_standing)

    def leave(self) -> None:
        self._window.room.leave.setEnabled(False)
        self._tasks.run(partial(_left, self._session), self._on_left, self._on_not_left, long=True)

    def _on_left(self, before: Standing) -> None:
        self.refresh()
        if before.room is not None:
            self._window.banner.show_words(*words.left(ours=before.room.is_ours))

    def _on_not_left(self, problem: Problem) -> None:
        self.refresh()
        self._window.banner.show_problem(problem)


def _left(session: Gathers) -> Standing:
    """Leave; return what was left."""
    before = gathering.standing(session)
    session.rooms.leave()
    return before
