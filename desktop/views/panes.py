"""The pane beside the list: an editor for each kind, the trash, or an invitation to choose."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from desktop.models.facade import Item, ItemRow, Items
from desktop.models.wording import USUAL, Wording
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em
from desktop.views.editor import ItemEditor
from desktop.views.naming import name_form
from desktop.views.plainfields import PlainPane
from desktop.views.reading import Readers, ReadingPage
from desktop.views.selecting import SelectionPane
from desktop.views.trash import TrashPane
from i18n import tr
from sync.model.kinds.declaration import Kind


class Editors(dict[str, ItemEditor]):
    """An editor for each kind, made when it is first asked for: together they are hundreds of boxes."""

    def __init__(self, made: Callable[[str], ItemEditor]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, kind: str) -> ItemEditor:
        self[kind] = self._made(kind)
        return self[kind]

    def focus_title(self, kind: str) -> None:
        """Begin with the title, where there is an editor; for a kind of a newer release there is none."""
        if kind in self:
            self[kind].focus_title()


class Panes(QStackedWidget):
    link_wanted = Signal(QUrl)
    item_wanted = Signal(str)
    editor_made = Signal(object)
    failed = Signal(object)
    trash_requested = Signal(str)
    restore_requested = Signal(str)
    settled = Signal(str, str, str)
    closed = Signal()

    def __init__(self, kinds: Mapping[str, Kind], items: Items, tasks: Tasks) -> None:
        super().__init__()
        self._kinds, self._items, self._tasks = kinds, items, tasks
        self._way_back = False
        self._wording, self._space = USUAL, ""
        self._shown_of: dict[str, str] = {}  # by kind the space of the item that is shown
        self.selection = SelectionPane()
        self.selection.closed.connect(self.closed)
        self.trash = TrashPane()
        self.trash.restore_requested.connect(self.restore_requested)
        self.plain = PlainPane()
        self.plain.trash_requested.connect(self.trash_requested)
        self.plain.closed.connect(self.closed)
        self.editors = Editors(self._made_editor)
        self.readers = Readers(self)
        self._nothing = self._made_nothing()
        for pane in (self._nothing, self.selection, self.trash, self.plain):
            self.addWidget(pane)
        self.readers.edit_wanted.connect(self._on_edit_wanted)
        for made, hearer in (
            (self.readers.item_wanted, self.item_wanted),
            (self.readers.link_wanted, self.link_wanted),
            (self.readers.trash_requested, self.trash_requested),
            (self.readers.failed, self.failed),
            (self.readers.closed, self.closed),
        ):
            made.connect(hearer)

    def shows_nothing(self) -> bool:
        return self.currentWidget() is self._nothing

    def show_nothing(self) -> None:
        """Empty every editor, so that no word stays behind."""
        for each in self._both():
            each.clear()
        self.plain.clear()
        self.setCurrentWidget(self._nothing)

    def shows_selection(self) -> bool:
        return self.currentWidget() is self.selection

    def show_selection(self, count: int, *, trashed: bool) -> None:
        """Offer what can be done with several at once."""
        if not self.shows_selection():
            self.show_nothing()
        self.selection.show_count(count, trashed=trashed)
        self.setCurrentWidget(self.selection)

    def show_row(self, row: ItemRow) -> None:
        self.trash.show_row(row)
        self.setCurrentWidget(self.trash)

    def show_item(self, item: Item) -> None:
        """Show *item* in the editor of its kind; one of a newer release has none, and is only read."""
        if item.kind not in self._kinds:
            self.plain.show_item(item)
            self.setCurrentWidget(self.plain)
            return
        page = self.readers.of(item)
        if page is None:
            self._edit(item)
        else:
            page.show_item(item)
            self.setCurrentWidget(page)

    def _on_edit_wanted(self, item: str) -> None:
        self._tasks.run(partial(self._items.show, item), self._edit, self.failed.emit)

    def _edit(self, item: Item) -> None:
        editor = self.editors[item.kind]
        self._shown_of[item.kind] = item.space
        self._name(item.kind)
        if editor.item != item.id or not editor.autosave.is_typing():
            editor.show_item(item)
        self.setCurrentWidget(editor)

    def speak(self, wording: Wording, space: str) -> None:
        """Name the parts of forms as *space* does; an item of another one keeps the usual names."""
        self._wording, self._space = wording, space
        for kind in self._shown_of:
            self._name(kind)

    def _name(self, kind: str) -> None:
        wording = self._wording if self._shown_of[kind] == self._space else USUAL
        if self.editors[kind].wording is not wording:
            name_form(self.editors[kind], wording)

    def flush(self) -> None:
        """Keep now whatever is still being typed."""
        for each in self._both():
            each.flush()

    def is_typing(self) -> bool:
        return any(editor.autosave.is_typing() for editor in self.editors.values())

    def on_items_changed(self, ids: frozenset[str], by: object) -> None:
        for each in self._both():
            each.on_items_changed(ids, by)

    def offer_way_back(self, *, offered: bool) -> None:
        self._way_back = offered
        self.selection.back.setVisible(offered)
        self.plain.back.setVisible(offered)
        for each in self._both():
            each.back.setVisible(offered)

    def _both(self) -> list[ItemEditor | ReadingPage]:
        return [*self.editors.values(), *self.readers.pages.values()]

    def _made_editor(self, kind: str) -> ItemEditor:
        made = ItemEditor(self._kinds[kind], self._items, self._tasks)
        made.back.setVisible(self._way_back)
        made.item_wanted.connect(self.item_wanted)
        made.link_wanted.connect(self.link_wanted)
        made.failed.connect(self.failed)
        made.trash_requested.connect(self.trash_requested)
        made.settled.connect(self.settled)
        made.closed.connect(self.closed)
        self.addWidget(made)
        self.editor_made.emit(made)
        return made

    def _made_nothing(self) -> QFrame:
        made = parts.frame("pane")
        inner = parts.column(made, gap=3, margin=6)
        middle = Qt.AlignmentFlag.AlignHCenter
        inner.addStretch(1)
        inner.addWidget(parts.picture("notebook-pen", 3 * em(), Role.Mid), 0, middle)
        hint = parts.label(tr("Choose something from the list, or begin something new."), "hint")
        hint.setAlignment(middle)
        inner.addWidget(hint)
        inner.addStretch(2)
        return made
