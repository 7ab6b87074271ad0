"""Before a notebook is open: the first run, or the password words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from desktop.dialogs.flow import open_over
from desktop.dialogs.recover import RecoverDialog
from desktop.dialogs.rescue import RescueDialog
from desktop.dialogs.restore import RestoreDialog
from desktop.models.cures import Cures
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
    created = Signal(object, object)
    """The open notebook, and what it began with."""
    language_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, door: Door, cures: Cures, profile: Path, tasks: Tasks, label: str) -> None:
        super().__init__()
        self._cures = cures
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
            unlock.forgotten.connect(self._on_forgotten)
            unlock.rescuing.connect(self._on_rescuing)
            return unlock
        page = self.view.page if isinstance(self.view, WizardView) else 0
        wizard = WizardView(self._door, self._tasks, scale=now.scale, page=page)
        wizard.creating.connect(self._on_creating)
        wizard.restore_wanted.connect(self._on_restore_wanted)
        wizard.scale_chosen.connect(self.scale_chosen)
        return wizard

    def _on_opening(self, words: str) -> None:
        if isinstance(self.view, UnlockView):
            tell = self.view.checking.tell
            self._open(partial(self._door.unlock, self._profile, words, progress=tell))

    def _on_opening_incomplete(self, words: str) -> None:
        self._open(partial(self._door.unlock, self._profile, words, accept_incomplete=True))

    def _open(self, work: Callable[[], Session]) -> None:
        self._tasks.run(work, self._on_opened, self._on_failed, long=True)

    def _on_creating(self, beginning: Beginning) -> None:
        work = partial(self._door.create, self._profile, beginning.words, name=beginning.name)
        self._tasks.run(work, partial(self._on_created, beginning), self._on_failed, long=True)

    def _on_opened(self, session: Session) -> None:
        self.opened.emit(session)

    def _on_created(self, beginning: Beginning, session: Session) -> None:
        self.created.emit(session, beginning)

    # ------------------------------------------------------------ when something went wrong before
    def _on_forgotten(self) -> None:
        dialog = RecoverDialog(self._cures, self._profile, self._tasks, self.window)
        dialog.opened.connect(self._on_opened)
        open_over(dialog)

    def _on_restore_wanted(self) -> None:
        dialog = RestoreDialog(self._cures, self._profile, self._tasks, self.window)
        dialog.opened.connect(self._on_opened)
        open_over(dialog)

    def _on_rescuing(self, words: str) -> None:
        dialog = RescueDialog(self._cures, self._profile, words, self._tasks, self.window)
        dialog.again.connect(partial(self._on_again, words))
        open_over(dialog)

    def _on_again(self, words: str) -> None:
        if isinstance(self.view, UnlockView):
            self.view.banner.clear()
            self.view.set_busy(busy=True)
            self._on_opening(words)

    def _on_failed(self, problem: Problem) -> None:
        if self.view is not None:
            self.view.show_problem(problem)

    def close(self) -> None:
        """Leave nothing of what was typed behind."""
        self.view = None
        self.window.hide()
        self.window.deleteLater()
