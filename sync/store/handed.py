"""Which device was given which epoch, and who asks for one (A4.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Asking:
    """A device that lacks an epoch; *era* names the mailbox where it asked."""

    device: bytes
    epoch: bytes
    era: bytes


def note(db: Db, space: bytes, epoch: bytes, given: Mapping[bytes, int], at_ms: int) -> None:
    """Remember that these devices were given what is due to their rank, by us or by somebody else."""
    rows = [(space, epoch, device, at_ms, rank) for device, rank in given.items()]
    db.many("INSERT OR REPLACE INTO handed VALUES (?, ?, ?, ?, ?)", rows)


def when(db: Db, space: bytes, device: bytes, rank: int) -> dict[bytes, int]:
    """By epoch: when the device was given what is due to *rank* or more."""
    sql = "SELECT epoch, at_ms FROM handed WHERE space = ? AND device = ? AND rank >= ?"
    return {bytes(epoch): at_ms for epoch, at_ms in db.rows(sql, space, device, rank)}


def ask(db: Db, space: bytes, one: Asking) -> None:
    sql = "INSERT OR REPLACE INTO asking VALUES (?, ?, ?, ?)"
    db.run(sql, space, one.device, one.epoch, one.era)


def asking(db: Db, space: bytes) -> list[Asking]:
    rows = db.rows("SELECT device, epoch, era FROM asking WHERE space = ? ORDER BY rowid", space)
    return [Asking(*(bytes(cell) for cell in row)) for row in rows]


def answered(db: Db, space: bytes, device: bytes) -> None:
    db.run("DELETE FROM asking WHERE space = ? AND device = ?", space, device)


def turn(db: Db, space: bytes, what: str) -> int | None:
    """When it is this device's turn to do something that others may do as well (A4.4.6)."""
    found = db.row("SELECT due_ms FROM turn WHERE space = ? AND what = ?", space, what)
    return int(found[0]) if found else None


def wait(db: Db, space: bytes, what: str, due_ms: int) -> None:
    db.run("INSERT OR IGNORE INTO turn VALUES (?, ?, ?)", space, what, due_ms)


def no_turn(db: Db, space: bytes, what: str) -> None:
    db.run("DELETE FROM turn WHERE space = ? AND what = ?", space, what)
