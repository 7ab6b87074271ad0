"""What is to be posted beside the log: key packages and asks, each for one mailbox (A4.3)."""

from dataclasses import dataclass

from sync.store.database import Db

KEPT_MS = 90 * 24 * 60 * 60 * 1000  # relays keep blobs no longer (A6.5)


@dataclass(frozen=True, slots=True)
class Parcel:
    """*era* is the joined ids of the epochs whose mailbox it is for; *content* is not sealed yet."""

    row: int
    era: bytes
    content: bytes


def add(db: Db, space: bytes, era: bytes, content: bytes, made_ms: int) -> None:
    sql = "INSERT INTO parcel (space, era, content, made_ms) VALUES (?, ?, ?, ?)"
    db.run(sql, space, era, content, made_ms)


def waiting(db: Db, relay: bytes, space: bytes) -> list[Parcel]:
    """What this relay was not given yet, the oldest first."""
    rows = db.rows(
        "SELECT row, era, content FROM parcel INDEXED BY parcel_space WHERE space = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM parcel_placed WHERE relay = ?2 AND parcel = parcel.row) ORDER BY row",
        space, relay,
    )  # fmt: skip
    return [Parcel(row, bytes(era), bytes(content)) for row, era, content in rows]


def every(db: Db, space: bytes) -> list[Parcel]:
    rows = db.rows("SELECT row, era, content FROM parcel WHERE space = ? ORDER BY row", space)
    return [Parcel(row, bytes(era), bytes(content)) for row, era, content in rows]


def placed(db: Db, relay: bytes, row: int) -> None:
    """It is among the blobs on their way to this relay now."""
    db.run("INSERT OR IGNORE INTO parcel_placed VALUES (?, ?)", relay, row)


def forget(db: Db, relay: bytes, space: bytes) -> None:
    """The relay lost what it had."""
    sql = "DELETE FROM parcel_placed WHERE relay = ? AND parcel IN (SELECT row FROM parcel WHERE space = ?)"
    db.run(sql, relay, space)


def expire(db: Db, now_ms: int) -> None:
    before = now_ms - KEPT_MS
    gone = "DELETE FROM parcel_placed WHERE parcel IN (SELECT row FROM parcel WHERE made_ms < ?)"
    db.run(gone, before)
    db.run("DELETE FROM parcel WHERE made_ms < ?", before)
