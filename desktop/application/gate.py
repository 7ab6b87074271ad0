"""Before a notebook is open: the first run, or the password words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from desktop.models.door import Door
from desktop.models.facade import Session
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from desktop.theme.look import em
from desktop.views.unlock import UnlockView
from desktop.views.wizard import Beginning, WizardView
from sync.errors import Problem


class Gate(QObject):
    opened = Signal(object)
    created = Signal(object)
    language_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, door: Door, profile: Path, tasks: Tasks, label: str) -> None:
        super().__init__()
        self._door, self._profile, self._tasks, self._label = door, profile, tasks, label
        self.window = QMainWindow()
        self.window.setWindowTitle(label)
        self.view: UnlockView | WizardView | None = None

    def show(self, now: Preferences) -> None:
        """Show the page that fits, drawn anew in the language and size of *now*."""
        self.view = self._made(now)
        self.view.language_chosen.connect(self.language_chosen)
        self.window.setCentralWidget(self.view)
        if not self.window.isVisible():
            self.window.resize(58 * em(), 44 * em())
        self.window.show()
        self.view.setFocus()

    def _made(self, now: Preferences) -> UnlockView | WizardView:
        if self._door.exists(self._profile):
            unlock = UnlockView(self._label)
            unlock.opening.connect(self._on_opening)
            unlock.opening_incomplete.connect(self._on_opening_incomplete)
            return unlock
        page = self.view.page if isinstance(self.view, WizardView) else 0
        wizard = WizardView(self._door, self._tasks, scale=now.scale, page=page)
        wizard.creating.connect(self._on_creating)
        wizard.scale_chosen.connect(self.scale_chosen)
        return wizard

    def _on_opening(self, words: str) -> None:
        self._open(partial(self._door.unlock, self._profile, words))

    def _on_opening_incomplete(self, words: str) -> None:
        self._open(partial(self._door.unlock, self._profile, words, accept_incomplete=True))

    def _open(self, work: Callable[[], Session]) -> None:
        self._tasks.run(work, self._on_opened, self._on_failed, long=True)

    def _on_creating(self, beginning: Beginning) -> None:
        work = partial(self._door.create, self._profile, beginning.words, name=beginning.name)
        self._tasks.run(work, self._on_created, self._on_failed, long=True)

    def _on_opened(self, session: Session) -> None:
        self.opened.emit(session)

    def _on_created(self, session: Session) -> None:
        self.created.emit(session)

    def _on_failed(self, problem: Problem) -> None:
        if self.view is not None:
            self.view.show_problem(problem)

    def close(self) -> None:
        """Leave nothing of what was typed behind."""
        self.view = None
        self.window.hide()
        self.window.deleteLater()
