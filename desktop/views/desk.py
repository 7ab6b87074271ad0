"""List and editor together: which space and section is open, what is chosen, what was found."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.models.asked import TRASH, Asked
from desktop.models.facade import Item, Items
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.keys import heard_within
from desktop.theme.look import em
from desktop.views.feed import Feed
from desktop.views.itemlist import ItemList
from desktop.views.looks import Looks
from desktop.views.panes import Panes
from desktop.views.several import Several
from desktop.views.spoken import Spoken
from sync.engine.events import ItemsChanged
from sync.errors import Problem
from sync.model.kinds.declaration import Kind

Keys = QKeySequence.StandardKey


class Desk(QWidget):
    link_wanted = Signal(QUrl)
    failed = Signal(object)
    dropped = Signal()
    taken_back = Signal()
    shown = Signal(object)
    """An item as it is shown now."""

    def __init__(
        self, kinds: Mapping[str, Kind], items: Items, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kinds, self._items, self._tasks = kinds, items, tasks
        self._asked = Asked()
        self._narrow = False
        self.alone = False
        """Whether only the item is shown, as in a window of its own."""
        self._wanted = ""
        self.list = ItemList()
        self.looks = Looks(self.list, tasks)
        self.panes = Panes(kinds, items, tasks)
        self.spoken = Spoken(kinds, self.list, self.panes)
        self.feed = Feed(items, tasks, self.list, self)
        self.several = Several(items, tasks, self.list, self.panes.selection, self)
        self.undo, self.redo = self.several.undo, self.several.redo
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.looks)
        self.split.addWidget(self.panes)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([22 * em(), 44 * em()])
        self.looks.setMinimumWidth(13 * em())
        outer: QVBoxLayout = parts.column(self)
        outer.addWidget(self.split)
        self._join_up()

    def _join_up(self) -> None:
        self.list.chosen.connect(self.open_item)
        self.list.several_chosen.connect(self._on_several_chosen)
        self.list.trash_requested.connect(lambda: self._drop(self.list.selected()))
        self.looks.item_wanted.connect(self.open_item)
        self.looks.new_wanted.connect(self._begin)
        self.looks.failed.connect(self.failed)
        self.looks.turned.connect(self._arrange)
        self.feed.read.connect(self._on_read)
        self.feed.failed.connect(self.failed)
        self.several.changed.connect(self._on_changed)
        self.several.dropped.connect(self.dropped)
        self.several.taken_back.connect(self.taken_back)
        self.several.failed.connect(self.failed)
        self.panes.link_wanted.connect(self.link_wanted)
        self.panes.item_wanted.connect(self.open_item)
        self.panes.failed.connect(self.failed)
        self.panes.trash_requested.connect(self.drop)
        self.panes.restore_requested.connect(self._on_restore_requested)
        self.panes.settled.connect(self._on_settled)
        self.panes.closed.connect(self._on_closed)
        self.list.act.clicked.connect(lambda _on=False: self._show_selection(self.list.rows.count_chosen()))
        heard_within(self, [QKeySequence(Keys.Undo)], self.undo)
        heard_within(self, _redo_keys(), self._on_redo)

    @property
    def space(self) -> str:
        return self._asked.space

    @property
    def section(self) -> str:
        return self._asked.section

    @property
    def item(self) -> str:
        """The item that is open, or nothing."""
        return self._wanted

    def show_section(self, space: str, section: str) -> None:
        self.panes.flush()
        if (space, section) != (self.space, self.section):
            self.close_item()
        self._ask(Asked(space, section))

    def search(self, words: str, *, here: bool) -> None:
        """Show what *words* find, here or in all spaces; no words bring the section back."""
        if words and self._narrow:
            self.close_item()  # what is found would stand behind it
        self._ask(Asked(self.space, self.section, words, here and bool(words)))

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        self.spoken.name(asked)
        self.looks.show_section(asked.space, asked.section, found=bool(asked.words))
        self._arrange()
        self.feed.show(asked)

    def new_item(self, *, first: bool = False) -> None:
        """Begin something of the open section, or of the *first* kind there is."""
        known = self.section in self._kinds and not first
        self._begin(self.section if known else next(iter(self._kinds)), {})

    def _begin(self, kind: str, fields: Mapping[str, str]) -> None:
        if not self.space:
            return
        self.panes.flush()
        work = partial(self._items.new, self.space, kind, fields, by=self)
        self._tasks.run(work, partial(self._on_made, kind), self._fail)

    def open_item(self, item: str) -> None:
        if self._is_trash():
            row = self.list.model.row_of(item)
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

    def drop(self, *items: str) -> None:
        """Move these to the trash; one that is open is closed."""
        self._drop([each for each in items if each])

    def set_narrow(self, *, narrow: bool) -> None:
        """Show list or editor, not both, where there is room for one."""
        self._narrow = narrow
        self.panes.offer_way_back(offered=narrow and not self.alone)
        self._arrange()

    def on_items_changed(self, ids: frozenset[str], by: object) -> None:
        self.panes.on_items_changed(ids, by)
        self.feed.on_items_changed(ids)
        self.looks.on_items_changed(ids)

    def _drop(self, items: Sequence[str]) -> None:
        if not items or self._is_trash():
            return
        if self._wanted in items:
            self.close_item()
        self.several.drop(list(items))

    def _is_trash(self) -> bool:
        return self.section == TRASH and not self._asked.words

    def _on_read(self) -> None:
        """Follow the list: what was chosen may have gone, or is found in another place."""
        count = self.list.rows.count_chosen()
        if self.panes.shows_selection():
            if count > 1:
                self._on_several_chosen(count)
            else:
                self.close_item()
        elif self._wanted and count <= 1 and self.list.current() != self._wanted:
            self.list.select(self._wanted)

    def _on_several_chosen(self, count: int) -> None:
        """Offer what can be done with them, or where there is room for one only a button to that."""
        self.panes.flush()
        self._wanted = ""
        if self._narrow and not self.panes.shows_selection():
            self.panes.show_nothing()
            self.list.act.show()
            self._arrange()
        else:
            self._show_selection(count)

    def _on_closed(self) -> None:
        """Go back to the list, where it was left."""
        self.close_item()
        self.list.act.setVisible(self._narrow and self.list.rows.count_chosen() > 1)
        self.looks.take_focus()

    def _show_selection(self, count: int) -> None:
        self.list.act.hide()
        self.panes.show_selection(count, trashed=self._is_trash())
        self._arrange()

    def _on_made(self, kind: str, changed: ItemsChanged) -> None:
        section = self._kinds[kind].section or kind
        self._ask(Asked(self.space, section) if self.section != section else self._asked)
        self._wanted = next(iter(changed.ids))
        self._tasks.run(partial(self._items.show, self._wanted), self._on_new_item, self._fail)

    def _on_new_item(self, item: Item) -> None:
        self._on_item(item)
        self.panes.editors.focus_title(item.kind)

    def _on_item(self, item: Item) -> None:
        if item.id == self._wanted:
            self.panes.show_item(item)
            self._arrange()
            self.shown.emit(item)

    def _on_changed(self, changed: ItemsChanged) -> None:
        self.on_items_changed(changed.ids, self)

    def _on_restore_requested(self, item: str) -> None:
        self.panes.show_nothing()
        self._arrange()
        self.several.restore([item])

    def _on_settled(self, item: str, field: str, value: str) -> None:
        self._tasks.run(
            partial(self._items.settle, item, field, value), lambda _done: self.open_item(item), self._fail
        )

    def _on_redo(self) -> None:
        """Do again: in the text that is being typed, or else in the list."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit):
            focused.redo()
        else:
            self.redo()

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)

    def _arrange(self) -> None:
        nothing = self.panes.shows_nothing()
        self.looks.setVisible(not self.alone and (not self._narrow or nothing))
        self.panes.setVisible(self.alone or not nothing or not (self._narrow or self.looks.look))


def _redo_keys() -> set[QKeySequence]:
    """Return what stands for doing again here, and Ctrl+Y, which people know from elsewhere."""
    return {*QKeySequence.keyBindings(Keys.Redo), QKeySequence("Ctrl+Y")}
