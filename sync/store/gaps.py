"""What of each device is known to be missing, since when, and when that was asked for (A5.5)."""

from dataclasses import dataclass

from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Missing:
    """*count* of the entries *first* to *last* (both included) of the device *dev8* have not arrived."""

    dev8: bytes
    first: int
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Gap:
    missing: Missing
    since_ms: int
    asked_ms: int | None


def of(db: Db, space: bytes) -> list[Gap]:
    sql = "SELECT dev8, first, last, count, since_ms, asked_ms FROM gap WHERE space = ? ORDER BY dev8"
    return [
        Gap(Missing(bytes(dev8), first, last, count), since_ms, asked_ms)
        for dev8, first, last, count, since_ms, asked_ms in db.rows(sql, space)
    ]


def replace(db: Db, space: bytes, found: list[Missing], now: int) -> bool:
    """Keep what is missing now; what goes on keeps its beginning. Say whether anything changed."""
    known = {one.missing.dev8: one for one in of(db, space)}
    if found == [one.missing for one in known.values()]:
        return False
    db.run("DELETE FROM gap WHERE space = ?", space)
    for one in found:
        before = known.get(one.dev8)
        goes_on = before is not None and one.first <= before.missing.last
        since, asked = (before.since_ms, before.asked_ms) if before and goes_on else (now, None)
        values = (one.dev8, one.first, one.last, one.count, since, asked)
        db.run("INSERT INTO gap VALUES (?, ?, ?, ?, ?, ?, ?)", space, *values)
    return True


def asked(db: Db, space: bytes, dev8: bytes, now: int) -> None:
    db.run("UPDATE gap SET asked_ms = ? WHERE space = ? AND dev8 = ?", now, space, dev8)
