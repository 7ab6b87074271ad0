"""Hears that the computer sleeps, that its screen locks or that somebody else takes over, and locks."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.models import locks
from desktop.models.facade import Session
from desktop.models.locks import Locking, Trigger
from desktop.tasks import Tasks
from sync.errors import Problem


class Source(QObject):
    """Tells of triggers; what holds the system back for a moment lets it go on as soon as it may."""

    triggered = Signal(str)
    resumed = Signal()

    def hold(self) -> None:
        """Ask the system to wait a moment before it sleeps, from now on: a notebook is open."""

    def let_go(self) -> None:
        """Let the system sleep: nothing is open any more."""

    def close(self) -> None:
        """Hear no more."""


Sources = Callable[[QObject], Sequence[Source]]


def none(_parent: QObject) -> Sequence[Source]:
    return ()


class Locks(QObject):
    locking = Signal()
    """Emitted at once, whether a notebook is open or only its words are being typed."""

    def __init__(self, sources: Sources, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.now = Locking()
        self._is_open = False
        self._sources = sources(self)
        for each in self._sources:
            each.triggered.connect(self._on_triggered)
            each.resumed.connect(self._on_resumed)

    def begin(self, session: Session) -> None:
        """Lock for everything until the settings are known, and then as they say."""
        self.now = Locking()
        self._is_open = True
        self._on_resumed()
        self._tasks.run(partial(locks.read, session.settings), self._on_read, self._on_unreadable)

    def apply(self, wanted: Locking) -> None:
        self.now = wanted

    def rest(self) -> None:
        """Let the computer sleep: the notebook is closed, or cannot be just now."""
        for each in self._sources:
            each.let_go()

    def close(self) -> None:
        self._is_open = False
        for each in self._sources:
            each.let_go()
            each.close()

    def _on_read(self, kept: Locking) -> None:
        self.now = kept

    def _on_unreadable(self, _problem: Problem) -> None:
        self.now = Locking()

    def _on_triggered(self, trigger: str) -> None:
        if trigger in self.now.on:
            self.locking.emit()
        else:
            self.rest()

    def _on_resumed(self) -> None:
        if self._is_open:
            for each in self._sources:
                each.hold()


__all__ = ["Locks", "Source", "Sources", "Trigger", "none"]
