"""How one operation on content changes what is shown; the same for our own edits and others'."""

from collections.abc import Mapping
from dataclasses import dataclass

from crypto.labels import Label, identifier
from sync.engine import agenda_index, attach_log, moments
from sync.engine.notebook import Notebook
from sync.engine.registers import Fields, Registers
from sync.model import attaching, document, kinds, ops, records, update
from sync.model.attaching import Attach
from sync.model.document import Document
from sync.model.kinds.declaration import FieldType, Kind, union
from sync.model.records import Seen, Stamp, Value
from sync.store import docs, facets, lying, search
from sync.store import records as table
from sync.store.database import Db

GENERATION = 0
OPEN_DOCUMENTS = 200  # kept in memory while a batch is being merged
PREVIEW = 160  # characters


@dataclass(frozen=True, slots=True)
class Author:
    """Who made an operation, where it stands, what they had seen, and their clock (for display)."""

    device: bytes
    stamp: Stamp
    seen: Seen
    wall_ms: int


def doc_id(record: bytes, field: str) -> bytes:
    return record + field.encode("ascii")


class Merge:
    """One batch of operations in one space; `finish` brings lists and search up to date."""

    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._db = db
        self._book = book
        self._space = space
        self._documents: dict[tuple[bytes, int], Document] = {}
        self._registers = Registers(db, space)
        self._changed: dict[bytes, int] = {}
        self._checked: set[bytes] = set()
        self._touched: dict[bytes, Stamp] = {}
        self._dropped: set[bytes] = set()

    def apply(self, op: ops.Op, author: Author) -> None:
        """Apply one operation. Raises update.BadUpdate for one that may not be applied."""
        if isinstance(op, Attach):
            attach_log.described(self._db, self._book, self._space, op, author.device)
        record = _record(op)
        if record is None:
            return  # kept with its entry, shown once a release knows it (A10.3)
        self._check_space(record)
        match op:
            case ops.New(_, kind):
                table.become(self._db, record, self._space, kind)
            case ops.Set(_, field, value):
                self._registers.assign(record, field, _values(author, value), author.seen)
            case ops.Several(_, field, values):
                self._registers.assign(record, field, _values(author, *values), author.seen)
            case ops.Clear(_, field):
                self._registers.assign(record, field, _values(author, None), author.seen)
            case ops.Doc(name, generation, data):
                self._update(name, generation, data, author.device)
            case _:
                self._drop(record, author)
                return
        self.written(record, author)

    def _check_space(self, record: bytes) -> None:
        """A record stays in its space: another space's members cannot reach it."""
        if record in self._checked:
            return
        space = table.space_of(self._db, record)
        if space not in (None, self._space):
            raise update.BadUpdate("other-space")
        self._checked.add(record)

    def written(self, record: bytes, author: Author) -> None:
        """Note an operation that keeps *record* present."""
        if self._touched.get(record) != author.stamp:
            self._registers.mark(record, author.stamp)
            self._touched[record] = author.stamp
        self._changed[record] = max(author.wall_ms, self._changed.get(record, 0))

    def _drop(self, record: bytes, author: Author) -> None:
        self._touched.pop(record, None)
        self._dropped.add(record)
        marks = self._registers.marks(record)
        kept = records.alive_after_drop(marks, author.seen)
        table.cover(self._db, record, [mark for mark in marks if mark not in kept])
        self._changed[record] = max(author.wall_ms, self._changed.get(record, 0))

    def _update(self, name: bytes, generation: int, data: bytes, author: bytes) -> None:
        opened = self.document(name, generation)
        client = peer(self._space, author, name, generation)
        update.check_update(data, client, opened.clocks())
        opened.apply(data)

    def document(self, name: bytes, generation: int = GENERATION) -> Document:
        key = (name, generation)
        if key not in self._documents:
            if len(self._documents) >= OPEN_DOCUMENTS:
                self._keep_documents()
            mine = peer(self._space, self._book.me_in(self._space).device, name, generation)
            self._documents[key] = Document(mine, docs.state(self._db, name, generation))
        return self._documents[key]

    def _keep_documents(self) -> None:
        every = self._documents.items()
        docs.put_all(self._db, ((*key, one.state(), one.text) for key, one in every if one.changed))
        self._documents.clear()

    def finish(self) -> frozenset[bytes]:
        """Bring the list rows and the search index of all changed records up to date."""
        self._keep_documents()
        self._registers.write()
        before = lying.present(self._db, self._dropped)
        names: facets.Names = {}
        for record, wall_ms in self._changed.items():
            _refresh(self._db, record, wall_ms, self._registers.fields(record), names)
        lying.note(self._db, before, self._dropped, self._book.clock())
        return frozenset(self._changed)


def _values(author: Author, *said: str | None) -> list[Value]:
    return [Value(author.stamp, text, author.wall_ms) for text in said]


def _record(op: ops.Op) -> bytes | None:
    match op:
        case ops.New() | ops.Set() | ops.Several() | ops.Clear() | ops.Drop():
            return op.record
        case ops.Doc():
            return op.doc[: ops.RECORD_SIZE]
    return None


def peer(space: bytes, device: bytes, name: bytes, generation: int) -> int:
    """The merge library's client number of a device in one text (A5.3.1)."""
    place = space + device + name + generation.to_bytes(4, "little")
    return document.peer_id(identifier(Label.PEER, place))


def refresh(db: Db, record: bytes, wall_ms: int) -> None:
    """Work out a record's list row and its search text anew."""
    _refresh(db, record, wall_ms, table.every_value(db, record), {})


def _refresh(db: Db, record: bytes, wall_ms: int, fields: Fields, names: facets.Names) -> None:
    known = table.get(db, record)
    if known is None:
        return
    texts = docs.texts(db, record)
    kind = kinds.find(known.kind) or kinds.plain(known.kind, [*sorted(fields), *texts])
    said_in = {name: said(kind, name, values) for name, values in sorted(fields.items())}
    shown = {name: "\n".join(each) for name, each in said_in.items()} | texts
    twofold = any(len(each) > 1 and attaching.in_field(name) is None for name, each in said_in.items())
    body = texts.get(kind.document.name, "") if kind.document else ""
    title = shown.get(kind.title_field, "").partition("\n")[0]
    present = bool(table.alive(db, record))
    row = table.Record(
        record,
        known.space,
        kind.name,
        title,
        _preview(body),
        shown.get("tags", ""),
        twofold,
        wall_ms,
        present,
    )
    table.show(db, row)
    _index(db, kind, row, shown)
    facets.index(db, record, kind, facets.pairs(kind, shown) if present else set(), names)


def _index(db: Db, kind: Kind, row: table.Record, shown: Mapping[str, str]) -> None:
    agenda_index.keep(db, kind, row, shown)
    if row.present:
        parts = [shown.get(field.name, "") for field in kind.fields if field.searchable]
        parts += [text for name, text in shown.items() if name.startswith(attaching.FIELD)]
        search.index(db, row.record, "\n".join(part for part in parts if part), _heavy(kind, shown))
    else:
        search.remove(db, row.record)


def _heavy(kind: Kind, shown: Mapping[str, str]) -> dict[int, str]:
    """Return what counts for more than any text, by how much it does."""
    found: dict[int, str] = {}
    for field in kind.fields:
        if field.weight > 1 and (text := shown.get(field.name, "")):
            weight = min(field.weight, max(search.COLUMNS))
            found[weight] = f"{found[weight]}\n{text}" if weight in found else text
    return found


def said(kind: Kind | None, name: str, values: tuple[Value, ...]) -> tuple[str, ...]:
    """The texts of a field as they are shown: each once, tags as one union, a cleared field as nothing.

    Where two people said on different days that something is right, it was right on the later one.
    """
    texts = tuple(dict.fromkeys(value.value for value in values if value.value is not None))
    field = kind.field(name) if kind else None
    if field is not None and field.type is FieldType.TAGS and len(texts) > 1:
        return (union(texts),)
    if field is not None and field.fresh_days and len(texts) > 1:
        return (max(texts, key=lambda text: (moments.read(text) is not None, text)),)
    return texts


def one_text(kind: Kind, name: str, values: tuple[Value, ...]) -> str:
    return "\n".join(said(kind, name, values))


def _preview(body: str) -> str:
    return " ".join(body[: PREVIEW * 2].split())[:PREVIEW]
