"""Since when things lie in the trash, by this laptop's own clock."""

from collections.abc import Iterable

from sync.store.database import Db


def present(db: Db, records: Iterable[bytes]) -> set[bytes]:
    """Return those of *records* that are not in the trash."""
    asked = "SELECT present FROM record WHERE record = ?"
    return {record for record in records if db.number(asked, record)}


def note(db: Db, before: set[bytes], dropped: Iterable[bytes], now_ms: int) -> None:
    """Remember that *dropped* are in the trash; the clock begins anew for those that were not, *before*."""
    for record in dropped:
        if record in before:
            db.run("DELETE FROM lying WHERE record = ?", record)
        db.run(
            "INSERT OR IGNORE INTO lying SELECT record, ?2, 0 FROM record WHERE record = ?1 AND present = 0",
            record, now_ms,
        )  # fmt: skip


def begin(db: Db, now_ms: int) -> None:
    """Count from now for what an older release, or a clock that stood still, gave no time."""
    db.run("UPDATE lying SET since_ms = ? WHERE since_ms <= 0", now_ms)


def since(db: Db, space: bytes) -> dict[bytes, int]:
    """Return since when each thing is in the trash of a space that is still shown there."""
    sql = "SELECT l.record, l.since_ms FROM lying l JOIN record r ON r.record = l.record"
    rows = db.rows(sql + " WHERE r.space = ? AND r.present = 0 AND l.gone = 0", space)
    return {bytes(record): since_ms for record, since_ms in rows}


def hidden(db: Db, space: bytes, before_ms: int) -> set[bytes]:
    """Return what left the trash of a space: emptied by hand, or in it since *before_ms* or longer."""
    sql = "SELECT l.record FROM lying l JOIN record r ON r.record = l.record"
    sql += " WHERE r.space = ? AND r.present = 0 AND (l.gone = 1 OR l.since_ms BETWEEN 1 AND ?)"
    return {bytes(record) for (record,) in db.rows(sql, space, before_ms)}


def empty(db: Db, space: bytes) -> list[bytes]:
    """Let all that lies in the trash of a space leave it; return what that was."""
    there = list(since(db, space))
    db.many("UPDATE lying SET gone = 1 WHERE record = ?", [(record,) for record in there])
    return there
