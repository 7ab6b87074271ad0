"""The sheet of a space, and the quiet lines about who is gone and what waits to be decided."""

from collections.abc import Callable, Mapping, Sequence
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
from desktop.models.wording import USUAL
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import tr

PAUSE_MS = 150  # one sending can change much at once
REQUESTS = "requests"
ELSEWHERE_TOO = ("out", "waiting")  # said whichever space is open


@dataclass(frozen=True, slots=True)
class Line:
    space: str
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
        self._rows: Mapping[str, SpaceRow] = {}
        self._open = ""
        self._changed: set[str] = set()
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
        wording = self._window.wording if row.id == self._window.desk.space else USUAL
        made = PeopleDialog(self._belonging, row, self._tasks, self._window, wording)
        made.requests_wanted.connect(partial(self._on_requests_wanted, made))
        self._sheet = made
        return made

    def show(self, row: SpaceRow, page: str, person: str = "") -> PeopleDialog:
        """Open a page of the sheet, with *person* chosen among the people."""
        dialog = self.sheet(row)
        dialog.people.chosen = person
        open_over(dialog)
        dialog.show_page(page)
        return dialog

    def watch(self, rows: Sequence[SpaceRow], opened: str) -> None:
        """Follow all these spaces; the one that is *opened* closely."""
        self._rows, self._open = {each.id: each for each in rows}, opened
        self.on_members_changed(opened)

    def on_members_changed(self, space: str) -> None:
        self._changed.add(space)
        self._pause.start()

    def tell_of_requests(self, space: str, count: int) -> None:
        """Say that somebody waits to be let in."""
        if count and space == self._open:
            self._due = Line(space, tr("Someone asks to join this space."), "", REQUESTS)
            self._say()

    def _on_requests_wanted(self, dialog: PeopleDialog) -> None:
        dialog.reject()
        self.requests_wanted.emit()

    def _look(self) -> None:
        changed, self._changed = self._changed & self._rows.keys(), set()
        for space in changed:
            look = partial(fellowship.look, self._belonging, self._rows[space])
            self._tasks.run(look, self._on_looked, long=True)
        if self._sheet is not None and shiboken6.isValid(self._sheet) and self._sheet.isVisible():
            self._sheet.reload()

    def _on_looked(self, now: Look) -> None:
        before, self._looks[now.space] = self._looks.get(now.space), now
        here = now.space == self._open
        if here and not now.asking and self._is_shown(REQUESTS):
            self._window.banner.clear()
        kind = fellowship.news(before, now)
        if kind and (here or kind in ELSEWHERE_TOO):
            self._due = _LINES[kind](before, now)
            self._say()

    def _is_shown(self, page: str = "") -> bool:
        """Say whether a line of this kind, or the one that leads to *page*, stands there now."""
        said = self._said
        return said is not None and self._window.banner.text() == said.text() and page in ("", said.page)

    def _say(self) -> None:
        """Say what is due, as soon as nothing else stands there than another line of this kind."""
        line = self._due
        if (
            line is None
            or line.space not in self._rows
            or (self._window.banner.text() and not self._is_shown())
        ):
            return
        self._due, self._said = None, line
        then = partial(self._follow, self._rows[line.space], line.page)
        self._window.banner.show_words(line.said, line.more, action=tr("Look at it…"), then=then)

    def _follow(self, row: SpaceRow, page: str) -> None:
        if page == REQUESTS:
            self.requests_wanted.emit()
        else:
            self.show(row, page)


def _in(_before: Look | None, now: Look) -> Line:
    said = tr("You are in {space} now.", space=isolated(now.name))
    return Line(now.space, said, tr("Check soon that it is really them who invited you."), "people")


def _out(_before: Look | None, now: Look) -> Line:
    said = tr("You are no longer in {space}.", space=isolated(now.name))
    more = tr("What you have of it stays readable for you. Nothing new comes in.")
    return Line(now.space, said, more, "happened")


def _gone(before: Look | None, now: Look) -> Line:
    names = fellowship.gone(before, now)
    if len(names) > 1:
        return Line(now.space, tr("Several people are no longer in this space."), "", "happened")
    name = isolated(names[0]) if names[0] else tr("No name")
    return Line(now.space, tr("{name} is no longer in this space.", name=name), "", "happened")


def _waiting(_before: Look | None, now: Look) -> Line:
    return Line(
        now.space,
        tr("Something waits for your decision in {space}.", space=isolated(now.name)),
        "",
        "decisions",
    )


_LINES: dict[str, Callable[[Look | None, Look], Line]] = {
    "in": _in, "out": _out, "gone": _gone, "waiting": _waiting,
}  # fmt: skip
