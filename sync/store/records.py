"""Records as they are shown now: what follows from all entries, kept so that lists are quick."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sync.model.records import Seen, Stamp, Value
from sync.store import facets
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Record:
    record: bytes
    space: bytes
    kind: str
    title: str
    preview: str
    tags: str
    twofold: bool
    changed_ms: int
    present: bool


COLUMNS = "SELECT record, space, kind, title, preview, tags, twofold, changed_ms, present"
SELECT = COLUMNS + " FROM record"
PREFIX_MIN = 4  # digits of an id that are enough to ask by
DIGITS = frozenset("0123456789abcdef")


def of_row(row: tuple[Any, ...]) -> Record:
    """Return the record in a row of SELECT."""
    record, space, kind, title, preview, tags, twofold, changed_ms, present = row
    shown = (kind, title, preview, tags, bool(twofold), changed_ms, bool(present))
    return Record(bytes(record), bytes(space), *shown)


def forget(db: Db, space: bytes) -> list[bytes]:
    """Forget everything that a space shows; return the records. The entries are the truth (A5.3.6)."""
    gone = [bytes(row[0]) for row in db.rows("SELECT record FROM record WHERE space = ?", space)]
    facets.forget(db, space)
    db.run("DELETE FROM search WHERE rowid IN (SELECT search_row FROM record WHERE space = ?)", space)
    db.run("DELETE FROM search_weight WHERE rowid IN (SELECT search_row FROM record WHERE space = ?)", space)
    db.run("DELETE FROM alive WHERE record IN (SELECT record FROM record WHERE space = ?)", space)
    db.run("DELETE FROM value WHERE record IN (SELECT record FROM record WHERE space = ?)", space)
    db.run("DELETE FROM doc WHERE record IN (SELECT record FROM record WHERE space = ?)", space)
    db.run("DELETE FROM record WHERE space = ?", space)
    return gone


def become(db: Db, record: bytes, space: bytes, kind: str) -> None:
    """Give a record its kind; the first that was given stays."""
    db.run(
        "INSERT INTO record (record, space, kind) VALUES (?, ?, ?)"
        " ON CONFLICT (record) DO UPDATE SET kind = coalesce(kind, excluded.kind)"
        " WHERE space = excluded.space",
        record, space, kind,
    )  # fmt: skip


def touch(db: Db, record: bytes, space: bytes, stamp: Stamp) -> None:
    """Note an operation that keeps the record present."""
    touch_all(db, space, [(record, stamp)])


def touch_all(db: Db, space: bytes, marks: Sequence[tuple[bytes, Stamp]]) -> None:
    """Note operations that each keep a record present."""
    found = [(record, space) for record, _ in marks]
    db.many("INSERT OR IGNORE INTO record (record, space) VALUES (?, ?)", found)
    db.many(
        "INSERT INTO alive VALUES (?, ?, ?, ?) ON CONFLICT (record, dev8) DO UPDATE SET"
        " seq = excluded.seq, lamport = excluded.lamport",
        [(record, stamp.dev8, stamp.seq, stamp.lamport) for record, stamp in marks],
    )


def alive(db: Db, record: bytes) -> list[Stamp]:
    rows = db.rows("SELECT lamport, dev8, seq FROM alive WHERE record = ?", record)
    return [Stamp(lamport, bytes(dev8), seq) for lamport, dev8, seq in rows]


def cover(db: Db, record: bytes, covered: list[Stamp]) -> None:
    """A drop has covered these operations: they keep the record present no longer."""
    db.many("DELETE FROM alive WHERE record = ? AND dev8 = ?", [(record, stamp.dev8) for stamp in covered])


def values(db: Db, record: bytes, field: str) -> tuple[Value, ...]:
    sql = "SELECT lamport, dev8, seq, value, wall_ms FROM value WHERE record = ? AND field = ?"
    sql += " ORDER BY lamport DESC, dev8 DESC, seq DESC, rowid"
    return tuple(_value(row) for row in db.rows(sql, record, field))


def every_value(db: Db, record: bytes) -> dict[str, tuple[Value, ...]]:
    """All fields that have a value, the one shown first in front."""
    sql = "SELECT field, lamport, dev8, seq, value, wall_ms FROM value WHERE record = ?"
    fields: dict[str, tuple[Value, ...]] = {}
    for field, *row in db.rows(sql + " ORDER BY field, lamport DESC, dev8 DESC, seq DESC, rowid", record):
        fields[field] = (*fields.get(field, ()), _value(tuple(row)))
    return fields


def _value(row: tuple[int, bytes, int, str | None, int]) -> Value:
    lamport, dev8, seq, value, wall_ms = row
    return Value(Stamp(lamport, bytes(dev8), seq), value, wall_ms)


def replace(db: Db, record: bytes, field: str, kept: tuple[Value, ...]) -> None:
    clear(db, [(record, field)])
    add(db, [(record, field, kept)])


def clear(db: Db, places: Iterable[tuple[bytes, str]]) -> None:
    """Take all values out of fields."""
    db.many("DELETE FROM value WHERE record = ? AND field = ?", places)


def add(db: Db, every: Iterable[tuple[bytes, str, tuple[Value, ...]]]) -> None:
    """Put values into fields that have none."""
    db.many(
        "INSERT INTO value VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (record, field, one.stamp.dev8, one.stamp.seq, one.stamp.lamport, one.value, one.wall_ms)
            for record, field, kept in every
            for one in kept
        ),
    )


def show(db: Db, shown: Record) -> None:
    """Bring a record's list row up to date."""
    db.run(
        "UPDATE record SET title = ?, preview = ?, tags = ?, twofold = ?, changed_ms = ?, present = ?"
        " WHERE record = ?",
        shown.title, shown.preview, shown.tags, int(shown.twofold), shown.changed_ms, int(shown.present),
        shown.record,
    )  # fmt: skip


def get(db: Db, record: bytes) -> Record | None:
    found = db.row(SELECT + " WHERE record = ? AND kind IS NOT NULL", record)
    return of_row(found) if found else None


def space_of(db: Db, record: bytes) -> bytes | None:
    """Return the space that a record is of, None for a record that is new."""
    found = db.row("SELECT space FROM record WHERE record = ?", record)
    return bytes(found[0]) if found else None


def listed(db: Db, space: bytes, kind: str | None, *, present: bool) -> list[Record]:
    """A space's records, the last changed first."""
    rows = db.rows(
        SELECT + " WHERE space = ? AND present = ? AND kind IS NOT NULL AND (?3 IS NULL OR kind = ?3)"
        " ORDER BY changed_ms DESC, row DESC",
        space, int(present), kind,
    )  # fmt: skip
    return [of_row(row) for row in rows]


def candidates(db: Db, text: str) -> list[tuple[str, str]]:
    """(id in hex, title) of records whose title is *text* or whose id begins with it."""
    named = db.rows("SELECT record, title FROM record WHERE title = ? AND kind IS NOT NULL", text)
    digits = text.lower()
    if len(digits) >= PREFIX_MIN and DIGITS.issuperset(digits):
        low = bytes.fromhex(digits[: len(digits) // 2 * 2])
        sql = "SELECT record, title FROM record WHERE record >= ? AND record < ? AND kind IS NOT NULL"
        named += [row for row in db.rows(sql, low, low + b"\xff" * 17) if row[0].hex().startswith(digits)]
    return [(bytes(record).hex(), title) for record, title in named]


def covered_by(marks: list[Stamp], seen: Seen) -> list[Stamp]:
    return [stamp for stamp in marks if stamp.seq <= seen.get(stamp.dev8, -1)]
