"""Who asked for entries, which of them this device may post once more, and for whom it did (A6.5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Asked:
    row: int
    device: bytes
    """Who asks."""
    dev8: bytes
    last: int
    at_ms: int


def ask_of(db: Db, space: bytes, device: bytes, dev8: bytes) -> Asked | None:
    sql = _SELECT + " WHERE space = ? AND device = ? AND dev8 = ?"
    found = db.row(sql, space, device, dev8)
    return _asked(found) if found else None


def every(db: Db, space: bytes) -> list[Asked]:
    return [_asked(row) for row in db.rows(_SELECT + " WHERE space = ? ORDER BY row", space)]


def ranges(db: Db, space: bytes, dev8: bytes, since_ms: int) -> list[tuple[int, int]]:
    """What of a device anybody asked for since then: first and last seq."""
    sql = "SELECT first, last FROM repair WHERE space = ? AND dev8 = ? AND at_ms >= ?"
    return [(first, last) for first, last in db.rows(sql, space, dev8, since_ms)]


def add(
    db: Db, space: bytes, device: bytes, wanted: tuple[bytes, int, int], now: int, rows: Iterable[int]
) -> None:
    """Remember an ask, and which of our entries would answer it; an earlier one of the same gives way."""
    dev8, first, last = wanted
    before = ask_of(db, space, device, dev8)
    if before is not None:
        remove(db, before.row)
    sql = "INSERT INTO repair (space, device, dev8, first, last, at_ms) VALUES (?, ?, ?, ?, ?, ?)"
    ask = db.run(sql, space, device, dev8, first, last, now)
    db.many("INSERT INTO repair_entry VALUES (?, ?)", [(ask, row) for row in rows])


def remove(db: Db, ask: int) -> None:
    db.run("DELETE FROM repair_entry WHERE repair = ?", ask)
    db.run("DELETE FROM repair WHERE row = ?", ask)


def waiting(db: Db, space: bytes, device: bytes) -> int:
    """How many entries wait for one device that asked."""
    sql = (
        "SELECT count(*) FROM repair_entry JOIN repair ON repair.row = repair WHERE space = ? AND device = ?"
    )
    return db.number(sql, space, device)


def left(db: Db, ask: int) -> list[tuple[int, int]]:
    """The rows of entries that would answer, with their sizes."""
    sql = (
        "SELECT entry.row, length(raw) FROM repair_entry JOIN entry ON entry.row = repair_entry.entry"
        " WHERE repair = ? ORDER BY entry.row"
    )
    return [(row, size) for row, size in db.rows(sql, ask)]


def settle(db: Db, ask: int, rows: Iterable[int]) -> None:
    db.many("DELETE FROM repair_entry WHERE repair = ? AND entry = ?", [(ask, row) for row in rows])


def came_again(db: Db, rows: Iterable[int]) -> None:
    """A relay gives these entries to everybody: nobody need post them once more."""
    if db.row("SELECT 1 FROM repair_entry LIMIT 1") is not None:
        db.many("DELETE FROM repair_entry WHERE entry = ?", [(row,) for row in rows])


def in_range(db: Db, space: bytes, dev8: bytes, first: int, last: int) -> list[int]:
    """Rows of the entries of a device (8 bytes) with these numbers."""
    sql = (
        "SELECT row FROM entry INDEXED BY entry_place WHERE space = ? AND device >= ? AND device < ?"
        " AND seq BETWEEN ? AND ? ORDER BY row"
    )
    after = (int.from_bytes(dev8, "big") + 1).to_bytes(len(dev8) + 1, "big")[1:]
    return [row for (row,) in db.rows(sql, space, dev8, after, first, last)]


# ---------------------------------------------------------------- what one person, or a relay, was given
def given(db: Db, space: bytes, person: bytes, since_ms: int) -> int:
    """Bytes that were posted once more for a person (or a relay, by its key) since then."""
    sql = "SELECT bytes FROM repair_given WHERE space = ? AND person = ? AND since_ms >= ?"
    return db.number(sql, space, person, since_ms)


def give(db: Db, space: bytes, person: bytes, size: int, now: int, since_ms: int) -> None:
    before = given(db, space, person, since_ms)
    if not before:
        db.run("INSERT OR REPLACE INTO repair_given VALUES (?, ?, ?, ?)", space, person, now, size)
    else:
        sql = "UPDATE repair_given SET bytes = bytes + ? WHERE space = ? AND person = ?"
        db.run(sql, size, space, person)


# ---------------------------------------------------------------- what goes to a relay once more
def post_again(db: Db, relay: bytes, rows: Iterable[int]) -> None:
    db.many("INSERT OR IGNORE INTO once_more VALUES (?, ?)", [(relay, row) for row in rows])


def sizes(db: Db, rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows of entries that are here, with their sizes."""
    found = [db.row("SELECT row, length(raw) FROM entry WHERE row = ?", row) for row in rows]
    return [(one[0], one[1]) for one in found if one is not None]


def to_post(db: Db, relay: bytes, space: bytes) -> list[int]:
    sql = (
        "SELECT entry FROM once_more JOIN entry ON entry.row = once_more.entry WHERE relay = ? AND space = ?"
    )
    return [row for (row,) in db.rows(sql, relay, space)]


_SELECT = "SELECT row, device, dev8, last, at_ms FROM repair"


def _asked(row: tuple[int, bytes, bytes, int, int]) -> Asked:
    number, device, dev8, last, at_ms = row
    return Asked(number, bytes(device), bytes(dev8), last, at_ms)
