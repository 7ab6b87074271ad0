"""What a list of a space is made of: light rows to put in order, and whole ones for what is on the screen."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sync.store import records
from sync.store.carriers import LACKED
from sync.store.database import Db
from sync.store.records import Record

AT_ONCE = 500  # ids in one question
PLAIN, NAMED = "SELECT record, '', '', NULL FROM record", "SELECT record, title, tags, NULL FROM record"
WRITTEN = (
    "SELECT record, title, tags, (SELECT dev8 FROM alive WHERE alive.record = record.record"
    " ORDER BY lamport DESC, dev8 DESC, seq DESC LIMIT 1) FROM record"
)
TAGS = "SELECT DISTINCT tags FROM record"
NUMBERS = "SELECT seq FROM entry INDEXED BY entry_space WHERE space = ?1 AND device = ?3"
WITHIN = " WHERE space = ?1 AND present = ?2 AND kind IS NOT NULL AND (?3 IS NULL OR kind = ?3)"

Light = tuple[bytes, str, str, bytes | None]
"""A record, its title, its tags, and the device (8 bytes) that changed it last; as much as was asked for."""


def light(
    db: Db, space: bytes, kind: str | None, select: str, *, present: bool, twofold: bool
) -> list[Light]:
    """Return a space's records, the last changed first; *select* is PLAIN, NAMED or WRITTEN."""
    asked = select + WITHIN + (" AND twofold = 1" if twofold else "")
    return db.rows(asked + " ORDER BY changed_ms DESC, row DESC", space, int(present), kind)


def whole(db: Db, wanted: Sequence[bytes]) -> list[Record]:
    """Return those of the records *wanted* that are still there, in their order."""
    found: dict[bytes, Record] = {}
    for part in _parts(wanted):
        marks = ", ".join("?" * len(part))
        rows = db.rows(records.SELECT + " WHERE kind IS NOT NULL AND record IN (" + marks + ")", *part)
        found |= {one.record: one for one in map(records.of_row, rows)}
    return [found[each] for each in wanted if each in found]


def _parts(wanted: Sequence[bytes]) -> Iterator[tuple[bytes, ...]]:
    left = iter(wanted)
    while part := tuple(islice(left, AT_ONCE)):
        yield part


def tags(db: Db, space: bytes, kind: str | None, *, present: bool) -> list[str]:
    """Return each value of tags that some record has, once."""
    return [str(row[0]) for row in db.rows(TAGS + WITHIN + " AND tags <> ''", space, int(present), kind)]


def touched_by(db: Db, dev8: bytes, since: int) -> dict[bytes, int]:
    """Return the records that a device changed from its entry *since* on, each with the last such entry."""
    rows = db.rows("SELECT record, seq FROM alive WHERE dev8 = ? AND seq >= ?", dev8, since)
    return {bytes(record): seq for record, seq in rows}


def lacked_by(db: Db, relay: bytes, space: bytes, device: bytes) -> set[int]:
    """Return the numbers of a device's entries that a relay is not known to hold."""
    return {int(row[0]) for row in db.rows(NUMBERS + LACKED, space, relay, device)}
