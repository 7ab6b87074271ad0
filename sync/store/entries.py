"""Signed entries as they were received, in an order in which none comes before what it stands on."""

from collections.abc import Iterator, Mapping

from sync.model import entry
from sync.model.entry import Entry
from sync.store.database import Db


def add(db: Db, kept: Entry) -> int:
    """Keep an entry and return its row."""
    header = kept.header
    return db.run(
        "INSERT INTO entry (id, space, device, seq, lamport, membership, raw) VALUES (?, ?, ?, ?, ?, ?, ?)",
        kept.id, header.space, header.device, header.seq, header.lamport,
        int(entry.is_membership(header)), kept.raw,
    )  # fmt: skip


def row_of(db: Db, entry_id: bytes) -> int | None:
    found = db.row("SELECT row FROM entry WHERE id = ?", entry_id)
    return int(found[0]) if found else None


def membership(db: Db, space: bytes) -> list[Entry]:
    rows = db.rows("SELECT id, raw FROM entry WHERE space = ? AND membership = 1 ORDER BY row", space)
    return [Entry(bytes(key), entry.decode_header(entry.split_entry(raw)[0]), bytes(raw)) for key, raw in rows]


def above(db: Db, space: bytes, vector: Mapping[bytes, int]) -> Iterator[bytes]:
    """Every entry's bytes that a holder of *vector* (device to highest seq) lacks, oldest first."""
    for row, device, seq in db.rows("SELECT row, device, seq FROM entry WHERE space = ? ORDER BY row", space):
        if seq > vector.get(bytes(device), -1):
            found = db.row("SELECT raw FROM entry WHERE row = ?", row)
            if found:
                yield bytes(found[0])


def lamport(db: Db, space: bytes, dev8: bytes, seq: int) -> int:
    """The lamport of the entry at one place of a chain, 0 where there is none."""
    sql = "SELECT lamport FROM entry WHERE space = ? AND device >= ? AND device < ? AND seq = ?"
    return db.number(sql, space, dev8, dev8 + b"\xff" * 24, seq)


def count(db: Db, space: bytes) -> int:
    return db.number("SELECT count(*) FROM entry WHERE space = ?", space)
