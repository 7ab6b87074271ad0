"""Settings, the lock for a journey, and the quiet lines about sheets and backups."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.dialogs.comeback import ComeBackDialog
from desktop.dialogs.computers_add import JoinComputerDialog
from desktop.dialogs.flow import Flow, open_over
from desktop.dialogs.settings import SettingsDialog
from desktop.dialogs.trytranslation import said_of
from desktop.models import reminders
from desktop.models.cures import Cures
from desktop.models.facade import Session
from desktop.models.preferences import Preferences
from desktop.models.reminders import Reminder
from desktop.models.sections import HOME
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import tr, tried, try_out
from sync.errors import Problem


class Safekeeping(QObject):
    preferred = Signal(object)
    lock_requested = Signal()
    adopted = Signal()
    locks_changed = Signal(object)
    label_wanted = Signal(object)
    """Carries the window over which it is to be asked."""

    def __init__(self, session: Session, cures: Cures, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._cures, self._tasks, self._window = session, cures, tasks, window

    def show_settings(self, now: Preferences, page: str = "look") -> SettingsDialog:
        dialog = SettingsDialog(now, self._session, self._cures, self._tasks, self._window)
        dialog.chosen.connect(self.preferred)
        dialog.spoken.connect(self.preferred)
        dialog.journey_wanted.connect(self.lock_for_journey)
        dialog.adopted.connect(self.adopted)
        dialog.security.locks_changed.connect(self.locks_changed)
        dialog.security.label_wanted.connect(lambda: self.label_wanted.emit(dialog))
        self._window.delivery_shown.connect(dialog.sending.show_state)
        open_over(dialog)
        dialog.show_page(page)
        return dialog

    def tell_of_trial(self, now: Preferences) -> None:
        """Say in the window that a translation file is tried, and offer to stop."""
        trying = tried()
        if trying is not None:
            stop = partial(self._stop_trying, now)
            self._window.banner.show_words(said_of(trying), action=tr("Stop trying"), then=stop)

    def _stop_trying(self, now: Preferences) -> None:
        try_out(None)
        self.preferred.emit(now)

    def join_other_computer(self) -> None:
        dialog = JoinComputerDialog(self._session.devices, self._tasks, self._window)
        dialog.adopted.connect(self.adopted)
        dialog.gone.connect(self.come_back)
        open_over(dialog)

    def come_back(self) -> None:
        returning, devices = self._session.returning, self._session.devices
        dialog = ComeBackDialog(returning, devices, self._cures, self._tasks, self._window)
        dialog.adopted.connect(self.adopted)
        open_over(dialog)

    def lock_for_journey(self, dialog: Flow) -> None:
        """Keep what is typed, let only the sheets open the notebook, and lock it."""
        self._window.desk.panes.flush()
        self._tasks.run(lambda: None, partial(self._on_flushed, dialog))

    def _on_flushed(self, dialog: Flow, _done: None) -> None:
        """Lock, unless something typed could not be kept: then the window says why."""
        if self._window.desk.panes.is_typing():
            dialog.reject()
            return
        self._tasks.run(self._session.travel_lock, self._on_locked, partial(self._on_not_locked, dialog))

    def _on_locked(self, _done: None) -> None:
        self.lock_requested.emit()

    def _on_not_locked(self, dialog: Flow, problem: Problem) -> None:
        dialog.show_problem(problem)

    def remind(self, now: Preferences) -> None:
        """Show the quiet line that is due, if there is one and nothing else is said."""
        self._tasks.run(partial(reminders.due, self._session), partial(self._on_due, now))

    def _on_due(self, now: Preferences, due: Reminder) -> None:
        if not due or self._window.banner.text():
            return
        if due in ("days", "confirm"):
            soon = tr("Something is due soon.") if due == "days" else tr("Something is to be confirmed.")
            show = partial(self._window.choose_section, HOME)
            self._window.banner.show_words(soon, action=tr("Show"), then=show)
            return
        said, action, page = {
            "sheets": (tr("There are no recovery sheets yet, in case you forget your words."),
                       tr("Make them…"), "forget"),
            "backup": (tr("It is time for a backup."), tr("Write it…"), "backup"),
        }[due]  # fmt: skip
        self._window.banner.show_words(said, action=action, then=partial(self.show_settings, now, page))
