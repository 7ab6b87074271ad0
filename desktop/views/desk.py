"""List and editor together: which space and section is open, what is chosen, what was found."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.models.facade import Item, ItemRow, Items
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.itemlist import ItemList
from desktop.views.panes import Panes
from i18n import tr
from sync.engine.events import ItemsChanged
from sync.errors import Problem
from sync.model.kinds.declaration import Kind

TRASH = "trash"
GATHER_MS = 100  # what changes together is read once


class Desk(QWidget):
    link_wanted = Signal(QUrl)
    failed = Signal(object)
    dropped = Signal()
    shown = Signal(object)
    """An item as it is shown now."""

    def __init__(
        self, kinds: Mapping[str, Kind], items: Items, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kinds, self._items, self._tasks = kinds, items, tasks
        self._space = self._section = self._words = ""
        self._here = False
        self._narrow = False
        self._wanted = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self._reload)
        self.list = ItemList()
        self.list.chosen.connect(self.open_item)
        self.list.trash_requested.connect(self.drop)
        self.panes = Panes(kinds, items, tasks)
        self.panes.link_wanted.connect(self.link_wanted)
        self.panes.failed.connect(self.failed)
        self.panes.trash_requested.connect(self.drop)
        self.panes.restore_requested.connect(self._on_restore_requested)
        self.panes.settled.connect(self._on_settled)
        self.panes.closed.connect(self.close_item)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.panes)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([22 * em(), 44 * em()])
        self.list.setMinimumWidth(13 * em())
        outer: QVBoxLayout = parts.column(self)
        outer.addWidget(self.split)

    @property
    def space(self) -> str:
        return self._space

    @property
    def section(self) -> str:
        return self._section

    def show_section(self, space: str, section: str) -> None:
        self.panes.flush()
        if (space, section) != (self._space, self._section):
            self.close_item()
        self._space, self._section, self._words = space, section, ""
        self._name_list()
        self._reload()

    def search(self, words: str, *, here: bool) -> None:
        """Show what *words* find, here or in all spaces; no words bring the section back."""
        self._words, self._here = words, here
        self._name_list()
        self._reload()

    def _reload(self) -> None:
        if not self._space:
            self.list.set_rows(())
            return
        asked = (self._space, self._section, self._words)
        self._tasks.run(
            partial(self._rows, *asked, here=self._here), partial(self._on_rows, asked), self._fail
        )

    def new_item(self) -> None:
        kind = self._section if self._section in self._kinds else next(iter(self._kinds))
        if not self._space:
            return
        self.panes.flush()
        self._tasks.run(
            partial(self._items.new, self._space, kind, {}, by=self), partial(self._on_made, kind), self._fail
        )

    def open_item(self, item: str) -> None:
        if self._section == TRASH and not self._words:
            row = next((each for each in self.list.model.rows if each.id == item), None)
            if row is not None:
                self.panes.show_row(row)
                self._arrange()
            return
        self._wanted = item
        self.panes.flush()
        self._tasks.run(partial(self._items.show, item), self._on_item, self._fail)

    def close_item(self) -> None:
        self.panes.flush()
        self._wanted = ""
        self.panes.show_nothing()
        self._arrange()

    def drop(self, item: str) -> None:
        if not item or self._section == TRASH:
            return
        if item == self._wanted:
            self.close_item()
        self._tasks.run(partial(self._items.drop, item, by=self), self._on_dropped, self._fail)

    def undo(self) -> None:
        self._tasks.run(partial(self._items.history.undo, by=self), self._on_undone, self._fail)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show list or editor, not both, where there is room for one."""
        self._narrow = narrow
        self.panes.offer_way_back(offered=narrow)
        self._arrange()

    def on_items_changed(self, ids: frozenset[str], by: object) -> None:
        self.panes.on_items_changed(ids, by)
        self._soon.start()

    def _rows(self, space: str, section: str, words: str, *, here: bool) -> Sequence[ItemRow]:
        if words:
            return self._items.find(words, space=space if here else None)
        if section == TRASH:
            return self._items.rows(space, trashed=True)
        return self._items.rows(space, section)

    def _on_rows(self, asked: tuple[str, str, str], rows: Sequence[ItemRow]) -> None:
        if asked == (self._space, self._section, self._words):
            self.list.set_rows(rows)
            if self._wanted:
                self.list.select(self._wanted)

    def _on_made(self, kind: str, changed: ItemsChanged) -> None:
        if self._section != kind:
            self._section, self._words = kind, ""
            self._name_list()
        self._reload()
        self._wanted = next(iter(changed.ids))
        self._tasks.run(partial(self._items.show, self._wanted), self._on_new_item, self._fail)

    def _on_new_item(self, item: Item) -> None:
        self._on_item(item)
        self.panes.editors[item.kind].focus_title()

    def _on_item(self, item: Item) -> None:
        if item.id == self._wanted and self.panes.show_item(item):
            self._arrange()
            self.shown.emit(item)

    def _on_dropped(self, changed: ItemsChanged) -> None:
        self.on_items_changed(changed.ids, self)
        self.dropped.emit()

    def _on_undone(self, changed: ItemsChanged | None) -> None:
        if changed is not None:
            self.on_items_changed(changed.ids, self)

    def _on_restore_requested(self, item: str) -> None:
        self.panes.show_nothing()
        self._arrange()
        self._tasks.run(partial(self._items.restore, item, by=self), self._on_undone, self._fail)

    def _on_settled(self, item: str, field: str, value: str) -> None:
        self._tasks.run(
            partial(self._items.settle, item, field, value), lambda _done: self.open_item(item), self._fail
        )

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)

    def _arrange(self) -> None:
        nothing = self.panes.shows_nothing()
        self.list.setVisible(not self._narrow or nothing)
        self.panes.setVisible(not self._narrow or not nothing)

    def _name_list(self) -> None:
        if self._words:
            self.list.set_heading(tr("Found"), tr("Nothing found. Try fewer or shorter words."))
        elif self._section == TRASH:
            self.list.set_heading(tr("Trash"), tr("The trash is empty."))
        elif self._section in self._kinds:
            label = tr(self._kinds[self._section].plural)
            self.list.set_heading(label, tr("Nothing here yet. Press “New” to begin."))
