"""All windows on one open notebook: each keeps its own place, all hear of every change."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication

from desktop.application import opened as one
from desktop.application import redrawing, renewing, sectionlooks
from desktop.application.errands import Errands
from desktop.application.finding import Finding
from desktop.application.opened import Opened, Spot
from desktop.application.safekeeping import Safekeeping
from desktop.bridge import Bridge
from desktop.dialogs.flow import open_over
from desktop.dialogs.printing import PrintDialog
from desktop.models import places
from desktop.models.cures import Cures
from desktop.models.facade import Session
from desktop.models.places import Place
from desktop.models.preferences import Preferences
from desktop.models.sections import HOME, TRASH
from desktop.tasks import Tasks
from desktop.views.dropping import Dropping
from desktop.views.window import MainWindow
from i18n import tr
from sync.errors import Problem
from sync.model.kinds import ALL

MOST = 12  # windows; more are a slip of the hand
STEP = 32  # pixels between one window and the next


class Windows(QObject):
    """The first window is the one that keeps its place in the notebook; when it is closed, the next is."""

    begun = Signal(object)
    """The first window is there, or there again."""
    last_closed = Signal()
    lock_requested = Signal()
    clear_requested = Signal()
    scale_requested = Signal(int)
    preferred = Signal(object)
    locks_changed = Signal(object)
    label_wanted = Signal(object)

    def __init__(self, session: Session, cures: Cures, tasks: Tasks, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._cures, self._tasks, self._bridge = session, cures, tasks, bridge
        self._now = Preferences()
        self.every: list[Opened] = []

    @property
    def first(self) -> Opened | None:
        return self.every[0] if self.every else None

    def active(self) -> Opened | None:
        """Return the window that somebody looks at."""
        found = next((each for each in self.every if each.window is QApplication.activeWindow()), None)
        return found or self.first

    def draw(self, now: Preferences) -> None:
        """Draw every window anew, as *now* says, or the first one; whatever was open stays open.

        A window waits with its words while a dialog over it is open, and what is typed there stays.
        """
        self._now = now
        if not self.every:
            self._begin(self._made(), Spot("", "", "", alone=False))
            self._tasks.run(partial(places.others, self._session), self._on_others_read, _not_read)
            return
        for each in list(self.every):
            each.window.desk.panes.flush()
            self._redraw(each)

    def _redraw(self, opened: Opened) -> None:
        """Draw a window anew, with the dialog over it where that can be; otherwise wait for the dialog."""
        again = renewing.kept(opened)
        if again is None and redrawing.dialogs(opened.window):
            self._wait(opened)
            return
        made = self._replace(opened)
        if again is not None:
            again(made, self._now)

    def _wait(self, opened: Opened) -> None:
        redrawing.restyle(opened.window)
        redrawing.when_closed(opened.window, lambda: self._tasks.run(_nothing, partial(self._go_on, opened)))

    def _go_on(self, opened: Opened, _done: None) -> None:
        """Draw anew what waited, unless the next dialog is open or words could not be kept."""
        if opened not in self.every:
            return
        if redrawing.dialogs(opened.window) and renewing.kept(opened) is None:
            self._wait(opened)
        elif opened.window.desk.panes.is_typing():
            opened.window.desk.panes.flush()
            self._tasks.run(_nothing, partial(self._redraw_if_kept, opened))
        else:
            self._redraw(opened)

    def _redraw_if_kept(self, opened: Opened, _done: None) -> None:
        if opened in self.every and not opened.window.desk.panes.is_typing():
            self._redraw(opened)

    def _replace(self, old: Opened) -> Opened:
        """Draw one window anew in its place; the first begins as it would, and keeps its space."""
        at = self.every.index(old)
        self.every[at : at + 1] = []
        spot = one.spot(old)
        made = self._made(at)
        if at == 0:
            self._begin(made, replace(spot, space=old.errands.space))
        else:
            self._show(made, spot)
        redrawing.keep_help(old.window, made.window)
        one.let_go(old)
        return made

    def open_item(self, item: str, beside: Opened) -> None:
        """Open an item in a window of its own."""
        desk = beside.window.desk
        self._open_beside(Spot(desk.space, desk.section, item, alone=True), beside)

    def open_place(self, beside: Opened) -> None:
        """Open another window where somebody is."""
        desk = beside.window.desk
        self._open_beside(Spot(desk.space, beside.window.section, desk.item, alone=False), beside)

    def flush(self) -> None:
        """Keep what is being typed, and where all windows are."""
        for each in self.every:
            each.window.desk.panes.flush()
        self._remember()

    def _remember(self) -> None:
        """Keep where the windows besides the first are, which keeps its place by itself."""
        now = [one.place(each) for each in self.every[1:]]
        self._tasks.run(partial(places.keep_others, self._session, now))

    def _on_others_read(self, found: Sequence[Place]) -> None:
        for number, place in enumerate(found, start=1):
            first = self.first
            if first is not None and len(self.every) < MOST:
                opened = self._open(Spot(place.space, place.section, place.item, alone=place.alone))
                opened.errands.last.dress(place)
                opened.window.move(first.window.pos() + QPoint(number * STEP, number * STEP))
        if found and self.first is not None:
            self.first.window.activateWindow()

    def is_typing(self) -> bool:
        """Say whether somewhere words wait that could not be kept."""
        return any(each.window.desk.panes.is_typing() for each in self.every)

    def show_again(self) -> None:
        for each in self.every:
            each.window.show()

    def forget(self) -> list[MainWindow]:
        """Empty every window, and return them for the last time."""
        windows = [each.window for each in self.every]
        self.every = []
        for each in windows:
            each.desk.close_item()
        return windows

    # ------------------------------------------------------------ one window
    def _begin(self, opened: Opened, spot: Spot) -> None:
        opened.errands.safe.tell_of_trial(self._now)
        opened.errands.open_first(spot.space)
        one.show(opened, spot)
        self.begun.emit(opened)

    def _open_beside(self, spot: Spot, beside: Opened) -> None:
        if len(self.every) >= MOST:
            beside.window.banner.show_words(tr("Many windows are open. Close one first."))
            return
        opened = self._open(spot)
        opened.window.move(beside.window.pos().x() + STEP, beside.window.pos().y() + STEP)
        opened.window.activateWindow()

    def _open(self, spot: Spot) -> Opened:
        return self._show(self._made(), spot)

    def _show(self, opened: Opened, spot: Spot) -> Opened:
        opened.window.desk.alone = spot.alone
        opened.window.side.setHidden(spot.alone)
        opened.errands.open_in(spot.space)
        one.show(opened, spot)
        self._tasks.run(lambda: None, partial(self._arrive, opened, spot))
        return opened

    def _arrive(self, opened: Opened, spot: Spot, _done: None) -> None:
        """Go to the place once the spaces are known, which were asked for before."""
        window = opened.window
        if opened not in self.every:
            return
        window.choose_section(spot.section or HOME)
        if spot.alone:
            window.desk.shown.connect(lambda item: window.desk.panes.editors.focus_title(item.kind))
        if spot.item and spot.section != TRASH:
            window.desk.open_item(spot.item)
        window.desk.panes.currentChanged.connect(lambda _at: one.widen(window))
        self._remember()

    def _made(self, at: int | None = None) -> Opened:
        """Return a new window, which stands among the others *at* a place or last."""
        session = self._session
        window = MainWindow(ALL, session.items, self._tasks)
        Finding(session, self._tasks, window)
        sectionlooks.offer(window, session, self._tasks)
        window.desk.looks.keep_in(session.settings)
        safe = Safekeeping(session, self._cures, self._tasks, window)
        errands = Errands(session, self._tasks, window, self._now, safe)
        opened = Opened(window, errands, redrawing.words_now())
        self.every.insert(len(self.every) if at is None else at, opened)
        for signal, hearer in (
            (safe.preferred, self.preferred),
            (safe.lock_requested, self.lock_requested),
            (safe.locks_changed, self.locks_changed),
            (safe.label_wanted, self.label_wanted),
            (errands.lock_requested, self.lock_requested),
            (errands.clear_requested, self.clear_requested),
            (errands.scale_requested, self.scale_requested),
        ):
            signal.connect(hearer)
        self._join_up(opened)
        window.show_delivery(session.delivery.state)
        return opened

    def _join_up(self, opened: Opened) -> None:
        window, errands = opened.window, opened.errands
        window.requested.connect(errands.grant)
        window.space_chosen.connect(errands.open_space)
        window.closing.connect(lambda: self._on_closing(opened))
        window.desk.link_wanted.connect(errands.ask_about_link)
        errands.follow(self._bridge)
        errands.window_requested.connect(lambda: self.open_place(opened))
        errands.print_requested.connect(lambda: self._print(opened, one.chosen(opened)))
        several = window.desk.several
        several.window_wanted.connect(lambda items: self._open_each(items, opened))
        several.print_wanted.connect(lambda items: self._print(opened, items))
        several.take_out_wanted.connect(errands.take_out)
        dropping = Dropping(window, window.side.list, window.top.chooser)
        window.desk.panes.editor_made.connect(dropping.watch)
        dropping.files_dropped.connect(errands.bring_in)
        dropping.packages_dropped.connect(errands.open_packages)
        dropping.trashed.connect(lambda items: window.desk.drop(*items))
        dropping.copied.connect(errands.crossing.ask)

    def _open_each(self, items: Sequence[str], beside: Opened) -> None:
        for item in items:
            self.open_item(item, beside)

    def _print(self, opened: Opened, items: Sequence[str]) -> None:
        opened.window.desk.panes.flush()
        if items:
            open_over(PrintDialog(self._session, items, self._tasks, opened.window))
        else:
            opened.window.banner.show_words(tr("Choose something to print first."))

    # ------------------------------------------------------------ the end of one
    def _on_closing(self, opened: Opened) -> None:
        if opened not in self.every:
            return
        if len(self.every) == 1:
            self.last_closed.emit()
        else:
            self._tasks.run(lambda: None, partial(self._on_flushed, opened))

    def _on_flushed(self, opened: Opened, _done: None) -> None:
        """Let a window go, unless something typed in it could not be kept."""
        if opened.window.desk.panes.is_typing() or len(self.every) == 1:
            opened.window.show()
        elif opened in self.every:
            was_first = opened is self.first
            self.every.remove(opened)
            if was_first:
                self.every[0].errands.last.read(
                    lambda _place: None
                )  # from now on it is this one's that is kept
            opened.window.desk.close_item()
            one.let_go(opened)
            self._remember()


def _not_read(_problem: Problem) -> None:
    """What cannot be read opens no window: the first one is there."""


def _nothing() -> None:
    """Come back when everything that was asked before is answered."""
