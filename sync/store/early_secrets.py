"""Secrets of epochs that came before the log confirmed them, and when epochs were first seen here (A4.3)."""

from sync.store import settings
from sync.store.database import Db

EACH_MAX = 8  # different secrets kept for one epoch
ALL_MAX = 256  # for one space
_LEARNED = "keys-learned/"


def add(db: Db, space: bytes, epoch: bytes, packed: bytes) -> bool:
    """Keep packed secrets (96 bytes) until the log decides; say whether there was room."""
    same = db.number("SELECT count(*) FROM early_secret WHERE space = ? AND epoch = ?", space, epoch)
    if same >= EACH_MAX or db.number("SELECT count(*) FROM early_secret WHERE space = ?", space) >= ALL_MAX:
        return False
    sql = "INSERT OR IGNORE INTO early_secret (space, epoch, secrets) VALUES (?, ?, ?)"
    db.run(sql, space, epoch, packed)
    settings.put(db, _LEARNED + space.hex(), (learned(db, space) + 1).to_bytes(8, "big"))
    return True


def every(db: Db, space: bytes) -> list[tuple[bytes, bytes]]:
    """Pairs of epoch id and packed secrets, in the order they came."""
    rows = db.rows("SELECT epoch, secrets FROM early_secret WHERE space = ? ORDER BY row", space)
    return [(bytes(epoch), bytes(packed)) for epoch, packed in rows]


def learned(db: Db, space: bytes) -> int:
    """A number that grows with every key that came: then what nobody could open is worth another look."""
    return int.from_bytes(settings.get(db, _LEARNED + space.hex()) or b"", "big")


def remove(db: Db, space: bytes, epoch: bytes, packed: bytes) -> None:
    sql = "DELETE FROM early_secret WHERE space = ? AND epoch = ? AND secrets = ?"
    db.run(sql, space, epoch, packed)


def saw(db: Db, space: bytes, epoch: bytes, at_ms: int, op: bytes) -> None:
    """Remember an epoch's operation and when it was first seen here."""
    db.run("INSERT OR IGNORE INTO epoch_seen VALUES (?, ?, ?, ?)", space, epoch, at_ms, op)


def seen(db: Db, space: bytes) -> dict[bytes, tuple[int, bytes]]:
    """By epoch: when it was first seen here, and its operation as bytes."""
    rows = db.rows("SELECT epoch, seen_ms, op FROM epoch_seen WHERE space = ? ORDER BY rowid", space)
    return {bytes(epoch): (at_ms, bytes(op)) for epoch, at_ms, op in rows}
