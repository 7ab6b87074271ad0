"""List and editor together: which space and section is open, what is chosen, what was found."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from sync.model.kinds.declaration import Kind

from desktop.models.facade import Item, ItemRow, Items
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.editor import ItemEditor
from desktop.views.itemlist import ItemList
from desktop.views.trash import TrashPane
from i18n import tr
from sync.engine.events import ItemsChanged
from sync.errors import Problem

TRASH = "trash"


class Desk(QWidget):
    link_wanted = Signal(QUrl)
    failed = Signal(object)
    dropped = Signal()

    def __init__(
        self, kinds: Mapping[str, Kind], items: Items, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kinds, self._items, self._tasks = kinds, items, tasks
        self._space = self._section = self._words = ""
        self._here = False
        self._narrow = False
        self._wanted = ""
        self.list = ItemList()
        self.list.chosen.connect(self.open_item)
        self.list.trash_requested.connect(self.drop)
        self.trash = TrashPane()
        self.trash.restore_requested.connect(self._on_restore_requested)
        self.editors = {name: self._made_editor(kind) for name, kind in kinds.items()}
        self._panes = QStackedWidget()
        self._nothing = self._made_nothing()
        for pane in (self._nothing, self.trash, *self.editors.values()):
            self._panes.addWidget(pane)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.list)
        self._split.addWidget(self._panes)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([22 * em(), 44 * em()])
        self.list.setMinimumWidth(13 * em())
        outer: QVBoxLayout = parts.column(self)
        outer.addWidget(self._split)

    @property
    def space(self) -> str:
        return self._space

    @property
    def section(self) -> str:
        return self._section

    def show_section(self, space: str, section: str) -> None:
        self.flush()
        if (space, section) != (self._space, self._section):
            self.close_item()
        self._space, self._section, self._words = space, section, ""
        self._name_list()
        self.reload()

    def search(self, words: str, *, here: bool) -> None:
        """Show what *words* find, here or in all spaces; no words bring the section back."""
        self._words, self._here = words, here
        self._name_list()
        self.reload()

    def reload(self) -> None:
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
        self.flush()
        self._tasks.run(
            partial(self._items.new, self._space, kind, {}, by=self), partial(self._on_made, kind), self._fail
        )

    def open_item(self, item: str) -> None:
        if self._section == TRASH and not self._words:
            row = next((each for each in self.list.model.rows if each.id == item), None)
            if row is not None:
                self.trash.show_row(row)
                self._show_pane(self.trash)
            return
        self._wanted = item
        self.flush()
        self._tasks.run(partial(self._items.show, item), self._on_item, self._fail)

    def close_item(self) -> None:
        self.flush()
        self._wanted = ""
        for editor in self.editors.values():
            editor.clear()
        self._panes.setCurrentWidget(self._nothing)
        self._arrange(detail=False)

    def drop(self, item: str) -> None:
        if not item or self._section == TRASH:
            return
        if item == self._wanted:
            self.close_item()
        self._tasks.run(partial(self._items.drop, item, by=self), self._on_dropped, self._fail)

    def undo(self) -> None:
        self._tasks.run(partial(self._items.undo, by=self), self._on_undone, self._fail)

    def flush(self) -> None:
        """Keep now whatever is still being typed."""
        for editor in self.editors.values():
            editor.flush()

    def is_typing(self) -> bool:
        return any(editor.autosave.is_typing() for editor in self.editors.values())

    def set_narrow(self, *, narrow: bool) -> None:
        """Show list or editor, not both, where there is room for one."""
        self._narrow = narrow
        for editor in self.editors.values():
            editor.back.setVisible(narrow)
        self._arrange(detail=self._panes.currentWidget() is not self._nothing)

    def on_items_changed(self, ids: frozenset[str], by: object) -> None:
        for editor in self.editors.values():
            editor.on_items_changed(ids, by)
        self.reload()

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
        self.reload()
        self._wanted = next(iter(changed.ids))
        self._tasks.run(partial(self._items.show, self._wanted), self._on_new_item, self._fail)

    def _on_new_item(self, item: Item) -> None:
        self._on_item(item)
        self.editors[item.kind].focus_title()

    def _on_item(self, item: Item) -> None:
        editor = self.editors.get(item.kind)
        if item.id != self._wanted or editor is None:
            return
        if editor.item != item.id or not editor.autosave.is_typing():
            editor.show_item(item)
        self._show_pane(editor)

    def _on_dropped(self, changed: ItemsChanged) -> None:
        self.on_items_changed(changed.ids, self)
        self.dropped.emit()

    def _on_undone(self, changed: ItemsChanged | None) -> None:
        if changed is not None:
            self.on_items_changed(changed.ids, self)

    def _on_restore_requested(self, item: str) -> None:
        self._panes.setCurrentWidget(self._nothing)
        self._arrange(detail=False)
        self._tasks.run(partial(self._items.restore, item, by=self), self._on_undone, self._fail)

    def _on_settled(self, item: str, field: str, value: str) -> None:
        self._tasks.run(
            partial(self._items.settle, item, field, value), lambda _done: self.open_item(item), self._fail
        )

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)

    def _show_pane(self, pane: QWidget) -> None:
        self._panes.setCurrentWidget(pane)
        self._arrange(detail=True)

    def _arrange(self, *, detail: bool) -> None:
        self.list.setVisible(not self._narrow or not detail)
        self._panes.setVisible(not self._narrow or detail)

    def _name_list(self) -> None:
        if self._words:
            self.list.set_heading(tr("Found"), tr("Nothing found. Try fewer or shorter words."))
        elif self._section == TRASH:
            self.list.set_heading(tr("Trash"), tr("The trash is empty."))
        elif self._section in self._kinds:
            label = tr(self._kinds[self._section].label_plural)
            self.list.set_heading(label, tr("Nothing here yet. Press “New” to begin."))

    def _made_editor(self, kind: Kind) -> ItemEditor:
        made = ItemEditor(kind, self._items, self._tasks)
        made.link_wanted.connect(self.link_wanted)
        made.failed.connect(self.failed)
        made.trash_requested.connect(self.drop)
        made.settled.connect(self._on_settled)
        made.closed.connect(self.close_item)
        return made

    def _made_nothing(self) -> QFrame:
        made = parts.frame("pane")
        inner = parts.column(made, gap=3, margin=6)
        middle = Qt.AlignmentFlag.AlignHCenter
        inner.addStretch(1)
        inner.addWidget(parts.picture("notebook-pen", 3 * em(), parts.Role.Mid), 0, middle)
        hint = parts.label(tr("Choose something from the list, or begin something new."), "hint")
        hint.setAlignment(middle)
        inner.addWidget(hint)
        inner.addStretch(2)
        return made
