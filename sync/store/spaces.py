"""The spaces that this notebook has a part in."""

from sync.store.database import Db


def add(db: Db, space: bytes) -> None:
    db.run("INSERT OR IGNORE INTO space VALUES (?)", space)


def every(db: Db) -> list[bytes]:
    return [bytes(row[0]) for row in db.rows("SELECT space FROM space ORDER BY rowid")]


def has(db: Db, space: bytes) -> bool:
    return db.row("SELECT 1 FROM space WHERE space = ?", space) is not None
