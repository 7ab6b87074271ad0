"""Signed entries as they were received, in an order in which none comes before what it stands on."""

from collections.abc import Iterator, Mapping

from sync.model import entry
from sync.model.entry import Entry, Header
from sync.store import forks, touched
from sync.store.database import Db


def add(db: Db, kept: Entry) -> int:
    """Keep an entry and return its row."""
    header = kept.header
    row = db.run(
        "INSERT INTO entry (id, space, device, seq, lamport, membership, raw) VALUES (?, ?, ?, ?, ?, ?, ?)",
        kept.id, header.space, header.device, header.seq, header.lamport,
        int(entry.is_membership(header)), kept.raw,
    )  # fmt: skip
    touched.note(db, row, header.ops)
    return row


def header(db: Db, row: int) -> Header | None:
    found = db.row("SELECT raw FROM entry WHERE row = ?", row)
    return entry.decode_header(entry.split_entry(bytes(found[0]))[0]) if found else None


def row_of(db: Db, entry_id: bytes) -> int | None:
    found = db.row("SELECT row FROM entry WHERE id = ?", entry_id)
    return int(found[0]) if found else None


def in_row(db: Db, row: int) -> Entry:
    """The entry in a row that is known to be there."""
    key, raw = db.rows("SELECT id, raw FROM entry WHERE row = ?", row)[0]
    return _entry(bytes(key), bytes(raw))


def membership(db: Db, space: bytes) -> list[Entry]:
    rows = db.rows("SELECT id, raw FROM entry WHERE space = ? AND membership = 1 ORDER BY row", space)
    return [_entry(bytes(key), bytes(raw)) for key, raw in rows]


def _entry(key: bytes, raw: bytes) -> Entry:
    return Entry(key, entry.decode_header(entry.split_entry(raw)[0]), raw)


def above(db: Db, space: bytes, vector: Mapping[bytes, int]) -> Iterator[bytes]:
    """Every entry's bytes that a holder of *vector* (device to highest seq) lacks, oldest first.

    From where a chain split on, a number says nothing: those all go (A5.5).
    """
    split = forks.every(db, space)
    places = "SELECT row, device, seq FROM entry INDEXED BY entry_place WHERE space = ? ORDER BY row"
    for row, device, seq in db.rows(places, space):
        if seq > vector.get(bytes(device), -1) or seq >= split.get(bytes(device), seq + 1):
            found = db.row("SELECT raw FROM entry WHERE row = ?", row)
            if found:
                yield bytes(found[0])


def every(db: Db, space: bytes) -> Iterator[tuple[int, Entry]]:
    """All entries of a space with their rows, none before what it stands on."""
    for (row,) in db.rows("SELECT row FROM entry WHERE space = ? ORDER BY lamport, row", space):
        found = db.row("SELECT id, raw FROM entry WHERE row = ?", row)
        if found:
            yield row, _entry(bytes(found[0]), bytes(found[1]))


def in_chain(db: Db, space: bytes, device: bytes, seq: int) -> Entry | None:
    """The entry at one place of a chain; after a fork, one of them."""
    sql = "SELECT id, raw FROM entry WHERE space = ? AND device = ? AND seq = ?"
    found = db.row(sql, space, device, seq)
    return _entry(bytes(found[0]), bytes(found[1])) if found else None


def of_device(db: Db, space: bytes, device: bytes, from_seq: int = 0) -> list[tuple[int, Entry]]:
    """The entries of one device with their rows, by seq; after a fork several have the same."""
    sql = "SELECT row, id, raw FROM entry WHERE space = ? AND device = ? AND seq >= ? ORDER BY seq, row"
    return [(row, _entry(bytes(key), bytes(raw))) for row, key, raw in db.rows(sql, space, device, from_seq)]


def lamport(db: Db, space: bytes, dev8: bytes, seq: int) -> int:
    """The lamport of the entry at one place of a chain, 0 where there is none."""
    return lamports(db, space, dev8, seq)[1]


def lamports(db: Db, space: bytes, dev8: bytes, seq: int) -> tuple[int, int]:
    """The lowest and the highest at one place of a chain: after a fork there may be two (A5.5)."""
    first = "SELECT device FROM entry WHERE space = ? AND device >= ? ORDER BY device LIMIT 1"
    device = db.row(first, space, dev8)  # the only one: a device whose first 8 bytes collide is not admitted
    if device is None or bytes(device[0][: len(dev8)]) != dev8:
        return 0, 0
    sql = "SELECT min(lamport), max(lamport) FROM entry WHERE space = ? AND device = ? AND seq = ?"
    found = db.row(sql, space, device[0], seq)
    return (found[0] or 0, found[1] or 0) if found else (0, 0)


def count(db: Db, space: bytes) -> int:
    return db.number("SELECT count(*) FROM entry WHERE space = ?", space)
