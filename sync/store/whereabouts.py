"""What a space is called and where its packages are, kept beside its log for when that is torn (A2.6.7).

It stands among the settings, as the owner's keys do: whoever still has these has this as well.
"""

from dataclasses import dataclass
from typing import TypeAlias, cast

from sync.model import relay_rows
from sync.model.belonging import RelayEntry
from sync.store import settings
from sync.store.database import Db
from sync.wire import codec

_Kept: TypeAlias = tuple[str, list[object]]  # as our own rows hold it


@dataclass(frozen=True, slots=True)
class Whereabouts:
    name: str
    relays: tuple[RelayEntry, ...]


def _key(space: bytes) -> str:
    return f"whereabouts/{space.hex()}"


def put(db: Db, space: bytes, one: Whereabouts) -> None:
    data = codec.encode([one.name, relay_rows.rows(one.relays)])
    if settings.get(db, _key(space)) != data:
        settings.put(db, _key(space), data)


def of(db: Db, space: bytes) -> Whereabouts | None:
    kept = settings.get(db, _key(space))
    if kept is None:
        return None
    try:
        name, relays = cast("_Kept", codec.decode(kept))
        return Whereabouts(name, relay_rows.known(relays))
    except (ValueError, TypeError):  # a torn row says nothing
        return None
