"""Devices of which two entries stand at one place, and the lowest such place (A5.5)."""

from sync.store.database import Db


def add(db: Db, space: bytes, device: bytes, seq: int) -> None:
    db.run(
        "INSERT INTO fork VALUES (?, ?, ?) ON CONFLICT (space, device) DO UPDATE SET"
        " seq = min(seq, excluded.seq)",
        space, device, seq,
    )  # fmt: skip


def every(db: Db, space: bytes) -> dict[bytes, int]:
    rows = db.rows("SELECT device, seq FROM fork WHERE space = ?", space)
    return {bytes(device): seq for device, seq in rows}
