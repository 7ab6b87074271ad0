"""Tickets for relays as the entries of a space give them, and those that are spent (A6.4)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sync.store.database import Db

ID = 32
OURS = b""
"""In place of an entry: this notebook tried the ticket itself."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one operation gives for one relay."""

    space: bytes
    relay: bytes
    device: bytes
    entry: bytes
    place: int
    """Which operation of the entry it is."""
    heads: tuple[bytes, ...]
    """What its author knew of who belongs to the space."""
    epochs: tuple[bytes, ...]
    """What it is sealed under."""
    came_ms: int
    spare: tuple[bytes, ...] = field(repr=False)
    sealed: bytes = field(repr=False)


def give(db: Db, one: Given) -> None:
    db.run(
        "INSERT OR IGNORE INTO ticket_given"
        " (space, relay, device, entry, place, heads, epochs, came_ms, spare, sealed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        one.space, one.relay, one.device, one.entry, one.place, b"".join(one.heads), b"".join(one.epochs),
        one.came_ms, b"".join(one.spare), one.sealed,
    )  # fmt: skip


def given(db: Db, space: bytes, relay: bytes) -> list[Given]:
    """All that was given for a relay, in the order it came."""
    sql = (
        "SELECT space, relay, device, entry, place, heads, epochs, came_ms, spare, sealed FROM ticket_given"
        " WHERE space = ? AND relay = ? ORDER BY row"
    )
    return [_given(row) for row in db.rows(sql, space, relay)]


def _given(row: tuple[Any, ...]) -> Given:
    space, relay, device, entry, place, heads, epochs, came_ms, spare, sealed = row
    return Given(
        bytes(space), bytes(relay), bytes(device), bytes(entry), place, _split(heads), _split(epochs),
        came_ms, _split(spare), bytes(sealed),
    )  # fmt: skip


def _split(data: bytes) -> tuple[bytes, ...]:
    return tuple(bytes(data)[at : at + ID] for at in range(0, len(data), ID))


def spend(db: Db, space: bytes, relay: bytes, names: Iterable[bytes], entry: bytes = OURS) -> None:
    """Note that an *entry*, or this notebook, says that these are spent."""
    rows = [(space, relay, name, entry) for name in names]
    db.many("INSERT OR IGNORE INTO ticket_spent VALUES (?, ?, ?, ?)", rows)


def spent(db: Db, space: bytes, relay: bytes) -> dict[bytes, set[bytes]]:
    """By a ticket's SHA-256 the entries that call it spent."""
    found: dict[bytes, set[bytes]] = {}
    sql = "SELECT name, entry FROM ticket_spent WHERE space = ? AND relay = ?"
    for name, entry in db.rows(sql, space, relay):
        found.setdefault(bytes(name), set()).add(bytes(entry))
    return found
