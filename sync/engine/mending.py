"""Lost entries come back from colleagues into the places that they had (A2.6.7, A5.5)."""

from enum import Enum

from sync.engine import rebuild, returned
from sync.engine.checks import Checks, Forged, TooEarly
from sync.engine.notebook import Notebook
from sync.model import entry
from sync.model.entry import Entry
from sync.store import entries, holes
from sync.store.database import Db


class Filled(Enum):
    NEW = "new"
    EARLY = "parked"
    FALSE = "refused"


class Mending:
    """The holes of one space while one batch comes in."""

    def __init__(self, db: Db, book: Notebook, space: bytes, checks: Checks) -> None:
        self._db = db
        self._book = book
        self._space = space
        self._members = book.membership(db, space)
        self._checks = checks
        self._holes = holes.of(db, space)
        self._came: list[Entry] = []

    def take(self, arrived: Entry) -> Filled | None:
        """Put *arrived* where it was before; None where nothing was lost there, and it is judged as usual."""
        header = arrived.header
        if header.seq not in self._holes.get(header.device, ()):
            return None
        if not all(head in self._members for head in header.mem_heads):
            return Filled.EARLY
        try:
            self._checks.check_signature(arrived)
        except TooEarly:
            return Filled.EARLY
        except Forged:
            return Filled.FALSE
        if not self._is_linked(arrived):
            return Filled.FALSE
        self._keep(arrived)
        return Filled.NEW

    def _is_linked(self, arrived: Entry) -> bool:
        """The entries before and after it that are here say which one it was."""
        header = arrived.header
        before = entries.in_chain(self._db, self._space, header.device, header.seq - 1)
        after = entries.in_chain(self._db, self._space, header.device, header.seq + 1)
        if before is not None and before.id != header.prev:
            return False
        return after is None or after.header.prev == arrived.id

    def _keep(self, arrived: Entry) -> None:
        header = arrived.header
        entries.add(self._db, arrived)
        if entry.is_membership(header):
            self._members.add(arrived)
        self._holes[header.device].discard(header.seq)
        self._came.append(arrived)

    def finish(self) -> frozenset[bytes]:
        """Once the last hole is filled everything shown follows from the entries; return what changed.

        Until then items are shown that are whole in themselves.
        """
        if not self._came:
            return frozenset()
        holes.put(self._db, self._space, self._holes)
        if any(self._holes.values()):
            return returned.show(self._db, self._book, self._space, self._came)
        # what could not be merged may only have lacked something before it
        sql = "DELETE FROM quarantine WHERE space = ?1 AND id IN (SELECT id FROM entry WHERE space = ?1)"
        self._db.run(sql, self._space)
        return rebuild.rebuild(self._db, self._book, self._space)
