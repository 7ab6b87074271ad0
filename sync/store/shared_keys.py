"""Keys of networks that organisations put into their own spaces, and what these let us read (A4.8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sync.model import relay_rows
from sync.model.belonging import RelayEntry
from sync.store.database import Db
from sync.wire import codec

ID = 32


@dataclass(frozen=True, slots=True)
class Given:
    """One key as a space's entry gives it; without an epoch the entry says that no more will come."""

    space: bytes
    """The organisation's own space."""
    network: bytes
    organisation: bytes
    device: bytes
    """Who wrote the entry."""
    entry: bytes
    heads: tuple[bytes, ...]
    """What its author knew of who belongs to the space."""
    relays: tuple[RelayEntry, ...]
    epoch: bytes
    row: int = 0


def add(db: Db, one: Given) -> None:
    db.run(
        "INSERT OR IGNORE INTO shared_key"
        " (space, network, organisation, device, entry, heads, relays, epoch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        one.space, one.network, one.organisation, one.device, one.entry, b"".join(one.heads),
        codec.encode(relay_rows.rows(one.relays)), one.epoch,
    )  # fmt: skip


def of(db: Db, network: bytes) -> list[Given]:
    """All that was given of one network, in the order it came."""
    sql = (
        "SELECT space, network, organisation, device, entry, heads, relays, epoch, row FROM shared_key"
        " WHERE network = ? ORDER BY row"
    )
    return [_given(row) for row in db.rows(sql, network)]


def _given(row: Iterable[object]) -> Given:
    space, network, organisation, device, entry, heads, relays, epoch, number = cast(
        "tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, int]", tuple(row)
    )
    known = tuple(bytes(heads)[at : at + ID] for at in range(0, len(heads), ID))
    where = relay_rows.known(cast("list[object]", codec.decode(bytes(relays))))
    return Given(
        bytes(space), bytes(network), bytes(organisation), bytes(device), bytes(entry), known, where,
        bytes(epoch), number,
    )  # fmt: skip


def networks(db: Db) -> list[bytes]:
    """Every network of which something was given."""
    return [bytes(row[0]) for row in db.rows("SELECT DISTINCT network FROM shared_key ORDER BY network")]


def last(db: Db) -> int:
    """The number of what came last."""
    return db.number("SELECT coalesce(max(row), 0) FROM shared_key")


def follow(db: Db, network: bytes) -> None:
    """Remember that nothing is shown of a network until its log bears out what was given."""
    db.run("INSERT OR IGNORE INTO read_through VALUES (?, x'', x'')", network)


def followed(db: Db, device: bytes) -> int:
    """How many such networks one device named."""
    sql = (
        "SELECT count(DISTINCT network) FROM shared_key WHERE device = ?"
        " AND network IN (SELECT network FROM read_through WHERE organisation = x'')"
    )
    return db.number(sql, device)


def is_followed(db: Db, network: bytes) -> bool:
    sql = "SELECT 1 FROM read_through WHERE network = ? AND organisation = x''"
    return db.row(sql, network) is not None


def entered(db: Db, network: bytes) -> None:
    """We came into the network ourselves."""
    db.run("DELETE FROM read_through WHERE network = ? AND organisation = x''", network)


def prove(db: Db, network: bytes, organisation: bytes, space: bytes) -> None:
    """Remember that the network's log bore out what was given."""
    db.run("INSERT OR REPLACE INTO read_through VALUES (?, ?, ?)", network, organisation, space)


def proven(db: Db, network: bytes) -> tuple[bytes, bytes] | None:
    """The organisation and the own space through which a network is or was read here."""
    sql = "SELECT organisation, space FROM read_through WHERE network = ? AND organisation <> x''"
    found = db.row(sql, network)
    return None if found is None else (bytes(found[0]), bytes(found[1]))
