"""What is shown, worked out anew from the signed entries, which are the truth (A5.3.6, A5.5, A5.6)."""

from sync.engine import keys_below, space_words_log, ticket_notes
from sync.engine.branches import Branches, Writer
from sync.engine.merge import Author, Merge
from sync.engine.notebook import Notebook
from sync.engine.strands import Strands
from sync.model import entry, ops
from sync.model.entry import BadEntry, Entry
from sync.model.records import Stamp
from sync.model.update import BadUpdate
from sync.store import aside, entries, forks, records, touched, waiting_room
from sync.store.database import Db

Vector = dict[bytes, int]


def rebuild(db: Db, book: Notebook, space: bytes) -> frozenset[bytes]:
    """Forget what a space shows and merge its entries again; return the records that changed or may have.

    Edits that still wait in the outbox must have departed before. Same transaction as the caller's.
    """
    before = records.forget(db, space)
    work = _Rebuild(db, book, space)
    for row, one in entries.every(db, space):
        work.take(row, one)
    return frozenset(before) | work.finish()


class _Rebuild:
    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._db = db
        self._space = space
        self._aside = aside.rows(db, space)
        split = forks.every(db, space)
        strayed = (one for device in split for _, one in entries.of_device(db, space, device))
        self._branches = Branches.of(split, strayed)
        self._merge = Merge(db, book, space)
        self._strands = Strands(db, book, space, self._branches)
        self._vectors: dict[bytes, Vector] = {}

    def take(self, row: int, one: Entry) -> None:
        writer = self._branches.writer(one)
        vector = self._vector(one, writer)
        keys_below.note(self._db, one)
        ticket_notes.note(self._db, one, 0)
        space_words_log.note(self._db, one)
        touched.note(self._db, row, one.header.ops)
        if entry.is_membership(one.header) or row in self._aside:
            return
        stamp = Stamp(one.header.lamport, writer.dev8, one.header.seq)
        author = Author(one.header.device, stamp, vector, one.header.wall_ms)
        for encoded in one.header.ops:
            try:
                self._apply(ops.decode(encoded), author, one, writer)
            except (BadUpdate, BadEntry) as error:
                waiting_room.refuse(self._db, self._space, one.id, one.raw, error.reason)

    def _apply(self, op: ops.Op, author: Author, one: Entry, writer: Writer) -> None:
        if isinstance(op, ops.Doc) and not self._branches.goes_on(one, op.doc):
            self._strands.add(op, one, dict(author.seen), writer)
        else:
            self._merge.apply(op, author)

    def _vector(self, one: Entry, writer: Writer) -> Vector:
        """Of a whole chain the last is enough; a branch begins where another goes on."""
        before = self._vectors.get(one.header.prev, {})
        vector = before | dict(one.header.deps) | {writer.dev8: one.header.seq}
        self._vectors[one.id] = vector
        if one.header.device not in self._branches.forks:
            self._vectors.pop(one.header.prev, None)
        return vector

    def finish(self) -> frozenset[bytes]:
        return self._merge.finish() | self._strands.finish()
