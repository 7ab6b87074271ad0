"""What is done with the chosen items of a list: one or many, and each time one step to take back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.models.facade import Items
from desktop.tasks import Tasks
from desktop.views.itemlist import ItemList
from desktop.views.selecting import SelectionPane
from sync.engine.events import ItemsChanged


class Several(QObject):
    """``changed`` says what became different, ``dropped`` that something lies in the trash now."""

    changed = Signal(object)
    dropped = Signal()
    failed = Signal(object)
    take_out_wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(
        self, items: Items, tasks: Tasks, shown: ItemList, pane: SelectionPane, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._items, self._tasks, self._list, self._by = items, tasks, shown, parent
        pane.trash_requested.connect(lambda: self.drop(shown.selected()))
        pane.restore_requested.connect(lambda: self.restore(shown.selected()))
        pane.tag_requested.connect(self.tag)
        pane.take_out_requested.connect(lambda: self.take_out_wanted.emit(shown.selected()))
        pane.print_requested.connect(lambda: self.print_wanted.emit(shown.selected()))

    def drop(self, items: list[str]) -> None:
        self._do(partial(self._items.many.drop, items, by=self._by), self._on_dropped)

    def restore(self, items: list[str]) -> None:
        self._do(partial(self._items.many.restore, items, by=self._by), self.changed.emit)

    def tag(self, tags: str) -> None:
        self._do(partial(self._items.many.tag, self._list.selected(), tags, by=self._by), self.changed.emit)

    def undo(self) -> None:
        self._do(partial(self._items.history.undo, by=self._by), self._on_taken_back)

    def redo(self) -> None:
        self._do(partial(self._items.history.redo, by=self._by), self._on_taken_back)

    def _do(self, work: Callable[[], object], then: Callable[..., object]) -> None:
        self._tasks.run(work, then, self.failed.emit)

    def _on_dropped(self, changed: ItemsChanged) -> None:
        self.changed.emit(changed)
        if changed.ids:
            self.dropped.emit()

    def _on_taken_back(self, changed: ItemsChanged | None) -> None:
        if changed is not None:
            self.changed.emit(changed)
