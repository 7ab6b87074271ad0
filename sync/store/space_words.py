"""What entries say of a space's own words and careful words (PROTOCOL 3.24)."""

from collections.abc import Iterator
from dataclasses import dataclass

from sync.store.database import Db

ID = 32


@dataclass(frozen=True, slots=True)
class SaidWords:
    """One operation, as it is encoded."""

    entry: bytes
    place: int
    """Which operation of the entry it is."""
    space: bytes
    device: bytes
    lamport: int
    heads: tuple[bytes, ...]
    """What its author knew of who belongs to the space."""
    op: bytes


def add(db: Db, one: SaidWords) -> None:
    db.run(
        "INSERT OR IGNORE INTO space_words VALUES (?, ?, ?, ?, ?, ?, ?)",
        one.entry, one.place, one.space, one.device, one.lamport, b"".join(one.heads), one.op,
    )  # fmt: skip


def every(db: Db, space: bytes) -> Iterator[SaidWords]:
    """Yield all that was said in a space, in no order."""
    sql = "SELECT entry, place, space, device, lamport, heads, op FROM space_words WHERE space = ?"
    for entry, place, where, device, lamport, heads, op in db.rows(sql, space):
        known = bytes(heads)
        split = tuple(known[at : at + ID] for at in range(0, len(known), ID))
        yield SaidWords(bytes(entry), place, bytes(where), bytes(device), lamport, split, bytes(op))
