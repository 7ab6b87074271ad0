"""What belongs to ourselves: separate identities, names of our laptops, spaces on their way here (A3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from sync.model import relay_rows
from sync.model.belonging import RelayEntry
from sync.store.database import Db
from sync.wire import codec

_Coming: TypeAlias = tuple[str, list[object], list[tuple[bytes, bytes]]]  # as our own rows hold it


@dataclass(frozen=True, slots=True)
class Coming:
    """A space that another laptop of ours told this one about, until its log has come."""

    space: bytes
    name: str
    relays: tuple[RelayEntry, ...]
    secrets: Mapping[bytes, bytes] = field(repr=False)
    """For each head epoch its packed secrets (96 bytes)."""


def put_persona(db: Db, space: bytes, identity: bytes) -> None:
    db.run("INSERT OR REPLACE INTO persona VALUES (?, ?)", space, identity)


def personas(db: Db) -> dict[bytes, bytes]:
    """Return, for each space where we are somebody else, the packed identity."""
    return {bytes(space): bytes(data) for space, data in db.rows("SELECT space, identity FROM persona")}


def name_device(db: Db, device: bytes, name: str) -> None:
    db.run("INSERT OR REPLACE INTO device_name VALUES (?, ?)", device, name)


def device_names(db: Db) -> dict[bytes, str]:
    return {bytes(device): name for device, name in db.rows("SELECT device, name FROM device_name")}


def expect(db: Db, one: Coming) -> None:
    data = codec.encode([one.name, relay_rows.rows(one.relays), [*map(list, one.secrets.items())]])
    db.run("INSERT OR REPLACE INTO coming VALUES (?, ?)", one.space, data)


def coming(db: Db, space: bytes) -> Coming | None:
    found = db.row("SELECT data FROM coming WHERE space = ?", space)
    if found is None:
        return None
    name, relays, secrets = cast("_Coming", codec.decode(bytes(found[0])))
    return Coming(space, name, relay_rows.known(relays), dict(secrets))


def all_coming(db: Db) -> list[Coming]:
    spaces = [bytes(row[0]) for row in db.rows("SELECT space FROM coming ORDER BY rowid")]
    return [one for space in spaces if (one := coming(db, space))]


def has_come(db: Db, space: bytes) -> None:
    db.run("DELETE FROM coming WHERE space = ?", space)
