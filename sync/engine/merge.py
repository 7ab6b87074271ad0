"""How one operation on content changes what is shown; the same for our own edits and others'."""

from collections.abc import Mapping

from crypto.labels import Label, identifier
from sync.engine.notebook import Notebook
from sync.model import document, kinds, ops, records, update
from sync.model.document import Document
from sync.model.records import Stamp, Value
from sync.store import docs, search
from sync.store import records as table
from sync.store.database import Db
from sync.store.records import Row

GENERATION = 0
RECORD_SIZE = 16
OPEN_DOCUMENTS = 200  # kept in memory while a batch is being merged
PREVIEW = 160
Seen = Mapping[bytes, int]
"""For each device (its first 8 bytes) the highest seq that an entry's author had applied."""


def doc_id(record: bytes, field: str) -> bytes:
    return record + field.encode("ascii")


class Merge:
    """One batch of operations in one space; `finish` brings lists and search up to date."""

    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._db = db
        self._book = book
        self._space = space
        self._documents: dict[bytes, Document] = {}
        self._changed: dict[bytes, int] = {}

    def apply(self, op: ops.Op, author: bytes, stamp: Stamp, seen: Seen, wall_ms: int) -> None:
        """Apply one operation. Raises update.BadUpdate for a text update that may not be applied."""
        match op:
            case ops.New(record, kind):
                table.become(self._db, record, self._space, kind)
                self._alive(record, stamp, wall_ms)
            case ops.Set(record, field, value):
                self._assign(record, field, Value(stamp, value, wall_ms), seen)
                self._alive(record, stamp, wall_ms)
            case ops.Clear(record, field):
                self._assign(record, field, Value(stamp, None, wall_ms), seen)
                self._alive(record, stamp, wall_ms)
            case ops.Drop(record):
                table.cover(self._db, record, seen)
                self._changed[record] = wall_ms
            case ops.Doc(identifier_, generation, data):
                self._update(identifier_, generation, data, author)
                self._alive(identifier_[:RECORD_SIZE], stamp, wall_ms)
            case _:
                pass  # kept with its entry, shown once a release knows it (A10.3)

    def _alive(self, record: bytes, stamp: Stamp, wall_ms: int) -> None:
        table.touch(self._db, record, self._space, stamp)
        self._changed[record] = max(wall_ms, self._changed.get(record, 0))

    def _assign(self, record: bytes, field: str, value: Value, seen: Seen) -> None:
        existing = table.values(self._db, record, field)
        table.replace(self._db, record, field, records.assign(existing, value, seen))

    def _update(self, name: bytes, generation: int, data: bytes, author: bytes) -> None:
        opened = self.document(name, generation)
        client = peer(self._space, author, name, generation)
        update.check_update(data, client, opened.clocks())
        opened.apply(data)

    def document(self, name: bytes, generation: int = GENERATION) -> Document:
        if name not in self._documents:
            if len(self._documents) >= OPEN_DOCUMENTS:
                self._keep_documents()
            mine = peer(self._space, self._book.me.device, name, generation)
            self._documents[name] = Document(mine, docs.state(self._db, name, generation))
        return self._documents[name]

    def _keep_documents(self) -> None:
        for name, opened in self._documents.items():
            docs.put(self._db, name, self._space, GENERATION, opened.state(), opened.text)
        self._documents.clear()

    def finish(self) -> frozenset[bytes]:
        """Bring the list rows and the search index of all changed records up to date."""
        self._keep_documents()
        for record, wall_ms in self._changed.items():
            refresh(self._db, record, wall_ms)
        return frozenset(self._changed)


def peer(space: bytes, device: bytes, name: bytes, generation: int) -> int:
    """The merge library's client number of a device in one text (A5.3.1)."""
    place = space + device + name + generation.to_bytes(4, "little")
    return document.peer_id(identifier(Label.PEER, place))


def refresh(db: Db, record: bytes, wall_ms: int) -> None:
    header = table.header(db, record)
    if header is None or header.kind is None:
        return
    kind = kinds.find(header.kind)
    fields = table.every_value(db, record)
    texts = docs.texts(db, record)
    shown = {name: _text(values) for name, values in fields.items()} | texts
    twofold = any(len(values) > 1 for name, values in fields.items() if not kind.is_tags(name))
    title = shown.get(kind.title_field, "")
    body = next((text for name, text in texts.items()), "")
    row = Row(title, _preview(body), shown.get("tags", ""), twofold, wall_ms, table.is_alive(db, record))
    table.put_row(db, record, row)
    searchable = [shown.get(field.name, "") for field in kind.fields if field.searchable]
    if row.present:
        search.index(db, record, "\n".join(part for part in searchable if part))
    else:
        search.remove(db, record)


def _text(values: tuple[Value, ...]) -> str:
    return "\n".join(str(value.value) for value in values if value.value is not None)


def _preview(body: str) -> str:
    return " ".join(body[: PREVIEW * 2].split())[:PREVIEW]
