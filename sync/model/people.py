"""The people and organisations of a space, and what they hold out to each other (A3, A4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.model.belonging import Epoch
from sync.model.circle import Circle


@dataclass(frozen=True, slots=True)
class Device:
    """A device as its person's log proves it."""

    device_id: bytes
    person: bytes
    sign_pk: bytes
    kem_pk: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody inside a principal; *role* is theirs there: in an organisation steward means officer."""

    person: bytes
    name: str
    role: str
    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class Principal:
    """A person, or an organisation with the people it sent (A4.8)."""

    person: bytes
    name: str
    role: str
    people: tuple[Person, ...]
    organisation: bool = False

    @property
    def devices(self) -> tuple[Device, ...]:
        return tuple(device for person in self.people for device in person.devices)


@dataclass(frozen=True, slots=True)
class OpenInvite:
    """An invitation that is in force; *author* is the person who made it."""

    key: bytes
    role: str
    max_uses: int
    uses_left: int
    expires_ms: int
    author: bytes


@dataclass(frozen=True, slots=True)
class Announced:
    """An epoch in the log; *ranks* says for each device that it was for, what it was given (A4.3)."""

    op: Epoch
    entry: bytes
    device: bytes
    by_steward: bool
    wall_ms: int
    ranks: Mapping[bytes, int] = field(repr=False)
    out: frozenset[bytes] = field(default=frozenset(), repr=False)
    """The entries that took, held or lowered somebody, as far as its author knew."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts when a device does: the device, its person, and the principal they stand for."""

    device: bytes
    person: bytes
    principal: bytes


@dataclass(frozen=True, slots=True)
class Roster:
    """An organisation's own log of the people it sends into a network (A4.8)."""

    name: str
    circle: Circle
    names: dict[bytes, str]

    def copy(self) -> "Roster":
        return Roster(self.name, self.circle.copy(), dict(self.names))
