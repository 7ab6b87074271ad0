"""What is being brought in or attached just now: a note each, which stays where that is cut off."""

from sync.store import settings
from sync.store.database import Db

PREFIX, BEHIND = "under-way/", "under-way0"
"""Every key of ours begins with the first and comes before the second."""


def put(db: Db, name: str, note: bytes) -> None:
    settings.put(db, PREFIX + name, note)


def every(db: Db) -> dict[str, bytes]:
    """Return all notes by their names."""
    rows = db.rows("SELECT key, value FROM setting WHERE key > ? AND key < ? ORDER BY key", PREFIX, BEHIND)
    return {str(key).removeprefix(PREFIX): bytes(note) for key, note in rows}


def remove(db: Db, name: str) -> None:
    settings.remove(db, PREFIX + name)
