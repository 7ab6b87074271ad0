"""Edits of ours that are not signed yet (A5.4)."""

from sync.store.database import Db


def add(db: Db, space: bytes, op: bytes) -> None:
    db.run("INSERT INTO outbox (space, op) VALUES (?, ?)", space, op)


def waiting(db: Db, space: bytes) -> list[bytes]:
    return [bytes(row[0]) for row in db.rows("SELECT op FROM outbox WHERE space = ? ORDER BY row", space)]


def size(db: Db, space: bytes) -> int:
    return db.number("SELECT sum(length(op)) FROM outbox WHERE space = ?", space)


def clear(db: Db, space: bytes) -> None:
    db.run("DELETE FROM outbox WHERE space = ?", space)


def count(db: Db, space: bytes) -> int:
    return db.number("SELECT count(*) FROM outbox WHERE space = ?", space)
