"""Links to other items, found by their titles; people, found among the contacts or just named."""

from collections.abc import Sequence
from functools import partial

from typing_extensions import override

from desktop.models.facade import Item, ItemRow
from desktop.models.plain import one_line
from desktop.views.field_framed import Around
from desktop.views.field_picked import PickedField
from i18n import tr
from sync.model import kinds
from sync.model.kinds.declaration import Field
from sync.model.kinds.values import RECORD

FOUND_MAX, OFFERED = 200, 30


class LinksField(PickedField):
    opens = True

    def __init__(self, field: Field, around: Around) -> None:
        super().__init__(field)
        self._around = around
        self._item, self._space = "", ""
        self._titles: dict[str, str] = {}
        self._kinds = frozenset(field.kinds)

    @override
    def words_of_add(self) -> str:
        return tr("Type a title to find it")

    @override
    def name_of(self, key: str) -> str:
        return self._titles.get(key) or (tr("Something that is not here") if RECORD.fullmatch(key) else key)

    @override
    def _leads_somewhere(self, key: str) -> bool:
        return key in self._titles

    @override
    def meet(self, item: Item) -> None:
        """Find the titles of what is linked, and offer what could be."""
        self._item, self._space = item.id, item.space
        ids = [key for key in self.keys if RECORD.fullmatch(key)]
        if ids:
            work = partial(self._around.items.lists.rows, ids)
            self._around.tasks.run(work, partial(self._on_titles, item.id))

    @override
    def on_searched(self, text: str) -> None:
        words, space = text.strip(), self._space
        if not words or not space:
            return
        work = partial(self._around.items.find, words, space=space, limit=FOUND_MAX)
        self._around.tasks.run(work, partial(self._on_found, text))

    def _on_titles(self, item: str, rows: Sequence[ItemRow]) -> None:
        if item == self._item:
            here = [row for row in rows if row.space == self._space and not row.trashed]
            self._titles |= {row.id: row.title or tr("Without a title") for row in here}
            self.show_rows()

    def _on_found(self, text: str, rows: Sequence[ItemRow]) -> None:
        """Offer what was found, unless something else is being typed by now."""
        if text != self.finder.text():
            return
        fitting = [row for row in rows if self._fits(row)][:OFFERED]
        self._titles |= {row.id: row.title or tr("Without a title") for row in fitting}
        self.finder.offer([(_called(row, several=len(self._kinds) != 1), row.id) for row in fitting])
        completer = self.finder.completer()
        if self.finder.hasFocus():
            completer.setCompletionPrefix("")
            completer.complete()

    def _fits(self, row: ItemRow) -> bool:
        wanted = not self._kinds or row.kind in self._kinds
        return wanted and row.id != self._item and row.id not in self.keys and not row.trashed


class PersonsField(LinksField):
    """Whoever is no contact is kept by name."""

    free = True

    def __init__(self, field: Field, around: Around) -> None:
        super().__init__(field, around)
        self._kinds = frozenset({"contact"})

    @override
    def words_of_add(self) -> str:
        return tr("Type a name")


def _called(row: ItemRow, *, several: bool) -> str:
    """Return a title, with what it is where it could be several things."""
    title = one_line(row.title, 80) or tr("Without a title")
    kind = kinds.find(row.kind)
    return tr("{title} ({kind})", title=title, kind=tr(kind.label)) if several and kind else title
