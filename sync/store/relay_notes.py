"""What relays say of themselves, and when they were reached (A6.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.store.database import Db


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


def get(db: Db, relay: bytes) -> Note:
    found = db.row(f"SELECT {COLUMNS} FROM relay_note WHERE relay = ?", relay)  # noqa: S608 - our own columns
    if found is None:
        return Note()
    notice, days, wants, *rest = found
    return Note(notice, days, bool(wants), *rest)


def put(db: Db, relay: bytes, note: Note) -> None:
    db.run(
        f"INSERT OR REPLACE INTO relay_note (relay, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        relay, note.notice, note.retention_days, int(note.wants_tickets), note.post_max, note.asked_ms,
        note.reached_ms, note.problem,
    )  # fmt: skip


def put_all(db: Db, notes: Mapping[bytes, Note]) -> None:
    for relay, note in notes.items():
        put(db, relay, note)
