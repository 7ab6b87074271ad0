"""The texts of a branch that split off: kept as items of their own, so that no word is lost (A5.5)."""

from dataclasses import dataclass
from hashlib import sha256

from sync.engine import merge
from sync.engine.branches import Branches, Writer
from sync.engine.merge import GENERATION
from sync.engine.notebook import Notebook
from sync.model import entry, ops
from sync.model.document import Document
from sync.model.entry import Entry
from sync.model.update import BadUpdate
from sync.store import docs, entries, records
from sync.store.database import Db

Vector = dict[bytes, int]


@dataclass(frozen=True, slots=True)
class _Tip:
    """The last entry of a branch that wrote in a text, and what its author had applied."""

    entry: Entry
    seen: Vector
    writer: Writer


class Strands:
    """The merge library numbers a device's letters; two branches used the same numbers for different ones."""

    def __init__(self, db: Db, book: Notebook, space: bytes, branches: Branches) -> None:
        self._db = db
        self._space = space
        self._branches = branches
        self._book = book
        self._tips: dict[tuple[bytes, bytes], _Tip] = {}

    def add(self, op: ops.Doc, one: Entry, seen: Vector, writer: Writer) -> None:
        self._tips[writer.dev8, op.doc] = _Tip(one, seen, writer)

    def finish(self) -> frozenset[bytes]:
        """Write what each branch made of each text; return the records that hold it."""
        return frozenset(
            made for (_, doc), tip in sorted(self._tips.items()) if (made := self._keep(doc, tip)) is not None
        )

    def _keep(self, doc: bytes, tip: _Tip) -> bytes | None:
        record, field = doc[: ops.RECORD_SIZE], doc[ops.RECORD_SIZE :].decode("ascii")
        known, text = records.get(self._db, record), self._text(doc, tip)
        if known is None or known.space != self._space or text == docs.texts(self._db, record).get(field):
            return None
        made = sha256(record + tip.writer.dev8).digest()[: ops.RECORD_SIZE]
        self._copy(made, known)
        apart = merge.doc_id(made, field)
        fresh = Document(merge.peer(self._space, tip.writer.dev8, apart, GENERATION))
        fresh.edit(text)
        docs.put(self._db, apart, GENERATION, fresh.state(), text)
        merge.refresh(self._db, made, tip.entry.header.wall_ms)
        return made

    def _copy(self, made: bytes, known: records.Record) -> None:
        """The other fields as they are shown, under the stamps of those who wrote them."""
        records.become(self._db, made, self._space, known.kind)
        for stamp in records.alive(self._db, known.record):
            records.touch(self._db, made, self._space, stamp)
        for field, values in records.every_value(self._db, known.record).items():
            records.replace(self._db, made, field, values)

    def _text(self, doc: bytes, tip: _Tip) -> str:
        opened = Document(merge.peer(self._space, self._book.me_in(self._space).device, doc, GENERATION))
        for _, one in entries.every(self._db, self._space):
            writer = self._branches.writer(one)
            if entry.is_membership(one.header) or one.header.seq > tip.seen.get(writer.dev8, -1):
                continue
            for said in one.header.ops:
                op = ops.decode(said)
                if isinstance(op, ops.Doc) and (op.doc, op.generation) == (doc, GENERATION):
                    _apply(opened, op.update)
        return opened.text


def _apply(opened: Document, data: bytes) -> None:
    try:
        opened.apply(data)
    except BadUpdate:
        return  # it was refused, and reported, when it was merged
