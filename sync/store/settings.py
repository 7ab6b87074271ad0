"""Settings by name; values are bytes."""

from sync.store.database import Db

DIGITS = 18  # of a number, as many as a row can have


def get(db: Db, key: str) -> bytes | None:
    found = db.row("SELECT value FROM setting WHERE key = ?", key)
    return bytes(found[0]) if found else None


def number(db: Db, key: str) -> int:
    """Return a whole number that was kept in digits; 0 where there is none."""
    kept = get(db, key) or b""
    return int(kept) if kept.isdigit() and len(kept) <= DIGITS else 0


def put(db: Db, key: str, value: bytes) -> None:
    sql = "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    db.run(sql, key, value)


def remove(db: Db, key: str) -> None:
    db.run("DELETE FROM setting WHERE key = ?", key)
