"""What a list of a space is made of: light rows to put in order, and whole ones for what is on the screen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sync.store import records
from sync.store.carriers import LACKED
from sync.store.database import Cell, Db
from sync.store.records import Record

AT_ONCE = 500  # ids in one question
Light = tuple[bytes, str, str, bytes | str | int | None]
"""A record, its title, its tags, and what was asked: the device (8 bytes) that changed it last, a value, or
the row under which it is found."""
Select = tuple[str, tuple[Cell, ...]]
"""Which of that is asked for, with the values that stand in it."""

PLAIN: Select = "SELECT record.record, '', '', NULL", ()
TAGGED: Select = "SELECT record.record, '', tags, NULL", ()
NAMED: Select = "SELECT record.record, title, tags, NULL", ()
FOUND: Select = "SELECT record.record, '', tags, search_row", ()
WRITTEN: Select = (
    "SELECT record.record, title, tags, (SELECT dev8 FROM alive WHERE alive.record = record.record"
    " ORDER BY lamport DESC, dev8 DESC, seq DESC LIMIT 1)",
    (),
)
VALUED = (
    "SELECT record.record, '', tags, (SELECT value FROM value WHERE value.record = record.record"
    " AND field = ? ORDER BY lamport DESC, dev8 DESC, seq DESC LIMIT 1)"
)
DAYS = (
    "SELECT record, value FROM value INDEXED BY value_day WHERE field = ?"
    " AND value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND length(value) <= 40"
    " ORDER BY record, lamport, dev8, seq"
)
FIRST_VALUES = "SELECT record, value FROM value WHERE field = ? AND value <> '' AND record IN ("
SPACES = "SELECT DISTINCT space FROM record WHERE record IN ("
NUMBERS = "SELECT seq FROM entry INDEXED BY entry_space WHERE space = ?1 AND device = ?3"


def valued(field: str) -> Select:
    return VALUED, (field,)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records of a space a list holds."""

    space: bytes
    kinds: tuple[str, ...] = ()
    """Empty for all."""
    present: bool = True
    twofold: bool = False
    rows: str = ""
    """Asks for those that may be among them; empty for all."""


def light(db: Db, wanted: Wanted, select: Select) -> list[Light]:
    """Return a space's records, the last changed first."""
    asked, cells = select
    source = " FROM record"
    if wanted.rows:
        source = " FROM (" + wanted.rows + ") AS chosen CROSS JOIN record USING (row)"
    asked += source + " WHERE space = ? AND present = ?" + of_kinds(wanted.kinds)
    asked += " AND twofold = 1" if wanted.twofold else ""
    cells = (*cells, wanted.space, int(wanted.present), *wanted.kinds)
    return db.rows(asked + " ORDER BY changed_ms DESC, row DESC", *cells)


def of_kinds(kinds: Sequence[str]) -> str:
    """Return the condition that a record is of one of *kinds*; without any, of any."""
    if len(kinds) == 1:
        return " AND kind = ?"
    return " AND kind IN (" + ", ".join("?" * len(kinds)) + ")" if kinds else " AND kind IS NOT NULL"


def whole(db: Db, wanted: Sequence[bytes]) -> list[Record]:
    """Return those of the records *wanted* that are still there, in their order."""
    found: dict[bytes, Record] = {}
    for part in _parts(wanted):
        marks = ", ".join("?" * len(part))
        rows = db.rows(records.SELECT + " WHERE kind IS NOT NULL AND record IN (" + marks + ")", *part)
        found |= {one.record: one for one in map(records.of_row, rows)}
    return [found[each] for each in wanted if each in found]


def each(db: Db, wanted: Iterable[bytes]) -> Iterator[Record]:
    """The same one after the other, for very many."""
    for part in _parts(wanted):
        yield from whole(db, part)


def spaces(db: Db, wanted: Iterable[bytes]) -> set[bytes]:
    """Return the spaces in which the records *wanted* are."""
    found: set[bytes] = set()
    for part in _parts(wanted):
        marks = ", ".join("?" * len(part))
        rows = db.rows(SPACES + marks + ")", *part)
        found |= {bytes(one[0]) for one in rows}
    return found


def values(db: Db, wanted: Sequence[bytes], field: str) -> dict[bytes, str]:
    """Return what stands first in *field* of those of the records *wanted* that have a value there."""
    found: dict[bytes, str] = {}
    for part in _parts(wanted):
        marks = ", ".join("?" * len(part))
        rows = db.rows(FIRST_VALUES + marks + ") ORDER BY lamport, dev8, seq", field, *part)
        found |= {bytes(record): str(value) for record, value in rows}
    return found


def days(db: Db, light: Sequence[Light], field: str) -> list[Light]:
    """Return the same rows with the day that stands first in *field*; what is no day there is left out."""
    found: dict[bytes, str] = dict(db.rows(DAYS, field))
    return [(one[0], one[1], one[2], found.get(one[0])) for one in light]


def _parts(wanted: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    left = iter(wanted)
    while part := tuple(islice(left, AT_ONCE)):
        yield part


def touched_by(db: Db, dev8: bytes, since: int) -> dict[bytes, int]:
    """Return the records that a device changed from its entry *since* on, each with the last such entry."""
    rows = db.rows("SELECT record, seq FROM alive WHERE dev8 = ? AND seq >= ?", dev8, since)
    return {bytes(record): seq for record, seq in rows}


def lacked_by(db: Db, relay: bytes, space: bytes, device: bytes) -> set[int]:
    """Return the numbers of a device's entries that a relay is not known to hold."""
    return {int(row[0]) for row in db.rows(NUMBERS + LACKED, space, relay, device)}
