"""Items as windows and commands are given them."""

from dataclasses import dataclass
from hashlib import sha256

from sync.engine import merge
from sync.engine.notebook import Notebook
from sync.errors import UnknownItem
from sync.model import housing, kinds
from sync.model.kinds.declaration import split_tags
from sync.model.records import Seen, Value
from sync.store import chains, docs
from sync.store import records as table
from sync.store.database import Db
from sync.wire import codec


@dataclass(frozen=True, slots=True)
class FieldValue:
    value: str
    author: str
    when_ms: int


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


def row(one: table.Record) -> ItemRow:
    place = (one.record.hex(), one.space.hex(), one.kind)
    return ItemRow(
        *place, one.title, one.preview, split_tags(one.tags), one.changed_ms, one.twofold, not one.present
    )


def item(db: Db, book: Notebook, name: str) -> Item:
    """Return an item by its whole id. Raises UnknownItem."""
    try:
        record = bytes.fromhex(name)
    except ValueError as error:
        raise UnknownItem(name=name) from error
    known = table.get(db, record)
    if known is None:
        raise UnknownItem(name=name)
    kind = kinds.find(known.kind)
    fields: dict[str, tuple[FieldValue, ...]] = {}
    for field, values in table.every_value(db, record).items():
        texts = merge.said(kind, field, values)
        authors = [_author(db, book, known.space, value) for value in values if value.value is not None]
        fields[field] = tuple(FieldValue(text, *who) for text, who in zip(texts, authors, strict=False))
    writer = _writer(db, book, known)
    for field, text in docs.texts(db, record).items():
        fields[field] = (FieldValue(text, writer, known.changed_ms),)
    shown = {field: values for field, values in fields.items() if values}
    place = (name, known.space.hex(), known.kind, known.title)
    seen = {device[:8]: seq for device, seq in chains.vector(db, known.space).items()}
    return Item(*place, shown, not known.present, known.changed_ms, seen)


def _author(db: Db, book: Notebook, space: bytes, value: Value) -> tuple[str, int]:
    return _name(db, book, space, value.stamp.dev8), value.wall_ms


def _writer(db: Db, book: Notebook, known: table.Record) -> str:
    """Who changed a record last."""
    last = max(table.alive(db, known.record), default=None)
    return _name(db, book, known.space, last.dev8) if last else ""


def _name(db: Db, book: Notebook, space: bytes, dev8: bytes) -> str:
    state = book.state(db, space)
    person = state.authors.get(dev8, b"")
    return housing.name_of(state, person)


def digest(db: Db, space: bytes) -> str:
    """Return a hash of all that is shown: equal on two laptops exactly when they show the same."""
    records = [*table.listed(db, space, None, present=True), *table.listed(db, space, None, present=False)]
    said = []
    for one in sorted(records, key=lambda record: record.record):
        kind = kinds.find(one.kind)
        values = table.every_value(db, one.record)
        fields = [[name, list(merge.said(kind, name, each))] for name, each in sorted(values.items())]
        texts = [[name, text] for name, text in sorted(docs.texts(db, one.record).items()) if text]
        said.append([one.record, one.kind, one.present, fields, texts])
    return sha256(codec.encode(said)).hexdigest()
