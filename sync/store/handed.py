"""Which device was given which epoch, and who asks for one (A4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Asking:
    """A device that lacks an epoch; *era* names the mailbox where it asked."""

    device: bytes
    epoch: bytes
    era: bytes


def note(db: Db, space: bytes, epoch: bytes, devices: Iterable[bytes], at_ms: int) -> None:
    """Remember that these devices were given the epoch, by us or by somebody else."""
    rows = [(space, epoch, device, at_ms) for device in devices]
    db.many("INSERT OR REPLACE INTO handed VALUES (?, ?, ?, ?)", rows)


def when(db: Db, space: bytes, device: bytes) -> dict[bytes, int]:
    """By epoch: when the device was given it."""
    rows = db.rows("SELECT epoch, at_ms FROM handed WHERE space = ? AND device = ?", space, device)
    return {bytes(epoch): at_ms for epoch, at_ms in rows}


def ask(db: Db, space: bytes, one: Asking) -> None:
    sql = "INSERT OR REPLACE INTO asking VALUES (?, ?, ?, ?)"
    db.run(sql, space, one.device, one.epoch, one.era)


def asking(db: Db, space: bytes) -> list[Asking]:
    rows = db.rows("SELECT device, epoch, era FROM asking WHERE space = ? ORDER BY rowid", space)
    return [Asking(*(bytes(cell) for cell in row)) for row in rows]


def answered(db: Db, space: bytes, device: bytes) -> None:
    db.run("DELETE FROM asking WHERE space = ? AND device = ?", space, device)
