"""Keeps the line over the section as things are: for the space and the item that are shown."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.models import trusting
from desktop.models.facade import Item
from desktop.models.facade_home import Tells
from desktop.models.sections import HOME, TRASH
from desktop.models.trusting import Trust
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from sync.errors import Problem

GATHER_MS = 200


class Overhead(QObject):
    def __init__(self, session: Tells, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self._item = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self._look)
        window.desk.shown.connect(self._on_shown)
        window.desk.panes.currentChanged.connect(self.refresh)
        window.section_shown.connect(self._on_section_shown)
        window.delivery_shown.connect(self.refresh)

    def refresh(self, *_what: object) -> None:
        self._soon.start()

    def _on_shown(self, item: Item) -> None:
        self._item = item.id
        self._look()

    def _on_section_shown(self, section: str) -> None:
        if section == HOME or self._window.trust.space != self._window.desk.space:
            self._window.trust.show_trust(None)  # nothing may be said of another space, not for a moment
        self._look()

    def _asked(self) -> tuple[str, str]:
        window = self._window
        if window.section == HOME or not window.desk.space:
            return "", ""
        panes = window.desk.panes
        nothing = window.section == TRASH or panes.shows_nothing() or panes.shows_selection()
        return window.desk.space, "" if nothing else self._item

    def _look(self) -> None:
        space, item = self._asked()
        if space:
            work = partial(trusting.taken, self._session, space, item)
            self._tasks.run(work, partial(self._on_taken, (space, item)), self._on_failed, long=True)

    def _on_taken(self, asked: tuple[str, str], now: Trust | None) -> None:
        if asked == self._asked():
            self._window.trust.show_trust(now)

    def _on_failed(self, _problem: Problem) -> None:
        self._window.trust.show_trust(None)  # better nothing than what may be wrong
