"""Up to where a person has looked at what others wrote: for each space, and beyond that for single records.

Places in chains are kept, never times: what was written long ago and arrives today is news, and building all
records anew from the entries makes nothing new.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sync.store import chains, records
from sync.store.database import Db
from sync.store.records import Record

DEV8 = 8


@dataclass(frozen=True, slots=True)
class Unseen:
    """The newest that one device did to a record, where nobody has looked since."""

    record: bytes
    dev8: bytes
    seq: int
    lamport: int


def unseen(db: Db, space: bytes, others: Collection[bytes], limit: int) -> list[Unseen]:
    """Return what the devices in *others* (first 8 bytes of each) changed, at most *limit* by each."""
    looked = _looked(db, space)
    known = {device[:DEV8]: seq for device, seq in chains.vector(db, space).items()}
    found: list[Unseen] = []
    for dev8 in sorted(others):
        since = looked.get(dev8, -1)
        if known.get(dev8, -1) > since:
            found += _by(db, space, dev8, since, limit)
    return found


def _by(db: Db, space: bytes, dev8: bytes, since: int, limit: int) -> list[Unseen]:
    rows = db.rows(
        "SELECT a.record, a.seq, a.lamport FROM alive a INDEXED BY alive_device"
        " JOIN record r ON r.record = a.record"
        " LEFT JOIN look_record l ON l.record = a.record AND l.dev8 = a.dev8"
        " WHERE a.dev8 = ?1 AND a.seq > ?2 AND r.space = ?3 AND r.present = 1 AND r.kind IS NOT NULL"
        " AND a.seq > coalesce(l.seq, -1) ORDER BY a.seq DESC LIMIT ?4",
        dev8, since, space, limit,
    )  # fmt: skip
    return [Unseen(bytes(record), dev8, seq, lamport) for record, seq, lamport in rows]


def is_unseen(db: Db, space: bytes, record: bytes, others: Collection[bytes]) -> bool:
    """Say whether one of *others* changed a record since anybody looked at it."""
    single = dict(db.rows("SELECT dev8, seq FROM look_record WHERE record = ?", record))
    looked = _looked(db, space)
    return any(
        stamp.seq > max(looked.get(stamp.dev8, -1), single.get(stamp.dev8, -1))
        for stamp in records.alive(db, record) if stamp.dev8 in others
    )  # fmt: skip


def _looked(db: Db, space: bytes) -> dict[bytes, int]:
    return {bytes(dev8): seq for dev8, seq in db.rows("SELECT dev8, seq FROM look WHERE space = ?", space)}


def see(db: Db, record: bytes) -> None:
    """Everything that is in a record now has been looked at."""
    db.run(
        "INSERT INTO look_record SELECT record, dev8, seq FROM alive WHERE record = ?"
        " ON CONFLICT (record, dev8) DO UPDATE SET seq = excluded.seq",
        record,
    )


def see_all(db: Db, space: bytes) -> None:
    """Everything that is in a space now has been looked at."""
    db.run("DELETE FROM look_record WHERE record IN (SELECT record FROM record WHERE space = ?)", space)
    db.many(
        "INSERT INTO look VALUES (?, ?, ?) ON CONFLICT (space, dev8) DO UPDATE SET seq = excluded.seq",
        [(space, device[:DEV8], seq) for device, seq in chains.vector(db, space).items()],
    )


def twofold(db: Db, space: bytes, limit: int) -> list[Record]:
    """Return records with two values side by side, the last changed first."""
    rows = db.rows(
        records.SELECT + " INDEXED BY record_twofold WHERE space = ? AND twofold = 1 AND present = 1"
        " AND kind IS NOT NULL ORDER BY changed_ms DESC LIMIT ?",
        space, limit,
    )  # fmt: skip
    return [records.of_row(row) for row in rows]
