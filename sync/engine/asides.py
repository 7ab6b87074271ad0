"""Places to exchange at that no space's log names: the room of one meeting, and folders (A6.8).

They are known to this notebook alone. Mailboxes there are derived under a name of 32 bytes in the place of a
relay's key, which is a hash, so that no such place can pass for a relay of the log.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from crypto.epoch import EpochSecrets
from crypto.mailbox import LOG, MailboxKeys, mailbox_keys, room_keys
from sync.engine.outlet import Outlet
from sync.engine.relay_client import Page, PostAnswer, RelayClient
from sync.model.belonging import RelayEntry
from sync.wire.routes import Head, Info


class Client(Protocol):
    """What a mailbox asks of a relay, or of what stands for one."""

    def stop(self) -> None: ...

    def close(self) -> None: ...

    def info(self) -> Info: ...

    def make_box(self, keys: MailboxKeys, ticket: bytes) -> None: ...

    def post(self, keys: MailboxKeys, blobs: Sequence[bytes]) -> PostAnswer: ...

    def pull(self, keys: MailboxKeys, after: int, max_bytes: int, wait: int) -> Page: ...

    def have(self, keys: MailboxKeys, ids: Sequence[bytes]) -> list[bool]: ...

    def head(self, keys: MailboxKeys) -> Head: ...


class FilesClient(Client, Protocol):
    """What a mailbox of files asks besides: single blobs."""

    def get(self, keys: MailboxKeys, name: bytes) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Aside:
    """One such place; *covers* says which spaces are exchanged there."""

    relay: RelayEntry
    """Its name stands where a relay has its key."""
    connect: Callable[[], FilesClient]
    covers: Callable[[bytes], bool]
    ticket: bytes = field(default=b"", repr=False)
    is_room: bool = False


class Asides:
    """Those that are in use now; for any thread."""

    def __init__(self) -> None:
        self._known: dict[bytes, Aside] = {}
        self._wished: dict[bytes, set[bytes]] = {}
        self.look: Callable[[], None] = lambda: None
        """Looks which folders are there now; not on the lane, since a share may take its time."""

    def get(self, relay: bytes) -> Aside | None:
        return self._known.get(relay)

    def keys(self, relay: bytes, secrets: EpochSecrets) -> MailboxKeys:
        """The mailbox of an era there; in a room or a folder any member can make it (A6.1, SPEC 5.1)."""
        derive = room_keys if relay in self._known else mailbox_keys
        return derive(secrets, relay, LOG)

    def client(self, relay: RelayEntry, outlet: Outlet) -> Client:
        """What speaks to it."""
        if aside := self.get(relay.public_key):
            return aside.connect()
        return RelayClient(relay.url, relay_pk=relay.public_key, pin=relay.pin, outlet=outlet)

    def put(self, aside: Aside) -> None:
        self._known = {**self._known, aside.relay.public_key: aside}

    def drop(self, relay: bytes) -> None:
        self._known = {name: one for name, one in self._known.items() if name != relay}
        self._wished = {} if not self.rooms() else self._wished

    def room_at(self, url: str) -> Aside | None:
        """The room that we are in, where *url* is its address."""
        return next((one for one in self._for(None) if one.is_room and one.relay.url == url), None)

    def rooms(self, space: bytes | None = None) -> tuple[RelayEntry, ...]:
        """The room that this notebook is in, if any, and if *space* is exchanged there."""
        return tuple(one.relay for one in self._for(space) if one.is_room)

    def wish(self, space: bytes, atts: Iterable[bytes]) -> None:
        """Remember that somebody in the room wants these attached files."""
        if self.rooms(space):
            self._wished[space] = self._wished.get(space, set()).union(atts)

    def wished(self, space: bytes) -> frozenset[bytes]:
        return frozenset(self._wished.get(space, ()))

    def folders(self, space: bytes) -> tuple[RelayEntry, ...]:
        return tuple(one.relay for one in self._for(space) if not one.is_room)

    def _for(self, space: bytes | None) -> list[Aside]:
        return [one for one in self._known.values() if space is None or one.covers(space)]
