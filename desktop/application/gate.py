"""Before a notebook is open: the first run, or the password words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QMainWindow

from desktop.application.labelling import Labelling
from desktop.dialogs import files
from desktop.dialogs import help as help_pages
from desktop.dialogs.flow import open_over
from desktop.dialogs.recover import RecoverDialog
from desktop.dialogs.rescue import RescueDialog
from desktop.dialogs.restore import RestoreDialog
from desktop.models.cures import Cures
from desktop.models.door import Door
from desktop.models.facade import Session
from desktop.models.preferences import Preferences
from desktop.models.whereabouts import Whereabouts
from desktop.tasks import Tasks
from desktop.theme.look import em
from desktop.theme.order import ReadingOrder
from desktop.views.makingview import MakingView
from desktop.views.unlock import UnlockView
from desktop.views.wizard import Beginning, Halfway, WizardView
from i18n import tr
from sync.errors import Problem


class Gate(QObject):
    opened = Signal(object)
    created = Signal(object, object)
    """The open notebook, and what it began with."""
    language_chosen = Signal(str)
    scale_chosen = Signal(int)
    example_wanted = Signal()

    def __init__(
        self, door: Door, cures: Cures, place: Whereabouts, tasks: Tasks, labelling: Labelling
    ) -> None:
        super().__init__()
        self._cures = cures
        self._door, self._place, self._tasks, self._labelling = door, place, tasks, labelling
        self._now = Preferences()
        self.window = QMainWindow()
        self.window.setWindowTitle(labelling.now.name)
        self.view: UnlockView | WizardView | MakingView | None = None
        self.make_example: Callable[[], Session] | None = None
        """Where there is one, an example is made and opened, and nothing is asked."""
        self.is_working = False
        """A notebook is being opened or made just now."""
        labelling.changed.connect(self._on_label_changed)

    @property
    def _profile(self) -> Path:
        return self._place.profile

    @property
    def stays_open(self) -> bool:
        """Say whether the person asked not to be locked out while nobody touches a key."""
        return isinstance(self.view, UnlockView) and self.view.stay.isChecked()

    def show(self, now: Preferences) -> None:
        """Show the page that fits, drawn anew in the language and size of *now*."""
        self._now = now
        self.view = self._made(now)
        self.view.language_chosen.connect(self.language_chosen)
        if isinstance(self.view, UnlockView):  # what stands above comes first for the keyboard too
            self.window.setMenuWidget(help_pages.corner("lock", self.window, self.view.languages))
        else:
            self.window.setMenuWidget(help_pages.corner("start", self.window))
        self.window.setCentralWidget(self.view)
        ReadingOrder(self.view, self.view)
        if not self.window.isVisible():
            room = self.window.screen().availableSize()
            self.window.resize(QSize(58 * em(), 48 * em()).boundedTo(room))
        self.window.show()
        self.view.show()  # Qt would do so later, and what is hidden gets no focus
        self.view.setFocus()

    def forget(self) -> None:
        """Take away what was typed: somebody may come who is not to see it."""
        if isinstance(self.view, UnlockView):
            self.view.clear()

    def _made(self, now: Preferences) -> UnlockView | WizardView | MakingView:
        if self.make_example is not None:
            self._open(self.make_example)
            return MakingView()
        if self._door.exists(self._profile) or self._place.expected:
            return self._made_unlock()
        halfway = self.view.halfway() if isinstance(self.view, WizardView) else Halfway()
        wizard = WizardView(self._door, self._tasks, scale=now.scale, halfway=halfway)
        wizard.creating.connect(self._on_creating)
        wizard.restore_wanted.connect(self._on_restore_wanted)
        wizard.example_wanted.connect(self.example_wanted)
        wizard.folder_wanted.connect(self._on_folder_wanted)
        wizard.label_wanted.connect(lambda: self._labelling.ask(self.window))
        wizard.scale_chosen.connect(self.scale_chosen)
        wizard.start_page.show_folder(halfway.folder or self._profile)
        return wizard

    def _made_unlock(self) -> UnlockView:
        failures = self.view.failures if isinstance(self.view, UnlockView) else 0
        unlock = UnlockView(self._labelling.now, failures=failures)
        unlock.opening.connect(self._on_opening)
        unlock.opening_incomplete.connect(self._on_opening_incomplete)
        unlock.forgotten.connect(self._on_forgotten)
        unlock.rescuing.connect(self._on_rescuing)
        unlock.other_wanted.connect(self._on_other_wanted)
        unlock.new_wanted.connect(self._on_new_wanted)
        return unlock

    def _on_label_changed(self) -> None:
        if isinstance(self.view, UnlockView):
            self.view.show_label(self._labelling.now)

    # ------------------------------------------------------------ which folder
    def _on_folder_wanted(self) -> None:
        files.choose_folder(self.window, tr("Keep it in another folder…"), self._on_folder_chosen)

    def _on_folder_chosen(self, folders: list[Path]) -> None:
        if isinstance(self.view, WizardView):
            self.view.start_page.folder = self._place.choose(folders[0])
            self.view.start_page.show_folder(self.view.start_page.folder)

    def _on_other_wanted(self) -> None:
        files.choose_folder(self.window, tr("Open another notebook"), self._on_other_chosen)

    def _on_other_chosen(self, folders: list[Path]) -> None:
        self._place.open_other(folders[0])
        self._labelling.load()
        self.show(self._now)

    def _on_new_wanted(self) -> None:
        self._place.start_over()
        self._labelling.load()
        self.show(self._now)

    # ------------------------------------------------------------ open or make
    def _on_opening(self, words: str) -> None:
        if isinstance(self.view, UnlockView):
            tell = self.view.checking.tell
            self._open(partial(self._door.unlock, self._profile, words, progress=tell))

    def _on_opening_incomplete(self, words: str) -> None:
        self._open(partial(self._door.unlock, self._profile, words, accept_incomplete=True))

    def _open(self, work: Callable[[], Session]) -> None:
        self.is_working = True
        self._tasks.run(work, self._on_opened, self._on_failed, long=True)

    def _on_creating(self, beginning: Beginning) -> None:
        self.is_working = True
        folder = beginning.folder or self._profile
        work = partial(self._door.create, folder, beginning.words, name=beginning.name)
        self._tasks.run(work, partial(self._on_created, beginning), self._on_failed, long=True)

    def _on_opened(self, session: Session) -> None:
        self.opened.emit(session)

    def _on_created(self, beginning: Beginning, session: Session) -> None:
        self._tasks.run(partial(self._place.settle, beginning.folder or self._profile), self._on_settled)
        self.created.emit(session, beginning)

    def _on_settled(self, _done: None) -> None:
        self._labelling.keep()

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
        self.is_working = False
        if self.view is not None:
            self.view.show_problem(problem)

    def close(self) -> None:
        """Leave nothing of what was typed behind."""
        self.view = None
        self.window.hide()
        self.window.deleteLater()
