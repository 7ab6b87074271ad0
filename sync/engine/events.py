"""What happened, told to whoever asked to hear it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from sync.errors import Problem

DeliveryName = Literal[
    "idle", "sending", "up-to-date", "offline", "no-relay", "paused", "waiting-for-key", "waiting-for-yes"
]


@dataclass(frozen=True, slots=True)
class ItemsChanged:
    ids: frozenset[str]
    by: object = None
    """Who asked for it, so that an editor does not reload its own typing."""


@dataclass(frozen=True, slots=True)
class ItemsMade(ItemsChanged):
    in_order: tuple[str, ...] = ()
    """The new ones as they were asked for; nothing for one that was here before."""


@dataclass(frozen=True, slots=True)
class CopyTakenBack(ItemsChanged):
    """Copies in another space lie in its trash now; what was written of them is in the log all the same."""


@dataclass(frozen=True, slots=True)
class SpacesChanged:
    by: object = None


@dataclass(frozen=True, slots=True)
class MembersChanged:
    space: str


@dataclass(frozen=True, slots=True)
class WordsChanged:
    """A space says something in other words of its own now (PROTOCOL 3.24)."""

    space: str


@dataclass(frozen=True, slots=True)
class DeviceForked:
    """Two entries of one device stand at one place: it was copied or restored (A5.5)."""

    space: str
    device: str
    own: bool


@dataclass(frozen=True, slots=True)
class GapsChanged:
    """Something by somebody is known to be missing, or has arrived after all (A5.5)."""

    space: str


@dataclass(frozen=True, slots=True)
class RelayCaught:
    """A relay did what none that works does; *offer* where this person may change the relays (A6.7)."""

    space: str
    relay: str
    code: str
    offer: bool


@dataclass(frozen=True, slots=True)
class RequestsWaiting:
    space: str
    count: int


@dataclass(frozen=True, slots=True)
class DeliveryState:
    name: DeliveryName
    waiting: int = 0
    problem: Problem | None = None
    last_ms: int | None = None
    bytes_to_send: int = 0
    """With "waiting-for-yes": what the connection would cost, at most."""
    left: int = 0
    """Blobs that wait at delivery services until somebody says yes."""


@dataclass(frozen=True, slots=True)
class DeliveryChanged:
    state: DeliveryState


@dataclass(frozen=True, slots=True)
class RoomState:
    """What was exchanged in a room so far, and what keeps it from going on."""

    sent: int = 0
    received: int = 0
    problem: Problem | None = None
    last_ms: int | None = None
    """When a round last went through."""
    quiet: Problem | None = None
    """What kept attached files from going or coming; changes go on."""


@dataclass(frozen=True, slots=True)
class RoomChanged:
    state: RoomState


@dataclass(frozen=True, slots=True)
class RelayNotice:
    """What the operator of a relay says to everybody, in one line; told when it is new."""

    relay: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class ChunkCame:
    """A part of an attached file came at a steady pace; for whoever keeps these, not for windows."""

    space: bytes
    att: bytes
    number: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ArchiveProgress:
    """How many bytes of a space's archive were read, of how many that are wanted (A6.6)."""

    space: str
    done: int
    total: int


Event = (
    ItemsChanged
    | SpacesChanged
    | MembersChanged
    | WordsChanged
    | DeviceForked
    | GapsChanged
    | RequestsWaiting
    | DeliveryChanged
    | RoomChanged
    | RelayNotice
    | RelayCaught
    | ArchiveProgress
    | ChunkCame
)
Listener = Callable[[Event], None]


class Events:
    """Listeners are called on whatever engine thread the thing happened."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._guard = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        with self._guard:
            self._listeners.append(listener)
        return lambda: self._unsubscribe(listener)

    def _unsubscribe(self, listener: Listener) -> None:
        with self._guard:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def tell(self, event: Event) -> None:
        with self._guard:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(event)
