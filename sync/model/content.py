"""The operations on what a space holds: records, texts, keys of a network, tickets (A5.2, A4.8, A6.4)."""

from dataclasses import dataclass, field

from sync.model import shapes
from sync.model.belonging import RelayEntry
from sync.model.entry import BadEntry, Encoded

SEVERAL_MAX = 64  # values that stand side by side by one operation


@dataclass(frozen=True, slots=True)
class Set:
    record: bytes
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Several:
    """Values that stand side by side, the one shown first in front: as before a decision that is undone."""

    record: bytes
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clear:
    record: bytes
    field: str


@dataclass(frozen=True, slots=True)
class New:
    record: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Drop:
    record: bytes


@dataclass(frozen=True, slots=True)
class Doc:
    """A change to one text; *doc* is the record's id followed by the field's name."""

    doc: bytes
    generation: int
    update: bytes


@dataclass(frozen=True, slots=True)
class EpochKey:
    """E of one epoch, with the operation that announced it: its id and commitment follow from that."""

    op: Encoded
    e: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shared:
    """Keys that let an organisation's own people read a network, and where it is; no keys end it (A4.8)."""

    network: bytes
    organisation: bytes
    relays: tuple[RelayEntry, ...]
    keys: tuple[EpochKey, ...]


@dataclass(frozen=True, slots=True)
class Tickets:
    """Tickets for a relay: a few for everybody who reads here, and others that stewards open (A6.4)."""

    relay: bytes
    spare: tuple[bytes, ...] = field(repr=False)
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spent:
    """Tickets that are no good any more, by their SHA-256."""

    relay: bytes
    names: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """An operation of a newer release: kept, forwarded, not applied (A10.3)."""

    type: int
    encoded: Encoded


def several(value: object) -> tuple[str, ...]:
    """Return 2 to SEVERAL_MAX texts, each another one (PROTOCOL 3.2). Raises BadEntry."""
    found = shapes.each(value, shapes.text)
    if not 1 < len(set(found)) == len(found) <= SEVERAL_MAX:
        raise BadEntry("op-shape")
    return found
