"""Edits one item of any kind: its form comes from the declaration of the kind."""

import time
from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.models import when
from desktop.models.facade import FieldValue, Item, Items
from desktop.models.wording import USUAL
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views import field_grid, fields
from desktop.views.autosave import Autosave
from desktop.views.field_framed import Around, Framed
from desktop.views.field_grid import FieldGrid
from desktop.views.plainfields import PlainFields
from desktop.views.versions import Versions
from i18n import tr
from sync.model.kinds.declaration import Field, FieldType, Kind

BODY = "body"
PAGE_FIELDS = 4  # a kind with no more than these is mostly its text


class ItemEditor(QFrame):
    """Never reloads its own typing; what others wrote is shown at the next pause."""

    link_wanted = Signal(QUrl)
    item_wanted = Signal(str)
    failed = Signal(object)
    trash_requested = Signal(str)
    settled = Signal(str, str, str)
    closed = Signal()
    history_wanted = Signal()
    shown = Signal(object)
    """The item as it is in the notebook now; nothing once its words are gone from the window."""

    def __init__(self, kind: Kind, items: Items, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.wording = kind, USUAL
        self.setProperty("role", "pane")
        self._items, self._tasks = items, tasks
        self._item = ""
        self._stale = False
        self._around = Around(items, tasks)
        self._drafts: dict[tuple[str, str], str] = {}  # what is no value yet, by item and field
        self.fields: dict[str, Framed] = {}
        self._versions: dict[str, QVBoxLayout] = {}
        self.autosave = Autosave(items, tasks, self, self)
        self.autosave.saved.connect(self._on_saved)
        self.autosave.failed.connect(self.failed)
        self._when = parts.label("", "hint", wrap=False)
        self._form = FieldGrid()
        self.besides = PlainFields()
        self.shown.connect(lambda item: self.besides.show_fields(item, self.kind))
        outer = parts.column(self, gap=2, margin=0)
        outer.addLayout(self._head())
        outer.addWidget(self._scrolled(), 1)
        for number, field in enumerate(_ordered(kind)):
            self._add(field)
            if not number and any(map(field_grid.may_leave, kind.fields)):
                self._form.add(field_grid.legend(), wide=True)
        self._form.add(self.besides, wide=True)
        if not any(field.type is FieldType.DOCUMENT for field in kind.fields):
            self._form.add(QWidget(), wide=True, stretch=1)

    @property
    def item(self) -> str:
        return self._item

    def show_item(self, item: Item) -> None:
        """Show *item*, leaving what was typed in another one to the notebook."""
        self._hold_drafts()
        known = self.autosave.begin(item)
        if item.id != self._item:
            self._area.verticalScrollBar().setValue(0)  # another one is read from its beginning
        self._item = item.id
        self._stale = False
        for name, editor in self.fields.items():
            editor.begin(known.get(name, ""))
            draft = self._drafts.pop((item.id, name), "")
            if draft:
                editor.resume(draft)
        self._dress(item)

    def clear(self) -> None:
        """Forget all words, so that nothing stays in the window; what is no value yet waits for its item."""
        self._hold_drafts()
        self.autosave.clear()
        self._item = ""
        self.shown.emit(None)
        for editor in self.fields.values():
            editor.begin("")

    def _hold_drafts(self) -> None:
        drafts = {(self._item, name): editor.draft() for name, editor in self.fields.items()}
        self._drafts |= {place: draft for place, draft in drafts.items() if draft and self._item}

    def add_tool(self, made: QToolButton) -> None:
        """Put a tool into the head, before the way to the trash."""
        self._tools.insertWidget(self._tools.count() - 1, made)

    def add_above(self, made: QWidget) -> None:
        """Put something above the form, to be scrolled with it."""
        self._page.insertWidget(0, made)

    def add_below(self, made: QWidget) -> None:
        """Put something below the form, to be scrolled with it: a low screen has no room for both."""
        self._page.addWidget(made)

    def focus_title(self) -> None:
        self.fields[self.kind.title_field].setFocus()

    def flush(self) -> None:
        for each in self.fields.values():
            each.finish()
        self.autosave.flush()

    def on_items_changed(self, ids: frozenset[str], by: object) -> None:
        """Reload when somebody else changed this item: now, or at the next pause."""
        if by is self or self._item not in ids:
            return
        if self.autosave.is_typing():
            self._stale = True
        else:
            self._reload()

    def _reload(self) -> None:
        item = self._item
        self._tasks.run(partial(self._items.show, item), self._on_reloaded, self.failed.emit)

    def _on_reloaded(self, item: Item) -> None:
        if item.id != self._item:
            return
        if self.autosave.is_typing():
            self._stale = True
            return
        if item.trashed:
            self.closed.emit()  # what is written in the trash is found by nobody
            return
        self._stale = False
        known = self.autosave.learn(item)
        for name, editor in self.fields.items():
            editor.set_text(known.get(name, ""))
        self._dress(item)

    def _on_saved(self, item: str, kept: dict[str, str]) -> None:
        if item != self._item:
            return
        self._say_when(round(time.time() * 1000))
        moved = any(self.fields[name].text() != text for name, text in kept.items() if name in self.fields)
        if (self._stale or moved) and not self.autosave.is_typing():
            self._reload()

    def _dress(self, item: Item) -> None:
        """Show what is about the item rather than in it: when, and fields with two values."""
        self._say_when(item.changed_ms)
        self.shown.emit(item)
        for editor in self.fields.values():
            editor.meet(item)
        for field in self.kind.fields:
            place = self._versions.get(field.name)
            if place is not None:
                self._compare(field, place, item.fields.get(field.name, ()))

    def _say_when(self, changed_ms: int) -> None:
        self._when.setText(tr("Changed {when}", when=when.short(changed_ms)))

    def _compare(self, field: Field, place: QVBoxLayout, found: tuple[FieldValue, ...]) -> None:
        """Show values beside each other; whoever decides between the same ones already is left alone."""
        now = place.itemAt(0)
        box = now.widget() if now is not None else None
        if isinstance(box, Versions) and box.shows(found, self._item):
            return
        if box is not None:
            place.takeAt(0)
            box.hide()
            box.deleteLater()
        if len(found) > 1 and field.type not in (FieldType.DOCUMENT, FieldType.TAGS):
            label = self.wording.say(f"field.{self.kind.name}.{field.name}")
            made = Versions(field, label, found)
            made.item = self._item
            made.settled.connect(self._on_settled)
            made.history_wanted.connect(self.history_wanted)
            place.addWidget(made)

    def _on_settled(self, field: str, value: str) -> None:
        self.settled.emit(self._item, field, value)

    def _head(self) -> QHBoxLayout:
        head = self._tools = parts.row(gap=1, margin=0)
        parts.margins(head, 2 * em(), em() // 2, em(), 0)
        self.back = parts.tool("arrow-left", tr("Back to the list"), self.closed.emit)
        self.back.hide()
        head.addWidget(self.back)
        head.addWidget(self._when)
        head.addStretch(1)
        head.addWidget(
            parts.tool("trash-2", tr("Move to the trash"), lambda: self.trash_requested.emit(self._item))
        )
        return head

    def _scrolled(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("body")
        self._page = parts.column(inside)
        around = parts.column()
        parts.margins(around, 2 * em(), 0, em() if self._has_page() else 2 * em(), em())
        around.addWidget(self._form)
        self._page.addLayout(around, 1)
        self._area = parts.scrolled(inside)
        return self._area

    def _add(self, field: Field) -> None:
        editor = self._made(field)
        editor.edited.connect(self._on_edited)
        editor.item_wanted.connect(self.item_wanted)
        self.fields[field.name] = editor
        bare = field.name == self.kind.title_field or self._is_page(field) or self._is_whisper(field)
        place = parts.column()
        self._versions[field.name] = place
        shown = QWidget()
        inner = parts.column(shown, gap=2)
        inner.addWidget(editor if bare else field_grid.labelled(field, editor), 1)
        inner.addLayout(place)
        stretch = 1 if field.type is FieldType.DOCUMENT else 0
        self._form.add(shown, wide=bare or field_grid.is_wide(field), stretch=stretch)

    def _made(self, field: Field) -> Framed:
        if field.name == self.kind.title_field:
            return fields.LineField(field, role="headline", hint=tr(field.label))
        if self._is_whisper(field):
            return fields.LineField(field, role="whisper", hint=tr(field.help))
        made = fields.made(field, self._around, self.kind.name)
        if isinstance(made, fields.DocumentField):
            made.link_wanted.connect(self.link_wanted)
        return made

    def _has_page(self) -> bool:
        return any(self._is_page(field) for field in self.kind.fields)

    def _is_page(self, field: Field) -> bool:
        return field.name == BODY and len(self.kind.fields) <= PAGE_FIELDS

    def _is_whisper(self, field: Field) -> bool:
        return field.type is FieldType.TAGS and len(self.kind.fields) <= PAGE_FIELDS

    def _on_edited(self, field: str) -> None:
        text = self.fields[field].text()
        self.autosave.type(field, text)
        for each in self.fields.values():
            each.heed(field, text)


def _ordered(kind: Kind) -> list[Field]:
    """Return what the form shows: the title first, and tags before a text that takes all the room.

    Where several texts begin a kind, they are what it is about, and stay before the rest.
    """
    shown = [field for field in kind.fields if not field.hidden]
    first = [field for field in shown if field.name == kind.title_field]
    texts = [field for field in shown if field.type is FieldType.DOCUMENT]
    begun = shown[len(first) : len(first) + 2]
    last = [] if all(field in texts for field in begun) else texts
    return [*first, *(field for field in shown if field not in (*first, *last)), *last]
