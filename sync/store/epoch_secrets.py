"""The secrets of the epochs that this device was given (A4.3)."""

from sync.store.database import Db


def put(db: Db, space: bytes, epoch: bytes, packed: bytes) -> None:
    sql = "INSERT OR REPLACE INTO epoch_secret (space, epoch, secrets) VALUES (?, ?, ?)"
    db.run(sql, space, epoch, packed)


def remove(db: Db, space: bytes, epoch: bytes) -> None:
    db.run("DELETE FROM epoch_secret WHERE space = ? AND epoch = ?", space, epoch)


def every(db: Db, space: bytes) -> dict[bytes, bytes]:
    """The packed secrets (96 bytes) by epoch."""
    rows = db.rows("SELECT epoch, secrets FROM epoch_secret WHERE space = ?", space)
    return {bytes(epoch): bytes(packed) for epoch, packed in rows}
