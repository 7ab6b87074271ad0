"""Keeps in the notebook where one is, and how wide things are, and brings one back there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from typing_extensions import override

from desktop.models import places
from desktop.models.facade import Item
from desktop.models.places import Holds, Place
from desktop.models.sections import HOME, TRASH
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from sync.errors import Problem

PAUSE_MS = 500
CHANGES = (QEvent.Type.Resize, QEvent.Type.WindowStateChange)


class LastPlace(QObject):
    def __init__(self, session: Holds, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self._item = ""
        self._kept: Place | None = None
        """Nothing is kept before it was read: else the place would be lost on the way to it."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        window.installEventFilter(self)
        window.section_shown.connect(self._on_moved)
        window.desk.shown.connect(self._on_shown)
        window.desk.split.splitterMoved.connect(self._on_moved)

    def read(self, then: Callable[[Place], object]) -> None:
        work = partial(places.read, self._session)
        self._tasks.run(work, partial(self._on_read, then), partial(self._on_not_read, then))

    def dress(self, place: Place) -> None:
        """Give the window the size that it had, as far as the screen has room."""
        window = self._window
        if place.width:
            room = window.screen().availableSize()
            window.resize(min(place.width, room.width()), min(place.height, room.height()))
        if place.maximised:
            window.showMaximized()

    def arrive(self, place: Place) -> None:
        """Open what was open, in the space that is open already."""
        window = self._window
        if place.section:
            window.choose_section(place.section)
        if place.item and place.section not in (HOME, TRASH):
            window.desk.open_item(place.item)
        if place.list_width:
            window.desk.split.setSizes([place.list_width, max(1, window.width() - place.list_width)])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self._keep()  # the notebook is being locked
        elif event.type() in CHANGES:
            self._on_moved()
        return super().eventFilter(watched, event)

    def _on_read(self, then: Callable[[Place], object], place: Place) -> None:
        self._kept = place
        then(place)

    def _on_not_read(self, then: Callable[[Place], object], _problem: Problem) -> None:
        self._on_read(then, Place())

    def _on_shown(self, item: Item) -> None:
        self._item = item.id
        self._on_moved()

    def _on_moved(self, *_how: object) -> None:
        self._pause.start()

    def _keep(self) -> None:
        self._pause.stop()
        now = self._now()
        if self._kept is not None and now.space and now != self._kept:
            self._kept = now
            self._tasks.run(partial(places.keep, self._session, now))

    def _now(self) -> Place:
        window, desk = self._window, self._window.desk
        size = window.normalGeometry().size() if window.isMaximized() else window.size()
        item = "" if desk.panes.shows_nothing() or window.section in (HOME, TRASH) else self._item
        first, second = desk.split.sizes()
        return Place(
            desk.space, window.section, item, size.width(), size.height(), window.isMaximized(),
            first if first and second else 0,
        )  # fmt: skip
