"""What relays say of themselves, and when they were reached (A6.2).

A note is of a key at an address with a pin: another space may name the same key, and any address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sync.model.belonging import RelayEntry
from sync.store.database import Db
from sync.wire import codec


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a relay; times are of this notebook's clock, 0 for never."""

    notice: str = ""
    """What its operator says to everybody, in one line."""
    retention_days: int = 0
    wants_tickets: bool = False
    post_max: int = 0
    asked_ms: int = 0
    reached_ms: int = 0
    problem: str = ""
    """The code of what went wrong last, or nothing since it was reached."""


COLUMNS = "notice, retention_days, wants_tickets, post_max, asked_ms, reached_ms, problem"


def get(db: Db, relay: RelayEntry) -> Note:
    found = db.row(f"SELECT {COLUMNS} FROM relay_note WHERE relay = ?", _name(relay))  # noqa: S608 - our own columns
    if found is None:
        return Note()
    notice, days, wants, *rest = found
    return Note(notice, days, bool(wants), *rest)


def put(db: Db, relay: RelayEntry, note: Note) -> None:
    db.run(
        f"INSERT OR REPLACE INTO relay_note (relay, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        _name(relay), note.notice, note.retention_days, int(note.wants_tickets), note.post_max, note.asked_ms,
        note.reached_ms, note.problem,
    )  # fmt: skip


def put_all(db: Db, notes: Mapping[RelayEntry, Note]) -> None:
    for relay, note in notes.items():
        put(db, relay, note)


def _name(relay: RelayEntry) -> bytes:
    return sha256(codec.encode([relay.public_key, relay.url, relay.pin])).digest()
