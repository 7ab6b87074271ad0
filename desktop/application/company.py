"""The sheet of a space, and the quiet lines about who is gone and what waits to be decided."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.dialogs.flow import open_over
from desktop.dialogs.people import PeopleDialog
from desktop.models import fellowship
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_spaces import Belonging
from desktop.models.fellowship import Look
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import tr

PAUSE_MS = 150  # one sending can change much at once
REQUESTS = "requests"


@dataclass(frozen=True, slots=True)
class Line:
    said: str
    more: str
    page: str
    """The page that it leads to, or the requests."""

    def text(self) -> str:
        return f"{self.said} {self.more}".strip()


class Company(QObject):
    requests_wanted = Signal()

    def __init__(self, belonging: Belonging, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._belonging, self._tasks, self._window = belonging, tasks, window
        self._row: SpaceRow | None = None
        self._looks: dict[str, Look] = {}
        self._due: Line | None = None
        self._said: Line | None = None
        self._sheet: PeopleDialog | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        window.banner.closed.connect(self._say)

    def sheet(self, row: SpaceRow) -> PeopleDialog:
        """Return the sheet of a space, which follows what happens there."""
        made = PeopleDialog(self._belonging, row, self._tasks, self._window)
        made.requests_wanted.connect(partial(self._on_requests_wanted, made))
        self._sheet = made
        return made

    def show(self, row: SpaceRow, page: str) -> None:
        dialog = self.sheet(row)
        open_over(dialog)
        dialog.show_page(page)

    def watch(self, row: SpaceRow | None) -> None:
        """Look at *row* from now on: the space that is open."""
        self._row, self._due = row, None
        self._pause.start()

    def on_members_changed(self, space: str) -> None:
        if self._row is not None and space == self._row.id:
            self._pause.start()
        else:
            self._looks.pop(space, None)

    def tell_of_requests(self, space: str, count: int) -> None:
        """Say that somebody waits to be let in."""
        if count and self._row is not None and space == self._row.id:
            self._due = Line(tr("Someone asks to join this space."), "", REQUESTS)
            self._say()

    def _on_requests_wanted(self, dialog: PeopleDialog) -> None:
        dialog.reject()
        self.requests_wanted.emit()

    def _look(self) -> None:
        row = self._row
        if row is not None:
            self._tasks.run(partial(fellowship.look, self._belonging, row), self._on_looked, long=True)
        if self._sheet is not None and shiboken6.isValid(self._sheet) and self._sheet.isVisible():
            self._sheet.reload()

    def _on_looked(self, now: Look) -> None:
        before, self._looks[now.space] = self._looks.get(now.space), now
        if self._row is None or now.space != self._row.id:
            return
        if not now.asking and self._said is not None and self._said.page == REQUESTS and self._is_shown():
            self._window.banner.clear()
        kind = fellowship.news(before, now)
        if kind:
            self._due = _LINES[kind](before, now)
            self._say()

    def _is_shown(self) -> bool:
        return self._said is not None and self._window.banner.text() == self._said.text()

    def _say(self) -> None:
        """Say what is due, as soon as nothing else stands there than another line of this kind."""
        line, row = self._due, self._row
        if line is None or row is None or (self._window.banner.text() and not self._is_shown()):
            return
        self._due, self._said = None, line
        then = partial(self._follow, row, line.page)
        self._window.banner.show_words(line.said, line.more, action=tr("Look at it…"), then=then)

    def _follow(self, row: SpaceRow, page: str) -> None:
        if page == REQUESTS:
            self.requests_wanted.emit()
        else:
            self.show(row, page)


def _in(_before: Look | None, now: Look) -> Line:
    said = tr("You are in {space} now.", space=isolated(now.name))
    return Line(said, tr("Check soon that it is really them who invited you."), "people")


def _out(_before: Look | None, now: Look) -> Line:
    said = tr("You are no longer in {space}.", space=isolated(now.name))
    more = tr("What you have of it stays readable for you. Nothing new comes in.")
    return Line(said, more, "people")


def _gone(before: Look | None, now: Look) -> Line:
    names = fellowship.gone(before, now)
    if len(names) > 1:
        return Line(tr("Several people are no longer in this space."), "", "people")
    name = isolated(names[0]) if names[0] else tr("No name")
    return Line(tr("{name} is no longer in this space.", name=name), "", "people")


def _waiting(_before: Look | None, _now: Look) -> Line:
    return Line(tr("Something waits for your decision."), "", "decisions")


_LINES: dict[str, Callable[[Look | None, Look], Line]] = {
    "in": _in, "out": _out, "gone": _gone, "waiting": _waiting,
}  # fmt: skip
