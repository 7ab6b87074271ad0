"""Relays in memory that lose, repeat, hold back and forget, and members who send through them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from crypto.mailbox import MailboxKeys
from sync.engine import mailboxes, repairs, rotation
from sync.engine.handing_over import Turns
from sync.engine.mailboxes import Mailboxes
from sync.engine.relay_client import Page, PostAnswer
from sync.engine.round import Guarded
from sync.errors import RelayRefuses, RelayUnreachable
from sync.model import ops
from sync.model.belonging import RelayEntry
from sync.store import settings
from sync.wire.routes import Head
from tests.sync.engine.members_of_a_space import Member, found, join
from tests.sync.engine.signs import Clock, say

HONEST = "honest"
HABITS = (HONEST, "drops", "repeats", "delays")


@dataclass
class ModelRelay:
    """What one relay holds: for each mailbox a numbered list."""

    number: int
    habit: str = HONEST
    boxes: dict[bytes, list[bytes]] = field(default_factory=dict)
    late: list[tuple[bytes, bytes]] = field(default_factory=list)
    away: bool = False
    incarnation: bytes = b"0" * 16

    @property
    def count(self) -> int:
        return sum(map(len, self.boxes.values()))

    @property
    def entry(self) -> RelayEntry:
        return RelayEntry(bytes([self.number]) * 32, f"http://127.0.0.1:{self.number}", None)

    def take(self, mid: bytes, blobs: Sequence[bytes]) -> None:
        if self.habit == "delays":
            self.late += [(mid, blob) for blob in blobs]
        elif self.habit != "drops":
            self.boxes[mid] += [blob for blob in blobs for _ in range(1 + (self.habit == "repeats"))]

    def catch_up(self, order: int) -> None:
        """What was held back comes, in any order."""
        for mid, blob in sorted(self.late, key=lambda one: sha256(one[1] + bytes([order])).digest()):
            if mid in self.boxes:
                self.boxes[mid].append(blob)
        self.late.clear()

    def burn(self) -> None:
        """All is gone, the mailboxes too."""
        self.boxes.clear()
        self.late.clear()
        self.incarnation = secrets.token_bytes(16)

    def empty(self) -> None:
        """Restored from a copy of when nothing was there."""
        for box in self.boxes.values():
            box.clear()
        self.late.clear()
        self.incarnation = secrets.token_bytes(16)


class ModelClient:
    def __init__(self, relay: ModelRelay) -> None:
        self._relay = relay

    def stop(self) -> None: ...

    def close(self) -> None: ...

    def make_box(self, keys: MailboxKeys, _ticket: bytes) -> None:
        self._relay.boxes.setdefault(keys.mid, [])

    def _held(self, keys: MailboxKeys) -> list[bytes]:
        if self._relay.away:
            raise RelayUnreachable
        if keys.mid not in self._relay.boxes:
            raise RelayRefuses(status=404)
        return self._relay.boxes[keys.mid]

    def _head(self, keys: MailboxKeys) -> Head:
        return Head(keys.mid, self._relay.incarnation, 1, len(self._held(keys)), bytes(32), 0)

    def post(self, keys: MailboxKeys, blobs: Sequence[bytes]) -> PostAnswer:
        self._held(keys)
        self._relay.take(keys.mid, blobs)
        return PostAnswer(tuple(range(1, len(blobs) + 1)), self._head(keys))

    def pull(self, keys: MailboxKeys, after: int, _size: int, _wait: int) -> Page:
        held = self._held(keys)
        blobs = list(enumerate(held[after:], start=after + 1))
        return Page(blobs, max(after, len(held)) if blobs else after, more=False, head=self._head(keys))


class Sender(Member):
    """A member who sends by itself."""

    spread_ms = 0

    def through(self, relays: Sequence[ModelRelay]) -> None:
        known = {relay.entry.public_key: relay for relay in relays}
        self.book.asides.client = lambda relay, _: ModelClient(known[relay.public_key])
        self.book.write(lambda db: settings.put(db, rotation.MODE_KEY, b"always"))
        self.boxes = Mailboxes(self.book)

    def round(self) -> None:
        each = Guarded([], None)
        each.do(mailboxes.fresh(self.boxes.every), lambda box: box.pull())
        self.book.write(lambda db: repairs.tend(db, self.book, self.space, Turns(self.spread_ms)))
        each.do(self.boxes.today(), lambda box: box.push())


def group(folder: Path, names: Sequence[str], relays: Sequence[ModelRelay], clock: Clock) -> list[Sender]:
    """The first one founded the space, which is at all these relays; everybody was let in."""
    members = senders(folder, names, relays)
    for one in members:
        one.book.clock = clock
    first, *others = members
    found(first)
    say(first, ops.Relays(tuple(one.entry for one in relays)))
    for other in others:
        join(first, other)
    for one in members:
        one.round()
    return members


def senders(folder: Path, names: Sequence[str], relays: Sequence[ModelRelay]) -> list[Sender]:
    members = [Sender(folder, name) for name in names]
    for one in members:
        one.through(relays)
    return members
