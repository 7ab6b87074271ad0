"""In what order this notebook came to know the files in a folder, which have no order of their own (A6.8)."""

from collections.abc import Collection, Sequence

from sync.store.database import Db


def known(db: Db, relay: bytes, mailbox: bytes) -> dict[bytes, int]:
    """Number by blob id (32 bytes); *relay* is the folder's name (32)."""
    rows = db.rows("SELECT id, number FROM folder_file WHERE relay = ? AND mailbox = ?", relay, mailbox)
    return {bytes(name): number for name, number in rows}


def add(db: Db, relay: bytes, mailbox: bytes, ids: Sequence[bytes], now_ms: int) -> None:
    """Number what is new in this order; no number is given twice."""
    sql = "SELECT coalesce(max(number), 0) FROM folder_file WHERE relay = ? AND mailbox = ?"
    first = db.number(sql, relay, mailbox) + 1
    rows = [(relay, mailbox, name, number, now_ms) for number, name in enumerate(ids, start=first)]
    db.many("INSERT OR IGNORE INTO folder_file VALUES (?, ?, ?, ?, ?)", rows)


def old(db: Db, relay: bytes, mailbox: bytes, before_ms: int, taken: int, most: int) -> list[bytes]:
    """Ids that came to be known before that time, up to number *taken*, the oldest first."""
    sql = (
        "SELECT id FROM folder_file WHERE relay = ? AND mailbox = ? AND since_ms < ? AND number <= ?"
        " ORDER BY number LIMIT ?"
    )
    return [bytes(name) for (name,) in db.rows(sql, relay, mailbox, before_ms, taken, most)]


def forget(db: Db, relay: bytes, mailbox: bytes, ids: Collection[bytes]) -> None:
    """Drop what is not in the folder any more; the highest number stays, so that none is given twice."""
    sql = (
        "DELETE FROM folder_file WHERE relay = ?1 AND mailbox = ?2 AND id = ?3 AND number <"
        " (SELECT max(number) FROM folder_file WHERE relay = ?1 AND mailbox = ?2)"
    )
    db.many(sql, [(relay, mailbox, name) for name in ids])
