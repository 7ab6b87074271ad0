"""What each relay is known to hold, where we are in its mailboxes, and blobs on their way (A6.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sync.store.database import Db
from sync.wire import codec


@dataclass(frozen=True, slots=True)
class Cursor:
    next: int
    incarnation: bytes


@dataclass(frozen=True, slots=True)
class Lacking:
    """An entry that a relay is not known to hold."""

    row: int
    device: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """A blob that a relay has not said yes to, with the rows of the entries inside."""

    row: int
    data: bytes
    entries: list[int]


NOT_PLACED = "space = ?1 AND NOT EXISTS (SELECT 1 FROM placed WHERE relay = ?2 AND placed.entry = entry.row)"


def placed(db: Db, relay: bytes, rows: Iterable[int]) -> None:
    db.many("INSERT OR IGNORE INTO placed VALUES (?, ?)", [(relay, row) for row in rows])


def forget(db: Db, relay: bytes, space: bytes) -> None:
    """The relay lost what it had: everything of the space is to be posted again (A6.5)."""
    db.run("DELETE FROM placed WHERE relay = ? AND entry IN (SELECT row FROM entry WHERE space = ?)", relay, space)
    db.run("DELETE FROM outgoing WHERE relay = ? AND space = ?", relay, space)


def lacking(db: Db, relay: bytes, space: bytes, size: int) -> list[Lacking]:
    """The next entries that the relay lacks, about *size* bytes of them."""
    found: list[Lacking] = []
    rows = db.rows(f"SELECT row FROM entry INDEXED BY entry_place WHERE {NOT_PLACED} ORDER BY row", space, relay)
    for (row,) in rows:
        one = db.row("SELECT device, raw FROM entry WHERE row = ?", row)
        if one is None or size <= 0:
            break
        found.append(Lacking(row, bytes(one[0]), bytes(one[1])))
        size -= len(one[1])
    return found


def lacking_count(db: Db, relay: bytes, space: bytes) -> int:
    return db.number(f"SELECT count(*) FROM entry INDEXED BY entry_place WHERE {NOT_PLACED}", space, relay)


def send_later(db: Db, relay: bytes, space: bytes, data: bytes, entries: list[int]) -> None:
    sql = "INSERT INTO outgoing (relay, space, data, entries) VALUES (?, ?, ?, ?)"
    db.run(sql, relay, space, data, codec.encode(entries))


def outgoing(db: Db, relay: bytes, space: bytes, size: int) -> list[Sealed]:
    """The next blobs to post, at most *size* bytes of them."""
    found: list[Sealed] = []
    rows = db.rows(
        "SELECT row, length(data) FROM outgoing WHERE relay = ? AND space = ? ORDER BY row", relay, space
    )
    for row, length in rows:
        size -= length
        one = db.row("SELECT data, entries FROM outgoing WHERE row = ?", row)
        if one is None or size < 0:
            break
        found.append(Sealed(row, bytes(one[0]), codec.decode(bytes(one[1]))))  # type: ignore[arg-type]
    return found


def sent(db: Db, relay: bytes, blobs: Iterable[Sealed]) -> None:
    """The relay said yes: the blobs go, and their entries count as held there."""
    for blob in blobs:
        placed(db, relay, blob.entries)
        db.run("DELETE FROM outgoing WHERE row = ?", blob.row)


def cursor(db: Db, relay: bytes, mailbox: bytes) -> Cursor:
    found = db.row("SELECT next, incarnation FROM cursor WHERE relay = ? AND mailbox = ?", relay, mailbox)
    return Cursor(found[0], bytes(found[1])) if found else Cursor(0, b"")


def move(db: Db, relay: bytes, mailbox: bytes, to: Cursor) -> None:
    db.run(
        "INSERT INTO cursor VALUES (?, ?, ?, ?) ON CONFLICT (relay, mailbox) DO UPDATE SET"
        " next = excluded.next, incarnation = excluded.incarnation",
        relay, mailbox, to.next, to.incarnation,
    )  # fmt: skip
