"""Which entries are about an item, and when on this laptop each of its own changes was made."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import cast

from sync.model.entry import Encoded
from sync.store import past_table
from sync.store.database import Db
from sync.wire import codec


def note(db: Db, row: int, said: Sequence[Encoded]) -> None:
    """Remember which records the entry in *row* is about."""
    db.many(past_table.FROM_ENTRIES, [(record, row) for record in past_table.records(said)])


def rows(db: Db, space: bytes, record: bytes) -> list[int]:
    """Return the rows of the entries about *record* that count, none before what it stands on (A5.6)."""
    sql = "SELECT e.row FROM touched t JOIN entry e ON e.row = t.entry WHERE t.record = ? AND e.space = ?"
    sql += " AND e.row NOT IN (SELECT entry FROM aside) ORDER BY e.lamport, e.row"
    return [row for (row,) in db.rows(sql, record, space)]


def put_times(db: Db, entry: bytes, times: Sequence[int]) -> None:
    """Keep when each operation of an own entry was done; that is known here alone (A5.4)."""
    steps = [later - before for before, later in pairwise([0, *times])]
    db.run("INSERT OR IGNORE INTO said_at VALUES (?, ?)", entry, codec.encode(steps))


def times(db: Db, entry: bytes) -> tuple[int, ...]:
    """Return when the first operations of an entry were done; nothing for what others wrote."""
    found = db.row("SELECT times FROM said_at WHERE entry = ?", entry)
    return tuple(accumulate(cast("list[int]", codec.decode(bytes(found[0]))))) if found else ()


def not_before(db: Db, space: bytes, device: bytes, seq: int, lamport: int) -> list[int]:
    """Return the rows of a device's entries up to *seq* above *lamport*, the last first."""
    sql = "SELECT row FROM entry WHERE space = ? AND device = ? AND seq <= ? AND lamport > ?"
    return [row for (row,) in db.rows(sql + " ORDER BY seq DESC", space, device, seq, lamport)]
