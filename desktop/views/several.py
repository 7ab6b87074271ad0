"""What is done with the chosen items of a list: one or many, and each time one step to take back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from desktop.dialogs.progress import Progress
from desktop.models.facade import Items
from desktop.tasks import Tasks
from desktop.theme.icons import icon
from desktop.views.itemlist import ItemList
from desktop.views.selecting import SelectionPane
from i18n import tr
from sync.engine.events import CopyTakenBack, ItemsChanged
from sync.engine.history import Watch
from sync.errors import Problem

WINDOWS_MAX = 4
AT_ONCE = 300  # items; more take longer than a moment
MOMENT_MS = 700


class Several(QObject):
    """``changed`` says what became different, ``dropped`` that something lies in the trash now.

    ``taken_back`` says that the last thing done was undone, or done again.
    """

    changed = Signal(object)
    dropped = Signal()
    taken_back = Signal()
    copy_taken_back = Signal()
    failed = Signal(object)
    take_out_wanted = Signal(object)
    print_wanted = Signal(object)
    copy_wanted = Signal(object)
    window_wanted = Signal(object)

    def __init__(
        self, items: Items, tasks: Tasks, shown: ItemList, pane: SelectionPane, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._items, self._tasks, self._list, self._by = items, tasks, shown, parent
        self._pane = pane
        self.progress = Progress()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(MOMENT_MS)
        self._slow.timeout.connect(self.progress.show_now)
        pane.trash_requested.connect(lambda: self.drop(shown.selected()))
        pane.restore_requested.connect(lambda: self.restore(shown.selected()))
        pane.tag_requested.connect(self.tag)
        pane.take_out_requested.connect(lambda: self.take_out_wanted.emit(shown.selected()))
        pane.print_requested.connect(lambda: self.print_wanted.emit(shown.selected()))
        pane.copy_requested.connect(lambda: self.copy_wanted.emit(shown.selected()))
        shown.rows.menu_wanted.connect(self._on_menu_wanted)

    def drop(self, items: list[str]) -> None:
        self._do_all(partial(self._items.many.drop, items), len(items), self._on_dropped)

    def restore(self, items: list[str]) -> None:
        self._do_all(partial(self._items.many.restore, items), len(items), self.changed.emit)

    def tag(self, tags: str) -> None:
        items = self._list.selected()
        self._do_all(partial(self._items.many.tag, items, tags), len(items), self.changed.emit)

    def undo(self) -> None:
        self._take_back(self._items.history.undo)

    def redo(self) -> None:
        self._take_back(self._items.history.redo)

    def _take_back(self, step: Callable[..., ItemsChanged | None]) -> None:
        """Only the notebook knows how much it is: say how far it is where it takes longer than a moment."""
        watch = Watch(self.progress.tell, self.progress.is_stopped)
        self.progress.reset()
        self._slow.start()
        work = partial(step, by=self._by, watch=watch)

        def begin(_kept: None) -> None:
            self._tasks.run(work, self._on_taken_back, self._on_not_taken_back, long=True)

        self._tasks.run(lambda: None, begin)  # after what is being kept now: it would be taken back

    def _on_menu_wanted(self, place: QPoint) -> None:
        """Show what can be done with the chosen rows, beside them."""
        items = self._list.selected()
        menu = QMenu(self._list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, picture, do in self._offered(items):
            menu.addAction(icon(picture), words, do)
        if items:
            menu.popup(place)

    def _offered(self, items: list[str]) -> list[tuple[str, str, Callable[[], object]]]:
        rows = [self._list.model.row_of(item) for item in items]
        if any(row is not None and row.trashed for row in rows):
            return [(tr("Put it back"), "rotate-ccw", lambda: self.restore(items))]
        offered: list[tuple[str, str, Callable[[], object]]] = [
            (tr("Take these out…"), "download", lambda: self.take_out_wanted.emit(items)),
            (tr("Print these…"), "printer", lambda: self.print_wanted.emit(items)),
            (tr("Copy to another space…"), "copy", lambda: self.copy_wanted.emit(items)),
            (tr("Move to the trash"), "trash-2", self._list.trash_requested.emit),
        ]
        if len(items) <= WINDOWS_MAX:
            opening = tr("Open in a new window")
            offered.insert(0, (opening, "external-link", lambda: self.window_wanted.emit(items)))
        return offered

    def _do_all(
        self, work: "partial[ItemsChanged]", count: int, then: Callable[[ItemsChanged], object]
    ) -> None:
        """Do it to all; where that takes long, show how far it is and let it be stopped."""
        if count <= AT_ONCE:
            self._do(partial(work, by=self._by), then)
            return
        shown = self._pane.progress
        shown.begin()
        told = partial(work, by=self._by, progress=shown.tell, cancelled=shown.is_stopped)
        self._tasks.run(told, partial(self._on_long_done, then), self._on_long_failed, long=True)

    def _on_long_done(self, then: Callable[[ItemsChanged], object], changed: ItemsChanged) -> None:
        self._pane.progress.end()
        then(changed)

    def _on_long_failed(self, problem: Problem) -> None:
        self._pane.progress.end()
        self.failed.emit(problem)

    def _do(self, work: Callable[[], object], then: Callable[..., object]) -> None:
        self._tasks.run(work, then, self.failed.emit)

    def _on_dropped(self, changed: ItemsChanged) -> None:
        self.changed.emit(changed)
        if changed.ids:
            self.dropped.emit()

    def _on_not_taken_back(self, problem: Problem) -> None:
        self._end_progress()
        self.failed.emit(problem)

    def _end_progress(self) -> None:
        self._slow.stop()
        self.progress.end()

    def _on_taken_back(self, changed: ItemsChanged | None) -> None:
        self._end_progress()
        if changed is not None:
            self.changed.emit(changed)
        self.taken_back.emit()
        if isinstance(changed, CopyTakenBack):
            self.copy_taken_back.emit()
