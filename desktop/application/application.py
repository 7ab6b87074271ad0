"""The life of the application: gate, open notebook, lock, end."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop import problems
from desktop.application import blur, firststeps, sizes
from desktop.application.connection import ConnectionWatch
from desktop.application.errands import Errands
from desktop.application.example_tour import guide
from desktop.application.gate import Gate
from desktop.application.idle import IdleWatch
from desktop.application.labelling import Labelling
from desktop.application.locks import Locks
from desktop.application.speech import Speech
from desktop.application.surroundings import Surroundings
from desktop.application.windows import Windows
from desktop.bridge import Bridge
from desktop.dialogs import clipboard, files
from desktop.models import preferences
from desktop.models.facade import Session
from desktop.models.locks import Leaves
from desktop.models.preferences import Preferences
from desktop.models.whereabouts import Whereabouts
from desktop.tasks import Tasks
from desktop.theme import icons, look
from desktop.views.heldback import HeldBack
from desktop.views.window import MainWindow
from desktop.views.wizard import Beginning
from desktop.views.wizardstart import EXAMPLE
from sync.errors import Problem


class Application(QObject):
    def __init__(self, app: QApplication, around: Surroundings, begin: Preferences) -> None:
        super().__init__(app)
        files.forget_everything()
        look.load_fonts()
        app.aboutToQuit.connect(icons.forget)
        self._app, self._around, self.now = app, around, begin
        self._speech = Speech(app)
        self._speech.apply(begin)
        self.bridge = Bridge(self)
        self.tasks = Tasks(self.bridge.post, problems.note_bug)
        self.tasks.set_default(self.show_problem)
        problems.install_hook(self.show_problem)
        self.idle = IdleWatch(self)
        self.idle.idled.connect(self.lock_by_itself)
        app.installEventFilter(self.idle)
        self.idle.lock_pressed.connect(self.lock)
        self.idle.clear_pressed.connect(self.clear_away)
        self.place = around.place or Whereabouts(around.profile, around.profile)
        self.labelling = Labelling(app, self.place, self.tasks, around.label)
        self.locks = Locks(around.sources, self.tasks, self)
        self.locks.locking.connect(self._on_locking)
        self._stays_open = self._hurried = self._is_left = self._by_itself = False
        self._cover: HeldBack | None = None
        self._connection = ConnectionWatch(self.tasks, self)
        self.session: Session | None = None
        self._windows: Windows | None = None
        self._leaving = False
        self._unsubscribe: Callable[[], None] = lambda: None
        self.gate: Gate | None = self._made_gate()

    @property
    def windows(self) -> Windows | None:
        """All windows of the open notebook."""
        return self._windows

    @property
    def window(self) -> MainWindow | None:
        """The first of the windows."""
        first = self._windows.first if self._windows is not None else None
        return first.window if first is not None else None

    @property
    def errands(self) -> Errands | None:
        first = self._windows.first if self._windows is not None else None
        return first.errands if first is not None else None

    def start(self) -> None:
        if self.gate is not None:
            self.gate.show(self.now)

    def lock(self) -> None:
        """Keep what is typed, close the notebook and become a new process that knows nothing."""
        self._leave(lambda: self._around.replace_process(self.now))

    def lock_by_itself(self) -> None:
        """Lock while nobody may be there, so that nothing is shown again if it cannot."""
        self._by_itself = True
        self.lock()

    def quit(self) -> None:
        self._leave(self._app.quit)

    def clear_away(self) -> None:
        """Take everything off the screen and the clipboard at once, and ask nothing."""
        blur.hide(self._app)
        self._app.clipboard().clear()
        self._hurried = True
        if self.locks.now.leaves is Leaves.WORDS:
            self.lock()
        else:
            self.quit()

    def end(self) -> None:
        """Let go of everything at once, as when the session of the desktop ends."""
        self.idle.stop()
        self.locks.close()
        self._app.removeEventFilter(self.idle)
        self._unsubscribe()
        self.tasks.close()
        ending: list[QWidget] = [] if self._windows is None else list(self._windows.forget())
        for each in [*ending, *([self.gate.window] if self.gate is not None else [])]:
            each.blockSignals(True)
            each.close()
            each.deleteLater()
        self._windows = self.gate = self._cover = None

    def show_problem(self, problem: Problem) -> None:
        active = self._windows.active() if self._windows is not None else None
        if active is not None:
            active.window.banner.show_problem(problem)
        elif self.gate is not None and self.gate.view is not None:
            self.gate.view.show_problem(problem)

    def _made_gate(self) -> Gate:
        around = self._around
        gate = Gate(around.door, around.cures, self.place, self.tasks, self.labelling)
        gate.make_example = around.example.make if around.example is not None else None
        gate.example_wanted.connect(lambda: self._leave(self._look_at_example))
        gate.opened.connect(self._on_opened)
        gate.created.connect(self._on_created)
        gate.language_chosen.connect(lambda code: self._on_gate_chosen(replace(self.now, language=code)))
        gate.scale_chosen.connect(lambda scale: self._on_gate_chosen(replace(self.now, scale=scale)))
        return gate

    def _on_gate_chosen(self, now: Preferences) -> None:
        self.now = now
        self._speech.apply(now)
        if self.gate is not None:
            self.gate.show(now)

    def _on_created(self, session: Session, beginning: Beginning) -> None:
        if self._came_too_late(session):
            return
        first = self.now
        work = partial(firststeps.prepare, session, first, beginning)
        self.tasks.run(work, partial(self._on_begun, session, first, beginning))

    def _on_begun(self, session: Session, first: Preferences, beginning: Beginning, _done: None) -> None:
        self._enter(session, first)
        if beginning.first == EXAMPLE and not beginning.then:
            self._leave(self._look_at_example)
        elif self.window is not None and self.errands is not None:
            firststeps.take(beginning, self.errands, self.window, first)

    def _look_at_example(self) -> None:
        self._around.look_at_example(self.now)

    def _came_too_late(self, session: Session) -> bool:
        """Close what was being opened when the computer was left, and ask for the words anew."""
        if self._is_left:
            again = partial(self._around.replace_process, self.now)
            self.tasks.run(partial(firststeps.shut, session), lambda _done: again(), long=True)
        return self._is_left

    def _on_opened(self, session: Session) -> None:
        if not self._came_too_late(session):
            self.tasks.run(partial(preferences.read, session, self.now), partial(self._on_read, session))

    def _on_read(self, session: Session, kept: Preferences) -> None:
        self._stays_open = self.gate is not None and self.gate.stays_open
        self._enter(session, kept)
        if self.errands is not None and self._around.example is None:
            self.errands.safe.remind(kept)

    def _enter(self, session: Session, now: Preferences) -> None:
        self.session = session
        self._windows = self._made_windows(session)
        self._unsubscribe = session.events.subscribe(self.bridge.relay)
        self._apply(now)
        if self.gate is not None:
            self.gate.close()
            self.gate = None
        self.locks.begin(session)
        self._connection.watch(session.delivery.metered)
        self.tasks.run(session.rhythm.start, long=True)

    def _apply(self, now: Preferences) -> None:
        """Draw all windows anew, as *now* says; whatever was open stays open."""
        self.now = now
        self._speech.apply(now)
        self._start_idle()
        if self._windows is not None:
            self._windows.draw(now)

    def _made_windows(self, session: Session) -> Windows:
        windows = Windows(session, self._around.cures, self.tasks, self.bridge, self)
        windows.begun.connect(lambda opened: guide(self._around.example, opened, self.lock))
        windows.preferred.connect(self._on_preferred)
        windows.lock_requested.connect(self.lock)
        windows.clear_requested.connect(self.clear_away)
        windows.scale_requested.connect(self._on_scale_requested)
        windows.locks_changed.connect(self.locks.apply)
        windows.label_wanted.connect(self.labelling.ask)
        windows.last_closed.connect(self.quit)
        return windows

    def _start_idle(self) -> None:
        if not self._stays_open:
            self.idle.start(self.now.idle_minutes)

    def _on_locking(self) -> None:
        if self.session is not None:
            self.lock_by_itself()
        elif self.gate is not None:
            self._is_left = self.gate.is_working
            self.gate.forget()

    def _on_preferred(self, wanted: Preferences) -> None:
        session, windows = self.session, self._windows
        if session is None or windows is None:
            return
        prefer = partial(self._prefer, session, windows, wanted)
        if windows.is_typing():
            windows.flush()
            self.tasks.run(lambda: None, prefer)
        else:
            prefer(None)

    def _prefer(self, session: Session, windows: Windows, wanted: Preferences, _done: None) -> None:
        """Draw anew, unless something typed could not be kept: it would go with its window."""
        if not windows.is_typing():
            self.tasks.run(partial(preferences.keep, session, wanted))
            self._apply(wanted)

    def _on_scale_requested(self, step: int) -> None:
        wanted = sizes.next_size(self.now, step)
        if wanted != self.now:
            self._on_preferred(wanted)

    def _leave(self, then: Callable[[], object]) -> None:
        session, windows = self.session, self._windows
        if session is None or windows is None:
            clipboard.forget()
            then()
            return
        blur.hide(self._app)
        clipboard.forget_own()
        if self._leaving:
            return
        self._leaving = True
        self.idle.stop()
        windows.flush()
        self.tasks.run(lambda: None, partial(self._on_flushed, session, windows, then))

    def _on_flushed(
        self, session: Session, windows: Windows, then: Callable[[], object], _done: None
    ) -> None:
        """Close, unless something typed could not be kept: then it stays, with its problem."""
        if windows.is_typing() and not self._hurried:
            self._leaving = False
            self._start_idle()
            self.locks.rest()
            self._hold_back(windows)
            return
        self._unsubscribe()
        self.tasks.run(partial(firststeps.shut, session), partial(self._on_shut, windows, then), long=True)

    def _hold_back(self, windows: Windows) -> None:
        if not self._by_itself:
            windows.show_again()
            return
        self._by_itself = False
        self._cover = HeldBack(windows.show_again, self._lock_and_lose)
        self._cover.show()

    def _lock_and_lose(self) -> None:
        self._hurried = True
        self.lock()

    def _on_shut(self, windows: Windows, then: Callable[[], object], _done: None) -> None:
        self.session = self._windows = None
        self._cover = None
        ended = windows.forget()
        self.tasks.close()
        blur.empty(self._app)
        for window in ended:
            window.deleteLater()
        self.locks.close()
        then()
