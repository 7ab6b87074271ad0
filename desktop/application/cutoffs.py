"""The calm line about what was being brought in or attached when the notebook was closed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from desktop.models.facade_cutoff import Notes
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import cut_off
from sync.engine.under_way import ATTACHED, Note


class CutOffs(QObject):
    """Says each until somebody closes the message, as soon as nothing else stands there."""

    def __init__(self, session: Notes, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self._due: list[Note] = []
        self._said: Note | None = None
        self._words = ""
        window.banner.shown.connect(self._on_shown)
        window.banner.closed.connect(self._on_closed)
        tasks.run(session.under_way.cut_off, self._on_looked)

    def _on_looked(self, found: Sequence[Note]) -> None:
        self._due = list(found)
        self._say()

    def _say(self) -> None:
        if not self._due or self._window.banner.text():
            return
        note = self._due.pop(0)
        name = isolated(note.name, 60)
        if note.door == ATTACHED:
            what, more = cut_off.attaching(name)
        else:
            what, more = cut_off.bringing(name, note.done, note.total, twice=note.twice)
        self._words = f"{what} {more}"
        self._said = note
        self._window.banner.show_words(what, more)

    def _on_shown(self) -> None:
        """What something else took the place of is said again after it."""
        if self._said is not None and self._window.banner.text() != self._words:
            self._due.insert(0, self._said)
            self._said = None

    def _on_closed(self) -> None:
        if self._said is not None:
            self._tasks.run(partial(self._session.under_way.seen, [self._said.id]))
            self._said = None
        self._say()
