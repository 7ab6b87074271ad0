"""What each relay is known to hold, where we are in its mailboxes, and blobs on their way (A6.3).

What a relay holds is kept as one number for each space, up to which it holds every entry, and single rows
above that: so asking what it lacks costs as much as is lacking, not as much as there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sync.store import parcels
from sync.store.database import Db
from sync.wire import codec


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where we are; *passed* is the first blob that none of the *keys* of then opened, 0 for none."""

    next: int
    incarnation: bytes
    passed: int = 0
    keys: int = 0


@dataclass(frozen=True, slots=True)
class Lacking:
    """An entry that a relay is not known to hold."""

    row: int
    device: bytes
    raw: bytes
    membership: bool = False


@dataclass(frozen=True, slots=True)
class Sealed:
    """A blob that a relay has not said yes to, with the rows of the entries inside.

    *era* is the joined ids of the epochs that it is sealed under, and in whose mailbox it belongs.
    """

    row: int
    data: bytes
    entries: list[int]
    era: bytes = b""


LACKED = """
    AND row > coalesce((SELECT entry FROM placed_to WHERE relay = ?2 AND placed_to.space = ?1), 0)
    AND NOT EXISTS (SELECT 1 FROM placed WHERE relay = ?2 AND placed.entry = entry.row)"""
NOT_PLACED = " FROM entry INDEXED BY entry_space WHERE space = ?1" + LACKED


def placed(db: Db, relay: bytes, rows: Iterable[int]) -> None:
    """Note that the relay holds these entries."""
    added = [(relay, row) for row in rows]
    db.many("INSERT OR IGNORE INTO placed VALUES (?, ?)", added)
    if added:
        space = db.row("SELECT space FROM entry WHERE row = ?", added[-1][1])
        if space:
            _settle(db, relay, bytes(space[0]))


def _settle(db: Db, relay: bytes, space: bytes) -> None:
    """Move the number up to the first entry that the relay lacks, and let go of the rows below."""
    first = db.row("SELECT row" + NOT_PLACED + " ORDER BY row LIMIT 1", space, relay)
    last = first[0] - 1 if first else db.number("SELECT max(row) FROM entry WHERE space = ?", space)
    db.run(
        "DELETE FROM placed WHERE relay = ?2 AND entry IN (SELECT row FROM entry INDEXED BY entry_space"
        " WHERE space = ?1 AND row <= ?3"
        " AND row > coalesce((SELECT entry FROM placed_to WHERE relay = ?2 AND placed_to.space = ?1), 0))",
        space, relay, last,
    )  # fmt: skip
    db.run(
        "INSERT INTO placed_to VALUES (?, ?, ?)"
        " ON CONFLICT (relay, space) DO UPDATE SET entry = excluded.entry",
        relay, space, last,
    )  # fmt: skip


def forget(db: Db, relay: bytes, space: bytes) -> None:
    """The relay lost what it had: everything of the space is to be posted again (A6.5)."""
    sql = "DELETE FROM placed WHERE relay = ? AND entry IN (SELECT row FROM entry WHERE space = ?)"
    db.run(sql, relay, space)
    db.run("DELETE FROM placed_to WHERE relay = ? AND space = ?", relay, space)
    db.run("DELETE FROM outgoing WHERE relay = ? AND space = ?", relay, space)
    parcels.forget(db, relay, space)


def lacking_rows(db: Db, relay: bytes, space: bytes) -> list[int]:
    """Rows of the entries that the relay is not known to hold, in their order."""
    return [row for (row,) in db.rows("SELECT row" + NOT_PLACED + " ORDER BY row", space, relay)]


def taken(db: Db, rows: Iterable[int], size: int, *, content: bool = True) -> list[Lacking]:
    """The first of some entries, about *size* bytes; without *content*, membership alone."""
    found: list[Lacking] = []
    for row in rows:
        if size <= 0:
            break
        one = db.row("SELECT device, raw, membership FROM entry WHERE row = ?", row)
        if one is not None and (content or one[2]):
            found.append(Lacking(row, bytes(one[0]), bytes(one[1]), bool(one[2])))
            size -= len(one[1])
    return found


def holds_nothing(db: Db, relay: bytes, space: bytes) -> bool:
    """Say whether the relay is not known to hold anything of the space."""
    return db.row("SELECT 1 FROM placed_to WHERE relay = ? AND space = ?", relay, space) is None


def drop_placed(db: Db, relay: bytes, space: bytes) -> None:
    """Drop blobs on their way of which the relay holds every entry by now: somebody else was quicker."""
    for row, data in db.rows("SELECT row, entries FROM outgoing WHERE relay = ? AND space = ?", relay, space):
        inside = cast("list[int]", codec.decode(bytes(data)))
        if inside and not any(_is_due(db, relay, space, one) for one in inside):
            db.run("DELETE FROM outgoing WHERE row = ?", row)


def _is_due(db: Db, relay: bytes, space: bytes, row: int) -> bool:
    """Whether an entry is not known to be at the relay, or is to be posted there once more."""
    if db.row("SELECT 1 FROM once_more WHERE relay = ? AND entry = ?", relay, row) is not None:
        return True
    return db.row("SELECT 1" + NOT_PLACED + " AND row = ?3", space, relay, row) is not None


def holds_all(db: Db, relay: bytes, space: bytes) -> bool:
    return db.row("SELECT 1" + NOT_PLACED + " LIMIT 1", space, relay) is None


def lacking_count(db: Db, relay: bytes, space: bytes) -> int:
    return db.number("SELECT count(*)" + NOT_PLACED, space, relay)


def send_later(db: Db, relay: bytes, space: bytes, data: bytes, entries: list[int], era: bytes = b"") -> None:
    """Keep a blob of content until the relay's yes; *era* is what it is sealed under."""
    sql = "INSERT INTO outgoing (relay, space, data, entries, era) VALUES (?, ?, ?, ?, ?)"
    db.run(sql, relay, space, data, codec.encode(entries), era)


def send_beside(db: Db, relay: bytes, space: bytes, data: bytes, entries: list[int], era: bytes) -> None:
    """The same for membership and keys, which stay in the mailbox of their own epoch (A4.4)."""
    sql = "INSERT INTO outgoing (relay, space, data, entries, era, content) VALUES (?, ?, ?, ?, ?, 0)"
    db.run(sql, relay, space, data, codec.encode(entries), era)


def outgoing(db: Db, relay: bytes, space: bytes, size: int) -> list[Sealed]:
    """The next blobs to post, at most *size* bytes of them but at least one."""
    found: list[Sealed] = []
    sql = "SELECT row, length(data) FROM outgoing WHERE relay = ? AND space = ? ORDER BY row"
    for row, length in db.rows(sql, relay, space):
        size -= length
        one = db.row("SELECT data, entries, era FROM outgoing WHERE row = ?", row)
        if one is None or (found and size < 0):
            break
        inside = cast("list[int]", codec.decode(bytes(one[1])))
        found.append(Sealed(row, bytes(one[0]), inside, bytes(one[2])))
    return found


def unseal(db: Db, relay: bytes, space: bytes, era: bytes) -> None:
    """Drop blobs of content sealed under another join than *era*: they are sealed anew (A4.4)."""
    sql = "DELETE FROM outgoing WHERE relay = ? AND space = ? AND content = 1 AND era <> ?"
    db.run(sql, relay, space, era)


def sent(db: Db, relay: bytes, blobs: Iterable[Sealed]) -> None:
    """The relay said yes: the blobs go, and their entries count as held there."""
    for blob in blobs:
        placed(db, relay, blob.entries)
        db.run("DELETE FROM outgoing WHERE row = ?", blob.row)
        db.many("DELETE FROM once_more WHERE relay = ? AND entry = ?", [(relay, row) for row in blob.entries])


def cursor(db: Db, relay: bytes, mailbox: bytes) -> Cursor:
    sql = "SELECT next, incarnation, passed, keys FROM cursor WHERE relay = ? AND mailbox = ?"
    found = db.row(sql, relay, mailbox)
    return Cursor(found[0], bytes(found[1]), found[2], found[3]) if found else Cursor(0, b"")


def move(db: Db, relay: bytes, mailbox: bytes, to: Cursor) -> None:
    db.run(
        "INSERT INTO cursor (relay, mailbox, next, incarnation, passed, keys) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (relay, mailbox) DO UPDATE SET next = excluded.next,"
        " incarnation = excluded.incarnation, passed = excluded.passed, keys = excluded.keys",
        relay, mailbox, to.next, to.incarnation, to.passed, to.keys,
    )  # fmt: skip
