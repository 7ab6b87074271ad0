"""The life of the application: gate, open notebook, lock, end."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop import problems
from desktop.application.connection import ConnectionWatch
from desktop.application.cures import EngineCures
from desktop.application.errands import Errands
from desktop.application.gate import Gate
from desktop.application.idle import IdleWatch
from desktop.application.safekeeping import Safekeeping
from desktop.application.speech import Speech
from desktop.bridge import Bridge
from desktop.dialogs import clipboard, files
from desktop.models import preferences
from desktop.models.cures import Cures
from desktop.models.door import Door
from desktop.models.facade import Session
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from desktop.theme import icons, look
from desktop.views.window import MainWindow
from desktop.views.wishes import Wish
from desktop.views.wizard import Beginning
from i18n import tr
from sync.errors import Problem
from sync.model.kinds import ALL


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is handed in from outside: everything that a test replaces."""

    door: Door
    profile: Path
    replace_process: Callable[[Preferences], object]
    label: str = "Karkade"
    cures: Cures = field(default_factory=EngineCures)


class Application(QObject):
    def __init__(self, app: QApplication, around: Surroundings, begin: Preferences) -> None:
        super().__init__(app)
        files.forget_everything()
        app.setApplicationDisplayName(around.label)
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
        self.idle.idled.connect(self.lock)
        app.installEventFilter(self.idle)
        self._connection = ConnectionWatch(self.tasks, self)
        self.session: Session | None = None
        self.window: MainWindow | None = None
        self.errands: Errands | None = None
        self._leaving = False
        self._unsubscribe: Callable[[], None] = lambda: None
        self.gate: Gate | None = self._made_gate()

    def start(self) -> None:
        if self.gate is not None:
            self.gate.show(self.now)

    def lock(self) -> None:
        """Keep what is typed, close the notebook and become a new process that knows nothing."""
        self._leave(lambda: self._around.replace_process(self.now))

    def quit(self) -> None:
        self._leave(self._app.quit)

    def end(self) -> None:
        """Let go of everything at once, as when the session of the desktop ends."""
        self.idle.stop()
        self._app.removeEventFilter(self.idle)
        self._unsubscribe()
        self.tasks.close()
        for each in (self.window, self.gate.window if self.gate is not None else None):
            if each is not None:
                each.blockSignals(True)
                each.close()
                each.deleteLater()
        self.window = self.gate = self.errands = None

    def show_problem(self, problem: Problem) -> None:
        if self.window is not None:
            self.window.banner.show_problem(problem)
        elif self.gate is not None and self.gate.view is not None:
            self.gate.view.show_problem(problem)

    def _made_gate(self) -> Gate:
        around = self._around
        gate = Gate(around.door, around.cures, around.profile, self.tasks, around.label)
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
        first = self.now
        space = "" if beginning.then == "other" else tr("My own notes")
        work = partial(_begin, session, first, space)
        self.tasks.run(work, partial(self._on_begun, session, first, beginning.then))

    def _on_begun(self, session: Session, first: Preferences, then: str, _done: None) -> None:
        self._enter(session, first)
        if self.errands is not None and then == "other":
            self.errands.safe.join_other_computer()
        elif self.errands is not None and then == "sheets":
            self.errands.safe.show_settings(first).make_sheets()
        elif self.window is not None and self.errands is not None:
            self.window.banner.show_words(
                tr("Your notebook is ready."),
                tr("Begin with a note of your own, or join a space."),
                action=tr("I have an invitation…"),
                then=partial(self.errands.grant, Wish.JOIN),
            )

    def _on_opened(self, session: Session) -> None:
        self.tasks.run(partial(preferences.read, session, self.now), partial(self._on_read, session))

    def _on_read(self, session: Session, kept: Preferences) -> None:
        self._enter(session, kept)
        if self.errands is not None:
            self.errands.safe.remind(kept)

    def _enter(self, session: Session, now: Preferences) -> None:
        self.session = session
        self._unsubscribe = session.events.subscribe(self.bridge.relay)
        self._apply(now)
        if self.gate is not None:
            self.gate.close()
            self.gate = None
        self._connection.watch(session.delivery.metered)
        self.tasks.run(session.rhythm.start, long=True)

    def _apply(self, now: Preferences) -> None:
        """Draw the window anew, as *now* says; whatever was open stays open."""
        self.now = now
        self._speech.apply(now)
        self.idle.start(now.idle_minutes)
        old, errands = self.window, self.errands
        if old is not None:
            old.desk.panes.flush()
        self._open_window(errands.space if errands is not None else "")
        if old is not None and self.window is not None:
            self.window.setGeometry(old.geometry())
            old.blockSignals(True)
            old.close()
            old.deleteLater()

    def _open_window(self, space: str) -> None:
        session = self.session
        if session is None:
            return
        window = MainWindow(ALL, session.items, self.tasks)
        safe = Safekeeping(session, self._around.cures, self.tasks, window)
        safe.preferred.connect(self._on_preferred)
        safe.lock_requested.connect(self.lock)
        errands = Errands(session, self.tasks, window, self.now, safe)
        window.requested.connect(errands.grant)
        window.space_chosen.connect(errands.open_space)
        window.closing.connect(self.quit)
        window.desk.link_wanted.connect(errands.ask_about_link)
        errands.lock_requested.connect(self.lock)
        errands.scale_requested.connect(self._on_scale_requested)
        errands.follow(self.bridge)
        self.window, self.errands = window, errands
        window.show_delivery(session.delivery.state)
        errands.open_first(space)
        window.show()

    def _on_preferred(self, wanted: Preferences) -> None:
        session = self.session
        if session is not None:
            self.tasks.run(partial(preferences.keep, session, wanted))
            self._apply(wanted)

    def _on_scale_requested(self, step: int) -> None:
        scales = look.SCALES
        place = scales.index(self.now.scale) if self.now.scale in scales else 0
        scale = scales[max(0, min(len(scales) - 1, place + step))] if step else scales[0]
        if scale != self.now.scale:
            self._on_preferred(replace(self.now, scale=scale))

    def _leave(self, then: Callable[[], object]) -> None:
        clipboard.forget()
        session, window = self.session, self.window
        if session is None or window is None:
            then()
            return
        if self._leaving:
            return
        self._leaving = True
        self.idle.stop()
        for each in self._app.topLevelWidgets():
            each.hide()
        window.desk.panes.flush()
        self.tasks.run(lambda: None, partial(self._on_flushed, session, window, then))

    def _on_flushed(
        self, session: Session, window: MainWindow, then: Callable[[], object], _done: None
    ) -> None:
        """Close, unless something typed could not be kept: then it stays, with its problem."""
        if window.desk.panes.is_typing():
            self._leaving = False
            self.idle.start(self.now.idle_minutes)
            window.show()
            return
        self._unsubscribe()
        self.tasks.run(partial(_shut, session), partial(self._on_shut, window, then), long=True)

    def _on_shut(self, window: MainWindow, then: Callable[[], object], _done: None) -> None:
        self.session = self.window = self.errands = None
        window.desk.close_item()
        window.deleteLater()
        self.tasks.close()
        then()


def _begin(session: Session, first: Preferences, name: str) -> None:
    """Keep the first settings; make a space of this *name* that nobody else is in, or none."""
    preferences.keep(session, first)
    session.delivery.set_mode("always")
    if name:
        session.spaces.new(name)


def _shut(session: Session) -> None:
    session.rhythm.stop()
    session.close()
