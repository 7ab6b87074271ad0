"""Edits of ours that are not signed yet (A5.4)."""

from collections.abc import Iterable

from sync.store.database import Db


def add(db: Db, space: bytes, op: bytes, at_ms: int = 0) -> None:
    """Keep an edit; *at_ms* is when it was made, which only this laptop ever knows."""
    add_all(db, space, [(op, at_ms)])


def add_all(db: Db, space: bytes, edits: Iterable[tuple[bytes, int]]) -> None:
    """Keep edits, each with when it was made."""
    db.many(
        "INSERT INTO outbox (space, op, at_ms) VALUES (?, ?, ?)",
        ((space, op, at_ms) for op, at_ms in edits),
    )


def waiting(db: Db, space: bytes) -> list[bytes]:
    return [bytes(row[0]) for row in db.rows("SELECT op FROM outbox WHERE space = ? ORDER BY row", space)]


def times(db: Db, space: bytes) -> list[int]:
    """Return when each edit was made; 0 where nobody noted it."""
    return [row[0] for row in db.rows("SELECT at_ms FROM outbox WHERE space = ? ORDER BY row", space)]


def size(db: Db, space: bytes) -> int:
    return db.number("SELECT sum(length(op)) FROM outbox WHERE space = ?", space)


def clear(db: Db, space: bytes) -> None:
    db.run("DELETE FROM outbox WHERE space = ?", space)


def count(db: Db, space: bytes) -> int:
    return db.number("SELECT count(*) FROM outbox WHERE space = ?", space)
