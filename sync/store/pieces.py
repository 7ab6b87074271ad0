"""Pieces of contents that are sent at a steady pace, kept until the others have come."""

from sync.store.database import Db

KEPT = 512  # for each space: 4 MiB


def add(db: Db, space: bytes, content: bytes, number: int, count: int, data: bytes) -> None:
    """Keep a piece; where there are very many, the oldest go."""
    sql = "INSERT OR IGNORE INTO piece (space, content, number, count, data) VALUES (?, ?, ?, ?, ?)"
    db.run(sql, space, content, number, count, data)
    db.run(
        "DELETE FROM piece WHERE space = ?1 AND row <="
        " coalesce((SELECT row FROM piece WHERE space = ?1 ORDER BY row DESC LIMIT 1 OFFSET ?2), 0)",
        space, KEPT,
    )  # fmt: skip


def of(db: Db, space: bytes, content: bytes, count: int) -> list[bytes]:
    """Return those pieces of a content that are here, in order."""
    sql = "SELECT data FROM piece WHERE space = ? AND content = ? AND count = ? ORDER BY number"
    return [bytes(data) for (data,) in db.rows(sql, space, content, count)]
