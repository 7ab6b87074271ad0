"""Settings by name; values are bytes."""

from sync.store.database import Db


def get(db: Db, key: str) -> bytes | None:
    found = db.row("SELECT value FROM setting WHERE key = ?", key)
    return bytes(found[0]) if found else None


def put(db: Db, key: str, value: bytes) -> None:
    sql = "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    db.run(sql, key, value)


def remove(db: Db, key: str) -> None:
    db.run("DELETE FROM setting WHERE key = ?", key)
