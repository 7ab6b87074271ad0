"""Bytes of attached files, in the second database of a pair: rows of 262,080 bytes (A2.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sync.store import settings
from sync.store.database import Db

ADDING, FETCHING, WHOLE = 0, 1, 2
SPREAD = 1 << 20  # places of one file's rows: chunks from 0, lists of ids from the middle
INCREMENTAL = 2
SMALL = 4096  # pages up to which a file is made over so that it can shrink
AT_ONCE = 16  # rows that one transaction removes, since each is overwritten first
PAGES_AT_ONCE = 2048
LAST = "held/last"


@dataclass(frozen=True, slots=True)
class Held:
    """A file of which all or some is here."""

    row: int
    att: bytes
    size: int
    digest: bytes
    state: int
    done: int
    """Bytes of it that are here."""


COLUMNS = "row, att, size, digest, state, done"


def make_shrinkable(db: Db) -> None:
    """Let the file become smaller when rows go; outside of a transaction, once, while it is small."""
    if db.number("PRAGMA auto_vacuum") != INCREMENTAL and db.number("PRAGMA page_count") <= SMALL:
        db.run(f"PRAGMA auto_vacuum = {INCREMENTAL}")
        db.run("VACUUM")


# ---------------------------------------------------------------- files
def begin(db: Db, one: Held, now: int) -> Held:
    """Note a file of which nothing is here yet, and return it; one that is noted stays as it is.

    The number of a row is given once: whoever still writes to a file that was let go writes into no other.
    """
    known = get(db, one.att)
    if known is not None:
        return known
    row = 1 + max(settings.number(db, LAST), db.number("SELECT max(row) FROM held"))
    settings.put(db, LAST, b"%d" % row)
    db.run(
        "INSERT INTO held (row, att, size, digest, state, done, since_ms) VALUES (?, ?, ?, ?, ?, 0, ?)",
        row, one.att, one.size, one.digest, one.state, now,
    )  # fmt: skip
    return replace(one, row=row, done=0)


def get(db: Db, att: bytes) -> Held | None:
    found = db.row(f"SELECT {COLUMNS} FROM held WHERE att = ?", att)  # noqa: S608 - our own names
    return _held(found) if found else None


def every(db: Db) -> list[Held]:
    return [_held(row) for row in db.rows(f"SELECT {COLUMNS} FROM held ORDER BY row")]  # noqa: S608


def _held(row: Sequence[object]) -> Held:
    number, att, size, digest, state, done = cast("tuple[int, bytes, int, bytes, int, int]", tuple(row))
    return Held(number, bytes(att), size, bytes(digest), state, done)


def rename(db: Db, one: Held) -> None:
    """What was put in under the row of *one* is that file."""
    db.run(
        "UPDATE held SET att = ?, size = ?, digest = ?, state = ?, done = ? WHERE row = ?",
        one.att, one.size, one.digest, one.state, one.done, one.row,
    )  # fmt: skip


def become(db: Db, row: int, state: int) -> None:
    db.run("UPDATE held SET state = ? WHERE row = ?", state, row)


def lacks(db: Db, row: int, done: int) -> None:
    """Only *done* bytes of a file are here after all."""
    db.run("UPDATE held SET state = ?, done = ? WHERE row = ?", FETCHING, done, row)


def grew(db: Db, row: int, size: int) -> None:
    db.run("UPDATE held SET done = done + ? WHERE row = ?", size, row)


# ---------------------------------------------------------------- rows of bytes
def put(db: Db, row: int, number: int, data: bytes) -> bool:
    """Keep one chunk or list; say whether it was not here before."""
    known = has(db, row, number)
    db.run("INSERT OR REPLACE INTO chunk VALUES (?, ?)", row * SPREAD + number, data)
    return not known


def drop(db: Db, row: int, number: int) -> None:
    db.run("DELETE FROM chunk WHERE place = ?", row * SPREAD + number)


def has(db: Db, row: int, number: int) -> bool:
    return db.row("SELECT 1 FROM chunk WHERE place = ?", row * SPREAD + number) is not None


def data(db: Db, row: int, number: int) -> bytes | None:
    found = db.row("SELECT data FROM chunk WHERE place = ?", row * SPREAD + number)
    return bytes(found[0]) if found else None


def numbers(db: Db, row: int) -> set[int]:
    """Return the numbers of all chunks and lists that are here."""
    sql = "SELECT place FROM chunk WHERE place >= ? AND place < ?"
    return {place - row * SPREAD for (place,) in db.rows(sql, row * SPREAD, (row + 1) * SPREAD)}


# ---------------------------------------------------------------- going
def unused(db: Db, row: int, since_ms: int | None) -> None:
    """Note since when no item shows a file; None where one does."""
    if since_ms is None:
        db.run("UPDATE held SET unused_ms = NULL WHERE row = ? AND unused_ms IS NOT NULL", row)
    else:
        db.run("UPDATE held SET unused_ms = coalesce(unused_ms, ?) WHERE row = ?", since_ms, row)


def expired(db: Db, before_ms: int, begun_before_ms: int) -> list[int]:
    """Rows of files that no item shows since *before_ms*, or that somebody began to put in long ago."""
    sql = "SELECT row FROM held WHERE unused_ms <= ? OR (state = ? AND since_ms <= ?)"
    return [int(row) for (row,) in db.rows(sql, before_ms, ADDING, begun_before_ms)]


def trim(db: Db, row: int, first: int) -> bool:
    """Remove some rows of a file from chunk *first* on; say whether any are left."""
    places = (row * SPREAD + first, (row + 1) * SPREAD)
    db.run(
        "DELETE FROM chunk WHERE place IN (SELECT place FROM chunk WHERE place >= ? AND place < ?"
        " ORDER BY place DESC LIMIT ?)",
        *places, AT_ONCE,
    )  # fmt: skip
    return db.row("SELECT 1 FROM chunk WHERE place >= ? AND place < ?", *places) is not None


def forget(db: Db, row: int) -> None:
    db.run("DELETE FROM held WHERE row = ?", row)


def strays(db: Db, rows: Iterable[int]) -> list[int]:
    """Return rows that chunks belong to and no file is noted for."""
    known, found, place = set(rows), [], 0
    sql = "SELECT place FROM chunk WHERE place >= ? ORDER BY place LIMIT 1"
    while (row := db.row(sql, place)) is not None:
        owner = int(row[0]) // SPREAD
        found += [] if owner in known else [owner]
        place = (owner + 1) * SPREAD
    return found


def shrink(db: Db) -> bool:
    """Give some freed pages back to the disk; say whether there are more."""
    db.rows(f"PRAGMA incremental_vacuum({PAGES_AT_ONCE})")
    shrinks = db.number("PRAGMA auto_vacuum") == INCREMENTAL
    return shrinks and db.number("PRAGMA freelist_count") > 0
