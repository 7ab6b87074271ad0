"""Keeps the first page as things are, and notes what was looked at."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models import home
from desktop.models.facade import Item
from desktop.models.facade_home import Tells
from desktop.models.home import Home
from desktop.models.sections import HOME
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import tr
from sync.errors import Problem

GATHER_MS = 300  # what changes together is read once


class HomePage(QObject):
    changed = Signal()
    """Something in the notebook is not as it was."""

    def __init__(self, session: Tells, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self._pictures = {row.name: row.picture for row in window.sections}
        self._shown = ""
        self._reading = self._again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self.reload)
        window.desk.shown.connect(self._on_shown)
        window.section_shown.connect(self._on_section_shown)
        window.delivery_shown.connect(self.refresh)
        for page in window.desk.panes.readers.pages.values():
            page.looked.connect(self.refresh)

    @property
    def is_current(self) -> bool:
        """Whether all that was heard of is on the page."""
        return not (self._reading or self._again or self._soon.isActive())

    def refresh(self, *_what: object) -> None:
        """Read it anew, soon."""
        self._soon.start()

    def on_items_changed(self, ids: frozenset[str], _by: object) -> None:
        self.changed.emit()
        if self._shown in ids and self._is_before_ones_eyes():
            self.see(self._shown)
        self.refresh()

    def all_seen(self, space: str) -> None:
        self._tasks.run(partial(self._session.news.all_seen, space), self.refresh)

    def confirm(self, item: str) -> None:
        """Say that something is still right today; it can be taken back."""
        work = partial(self._session.confirming.confirm, item, by=self)
        self._tasks.run(work, lambda _done: self._on_confirmed(), self._window.banner.show_problem)

    def _on_confirmed(self) -> None:
        said = tr("Noted: this is right today.")
        self._window.banner.show_words(said, action=tr("Undo"), then=self._window.desk.undo)

    def hush(self, name: str, *, later: bool) -> None:
        """Remind of something no more, or from tomorrow on again; it can be taken back."""
        reminders = self._session.reminders
        work = partial(reminders.snooze if later else reminders.dismiss, name)
        said = tr("This comes back tomorrow.") if later else tr("You are not reminded of this again.")
        self._tasks.run(work, lambda _done: self._on_hushed(name, said), self._window.banner.show_problem)

    def _on_hushed(self, name: str, said: str) -> None:
        back = partial(self._session.reminders.recall, name)
        again = partial(self._tasks.run, back, self.refresh, self._window.banner.show_problem)
        self._window.banner.show_words(said, action=tr("Undo"), then=again)
        self.refresh()

    def reload(self) -> None:
        """Read it in one go; what happens meanwhile is read after that."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        if self._window.section == HOME:
            self._tasks.run(partial(home.taken, self._session), self._on_read, self._on_failed, long=True)
        else:
            self._tasks.run(partial(home.unread, self._session), self._on_counted, self._on_failed, long=True)

    def _on_read(self, now: Home) -> None:
        self._window.home.show_groups(home.groups(now, self._pictures))
        self._on_counted(now.unread)

    def _on_counted(self, unread: int) -> None:
        self._window.side.show_unread(unread)
        self._next()

    def _on_failed(self, problem: Problem) -> None:
        self._window.banner.show_problem(problem)
        self._next()

    def _next(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.refresh()

    def _on_section_shown(self, section: str) -> None:
        if section == HOME:
            self.reload()

    def _on_shown(self, item: Item) -> None:
        self._shown = item.id
        self.see(item.id)

    def see(self, item: str) -> None:
        """Note that somebody looked at *item*."""
        self._tasks.run(partial(self._session.news.seen, item), self._on_seen)

    def _on_seen(self, anything_new: bool) -> None:  # noqa: FBT001 - the answer of the notebook
        if anything_new:
            self.refresh()

    def _is_before_ones_eyes(self) -> bool:
        window = self._window
        nothing = window.section == HOME or window.desk.panes.shows_nothing()
        return window.isVisible() and not window.isMinimized() and not nothing
