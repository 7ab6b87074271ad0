"""Items of every kind: what windows and commands do with notes, contacts and all that follow."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import compress

from sync.engine import coming_again, names, shown, trash, vocabulary
from sync.engine.beside import Beside
from sync.engine.editing import Edit, Value, check_fields, declared_kind, storable
from sync.engine.events import ItemsChanged, ItemsMade
from sync.engine.history import History
from sync.engine.lists import Lists
from sync.engine.many import Many
from sync.engine.notebook import Notebook
from sync.engine.shown import Item, ItemRow
from sync.engine.valued import as_far_as_good, canonical
from sync.errors import AmbiguousName, UnknownItem
from sync.model import ops
from sync.model.kinds.declaration import Kind
from sync.model.records import Seen
from sync.store import docs, search
from sync.store import records as table
from sync.store.database import Db

BATCH = 200


class Items:
    """Each write returns what it changed; the same is told to everybody who listens."""

    def __init__(self, book: Notebook) -> None:
        self._book = book
        self.history = History()
        self.many = Many(book, self.history)
        self.lists = Lists(book)

    # ------------------------------------------------------------ writing
    def new(self, space: str, kind: str, fields: Mapping[str, str], *, by: object = None) -> ItemsChanged:
        changed = self.new_many(space, kind, [fields], by=by)
        self.history.remember(lambda who: self.many.drop(changed.ids, by=who))
        return changed

    def new_many(
        self, space: str, kind: str, every: Sequence[Mapping[str, str]], *, by: object = None
    ) -> ItemsChanged:
        """Make many items in few transactions; nothing is remembered for undoing."""
        declared = declared_kind(kind)
        for fields in every:
            check_fields(declared, fields)
        return self._new_many(space, declared, [canonical(declared, fields) for fields in every], by)

    def bring(self, space: str, kind: str, every: Sequence[Mapping[str, str]]) -> ItemsMade:
        """The same for what files of others say: a value that does not fit its field stays as it came."""
        declared = declared_kind(kind)
        for fields in every:
            check_fields(declared, fields)
        good = [as_far_as_good(declared, fields) for fields in every]
        came = coming_again.settle(self._book, bytes.fromhex(space), declared, good)
        if came.before:
            self.history.remember(partial(self._as_before, came.before))
            self._told(ItemsChanged(frozenset(came.before)))
        made = self._bring(space, declared, came.new)
        series = coming_again.settle_series(self._book, bytes.fromhex(space), declared, good)
        if series:
            self.history.remember(partial(self._as_before, series))
            self._told(ItemsChanged(frozenset(series)))
        return made

    def _bring(self, space: str, declared: Kind, every: Sequence[Mapping[str, str]]) -> ItemsMade:
        new = coming_again.new_ones(self._book, bytes.fromhex(space), declared, every)
        made = self._new_many(space, declared, [*compress(every, new)], None)
        ids = iter(made.in_order)
        return replace(made, in_order=tuple(next(ids) if one else "" for one in new))

    def _as_before(self, before: Mapping[str, Mapping[str, str]], by: object) -> ItemsChanged:
        for item, fields in before.items():
            self._put(self.show(item), fields, None, None, by)
        return ItemsChanged(frozenset(before), by)

    def _new_many(
        self, space: str, declared: Kind, every: Sequence[Mapping[str, str]], by: object
    ) -> ItemsMade:
        made: list[str] = []
        for start in range(0, len(every), BATCH):
            part = every[start : start + BATCH]
            made += self._book.write(partial(self._make, bytes.fromhex(space), declared, part))
        changed = ItemsMade(frozenset(made), by, tuple(made))
        self._told(changed)
        return changed

    def _make(self, space: bytes, kind: Kind, every: Sequence[Mapping[str, str]], db: Db) -> list[str]:
        self._book.may_write(db, space)
        edit = Edit(db, self._book, space)
        made = []
        for fields in every:
            record = secrets.token_bytes(ops.RECORD_SIZE)
            edit.say(ops.New(record, kind.name))
            edit.fields(record, kind, fields)
            made.append(record.hex())
        edit.finish()
        return made

    def set(
        self,
        item: str,
        fields: Mapping[str, str],
        *,
        base: Mapping[str, str] | None = None,
        seen: Seen | None = None,
        by: object = None,
    ) -> ItemsChanged:
        """Change fields; with what the writer had before them, changes made meanwhile stay too.

        *base* holds the long texts as the writer saw them: both changes are merged, word by word. *seen* is
        that of the item when it was shown: a value that came since then stays, and the new one beside it.
        """
        before = self.show(item)
        kind = declared_kind(before.kind)
        check_fields(kind, fields)
        here = {name: [each.value for each in values] for name, values in before.fields.items()}
        return self._put(before, canonical(kind, fields, here), base, seen, by)

    def _put(
        self,
        before: Item,
        fields: Mapping[str, Value],
        base: Mapping[str, str] | None,
        seen: Seen | None,
        by: object,
    ) -> ItemsChanged:
        texts = {name: storable(text) if isinstance(text, str) else text for name, text in fields.items()}
        after = self._book.write(lambda db: self._set(db, before, texts, base, seen))
        self.history.remember(partial(self._set_back, before, after))
        return self._told(ItemsChanged(frozenset({before.id}), by))

    def _set_back(self, before: Item, after: Mapping[str, str], by: object) -> ItemsChanged:
        """Give fields their values of before, also side by side; of a long text what others wrote stays."""
        old = {name: shown.side_by_side(before, name) for name in after}
        return self._put(self.show(before.id), old, after, None, by)

    def _set(
        self,
        db: Db,
        before: Item,
        texts: Mapping[str, Value],
        base: Mapping[str, str] | None,
        seen: Seen | None,
    ) -> dict[str, str]:
        """Write fields, and return what they hold now."""
        space, record, kind = (
            bytes.fromhex(before.space),
            bytes.fromhex(before.id),
            declared_kind(before.kind),
        )
        self._book.may_write(db, space)
        rest = texts
        if seen is not None:
            said = {name: text for name, text in texts.items() if isinstance(text, str)}
            rest = Beside(db, self._book, space, seen).write(record, kind, said)
        edit = Edit(db, self._book, space)
        edit.fields(record, kind, rest, base)
        edit.finish()
        long = docs.texts(db, record)
        return {name: long.get(name, "") for name in texts}

    def settle(self, item: str, field: str, value: str, *, by: object = None) -> ItemsChanged:
        """Decide between values that stand side by side; taken back, they stand side by side again."""
        return self.set(item, {field: value}, by=by)

    def drop(self, item: str, *, by: object = None) -> ItemsChanged:
        return self.many.drop([item], by=by)

    def restore(self, item: str, *, by: object = None) -> ItemsChanged:
        return self.many.restore([item], by=by)

    def _told(self, changed: ItemsChanged) -> ItemsChanged:
        self._book.events.tell(changed)
        return changed

    # ------------------------------------------------------------ reading
    def show(self, item: str) -> Item:
        return self._book.read(lambda db: shown.item(db, self._book, item))

    def rows(self, space: str, kind: str | None = None, *, trashed: bool = False) -> list[ItemRow]:
        place = bytes.fromhex(space)
        listed = self._book.read(lambda db: table.listed(db, place, kind, present=not trashed))
        gone = self._book.read(lambda db: trash.hidden(db, place, self._book.clock())) if trashed else set()
        return [shown.row(one) for one in listed if one.record not in gone]

    def find(self, words: str, *, space: str | None = None, limit: int = 50) -> list[ItemRow]:
        within = bytes.fromhex(space) if space else None
        found = self._book.read(lambda db: search.whole(db, vocabulary.question(db, words, within), limit))
        return [shown.row(one) for one in found]

    def find_id(self, text: str) -> str:
        """Return the id of the one item with this exact title or beginning of an id."""
        found = self._book.read(lambda db: table.candidates(db, text))
        return names.the_one(text, found, missing=UnknownItem, several=AmbiguousName)
