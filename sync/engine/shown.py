"""Items as windows and commands are given them."""

from dataclasses import dataclass
from hashlib import sha256

from sync.engine import merge
from sync.engine.notebook import Notebook
from sync.errors import UnknownItem
from sync.model import attaching, housing, kinds
from sync.model.kinds.declaration import split_tags
from sync.model.records import Seen, Value
from sync.store import chains, docs, newcomers
from sync.store import records as table
from sync.store.database import Db
from sync.wire import codec


@dataclass(frozen=True, slots=True)
class FieldValue:
    value: str
    author: str
    when_ms: int
    checked: str = ""
    """How the author's words were compared: in-person, call, or nothing; "me" where it is this person."""


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    space: str
    kind: str
    title: str
    fields: dict[str, tuple[FieldValue, ...]]
    """For each field that has a value, the one shown first and then those beside it."""
    trashed: bool
    changed_ms: int
    seen: Seen
    """What was here of every device when this was read; `Items.set` takes it back with the changes."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    id: str
    space: str
    kind: str
    title: str
    preview: str
    tags: tuple[str, ...]
    changed_ms: int
    twofold: bool
    trashed: bool
    author: str = ""
    """Who changed it last, where that was somebody else and where it was asked for."""
    stale: bool = False
    """Whether somebody is to confirm it again, where that was asked for."""


def row(one: table.Record, author: str = "", *, stale: bool = False) -> ItemRow:
    place = (one.record.hex(), one.space.hex(), one.kind)
    tags = split_tags(one.tags)
    return ItemRow(
        *place, one.title, one.preview, tags, one.changed_ms, one.twofold, not one.present, author, stale
    )


def record(db: Db, name: str) -> table.Record:
    """Return the list row of an item by its whole id. Raises UnknownItem."""
    try:
        known = table.get(db, bytes.fromhex(name))
    except ValueError as error:
        raise UnknownItem(name=name) from error
    if known is None:
        raise UnknownItem(name=name)
    return known


def item(db: Db, book: Notebook, name: str) -> Item:
    """Return an item by its whole id. Raises UnknownItem."""
    known = record(db, name)
    kind = kinds.find(known.kind)
    fields: dict[str, tuple[FieldValue, ...]] = {}
    writers = Writers(db, book, known.space)
    for field, values in table.every_value(db, known.record).items():
        if attaching.in_field(field) is not None:
            continue  # `Attachments.rows` tells of these
        said = [value for value in values if value.value is not None]
        first = {value.value: value for value in reversed(said)}
        texts = merge.said(kind, field, values)
        fields[field] = tuple(FieldValue(text, *writers.of(first.get(text, said[0]))) for text in texts)
    for field, text in docs.texts(db, known.record).items():
        fields[field] = (FieldValue(text, *writers.last(known)),)
    shown = {field: values for field, values in fields.items() if values}
    place = (name, known.space.hex(), known.kind, known.title)
    seen = {device[:8]: seq for device, seq in chains.vector(db, known.space).items()}
    return Item(*place, shown, not known.present, known.changed_ms, seen)


def side_by_side(item: Item, field: str) -> str | tuple[str, ...]:
    """Return what a field says: one value, or all that stand side by side."""
    texts = tuple(each.value for each in item.fields.get(field, ()))
    return texts if len(texts) > 1 else "".join(texts)


class Writers:
    """Who wrote what in a space: name, when, and how far one knows that it is really them."""

    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._db, self._me = db, book.everybody
        self._state, self._verified = book.state(db, space), newcomers.verified(db)

    def of(self, value: Value) -> tuple[str, int, str]:
        return self.told(value.stamp.dev8, value.wall_ms)

    def last(self, known: table.Record) -> tuple[str, int, str]:
        """Who changed a record last."""
        last = max(table.alive(self._db, known.record), default=None)
        return self.told(last.dev8 if last else b"", known.changed_ms)

    def told(self, dev8: bytes, when_ms: int) -> tuple[str, int, str]:
        person = self._state.authors.get(dev8, b"")
        checked = "me" if person in self._me else self._verified.get(person, "")
        return housing.name_of(self._state, person), when_ms, checked


def digest(db: Db, space: bytes) -> str:
    """Return a hash of all that is shown: equal on two laptops exactly when they show the same."""
    records = [*table.listed(db, space, None, present=True), *table.listed(db, space, None, present=False)]
    said = []
    for one in sorted(records, key=lambda each: each.record):
        kind = kinds.find(one.kind)
        values = table.every_value(db, one.record)
        fields = [[name, list(merge.said(kind, name, each))] for name, each in sorted(values.items())]
        texts = [[name, text] for name, text in sorted(docs.texts(db, one.record).items()) if text]
        said.append([one.record, one.kind, one.present, fields, texts])
    return sha256(codec.encode(said)).hexdigest()
