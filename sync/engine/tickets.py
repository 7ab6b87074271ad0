"""Tickets of a space for its relays: which this notebook may use, and how a mailbox gets one (A6.4)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from crypto import blob
from crypto.errors import CryptoError
from crypto.mailbox import MailboxKeys, tickets_key
from sync.engine import eras, relay_visits
from sync.engine.asides import Client
from sync.engine.notebook import Notebook
from sync.errors import Problem, RelayWantsTicket
from sync.model import ops
from sync.store import aside, entries, outbox, own
from sync.store import tickets as table
from sync.store.database import Db
from sync.store.tickets import OURS, Given
from sync.wire import codec, tickets

TRIES = 8
"""Tickets tried for one mailbox at a time: a relay that refuses all of them is not asked for ever."""
KEPT_MAX = 2000
"""More in one sealed set is nobody's mistake."""
NO_TICKET = b""


@dataclass(frozen=True, slots=True)
class Drawer:
    """The tickets of one relay that are not known to be spent."""

    spare: tuple[bytes, ...] = field(repr=False)
    """Those that everybody who reads the space sees."""
    kept: tuple[bytes, ...] = field(repr=False)
    """Those of stewards, where this notebook's person is one."""
    doubted: tuple[bytes, ...] = field(repr=False)
    """Others called them spent, and this notebook did not try."""
    today: frozenset[bytes] = field(repr=False)
    """Those of stewards that are sealed under the key of today."""
    spent: frozenset[bytes]
    """By their SHA-256."""

    def knows(self, ticket: bytes) -> bool:
        return ticket in {*self.spare, *self.kept} or tickets.name(ticket) in self.spent

    def to_try(self, mailbox: bytes) -> tuple[bytes, ...]:
        """Return a few in an order that is the same for everybody who makes this mailbox."""

        def place(ticket: bytes) -> bytes:
            return sha256(mailbox + tickets.name(ticket)).digest()

        groups = (self.kept, self.spare, self.doubted)
        return tuple(one for group in groups for one in sorted(group, key=place))[:TRIES]


# ---------------------------------------------------------------- what counts
def counting(db: Db, book: Notebook, space: bytes, relay: bytes) -> list[Given]:
    """What stewards gave, in entries that count (A5.6)."""
    out, members = aside.rows(db, space), book.membership(db, space)
    return [
        one
        for one in table.given(db, space, relay)
        if entries.row_of(db, one.entry) not in out
        and members.at(one.heads).role_of_device(one.device) == "steward"
    ]


def drawer(db: Db, book: Notebook, space: bytes, relay: bytes) -> Drawer:
    """Return the tickets that this notebook may use at a relay."""
    given = counting(db, book, space, relay)
    spare = dict.fromkeys(ticket for one in given for ticket in one.spare)
    kept: dict[bytes, None] = {}
    today: set[bytes] = set()
    if _is_steward(db, book, space):
        now = eras.current(db, book, space)
        for one, found in _opened(db, space, relay, given):
            kept |= dict.fromkeys(found)
            today |= set(found) if one.epochs == now else set()
    ours, theirs = _spent(db, space, relay)
    good = [ticket for ticket in {**spare, **kept} if tickets.name(ticket) not in ours | theirs]
    return Drawer(
        tuple(one for one in good if one in spare),
        tuple(one for one in good if one not in spare),
        tuple(one for one in {**spare, **kept} if tickets.name(one) in theirs - ours),
        frozenset(today),
        frozenset(ours | theirs),
    )


def _is_steward(db: Db, book: Notebook, space: bytes) -> bool:
    return book.state(db, space).role_of_device(book.me_in(space).device) == "steward"


def _opened(
    db: Db, space: bytes, relay: bytes, given: Iterable[Given]
) -> Iterator[tuple[Given, tuple[bytes, ...]]]:
    held = eras.held(db, space)
    for one in given:
        secrets = eras.secrets_of(held, one.epochs)
        key = tickets_key(secrets, relay) if secrets is not None and one.sealed else None
        if key is not None:
            with suppress(CryptoError, codec.Malformed):
                yield one, _unpacked(blob.open_blob(key, one.sealed))


def packed(some: Iterable[bytes]) -> bytes:
    return codec.encode(list(some))


def _unpacked(data: bytes) -> tuple[bytes, ...]:
    found = codec.decode(data)
    some = found[:KEPT_MAX] if isinstance(found, list) else []
    return tuple(one for one in some if isinstance(one, bytes) and len(one) == tickets.SIZE)


def _spent(db: Db, space: bytes, relay: bytes) -> tuple[set[bytes], set[bytes]]:
    """What this notebook tried, and what entries that count call spent."""
    out = aside.rows(db, space)
    ours, theirs = set(), set()
    for name, said in table.spent(db, space, relay).items():
        if OURS in said:
            ours.add(name)
        if any(entries.row_of(db, one) not in out for one in said - {OURS}):
            theirs.add(name)
    return ours, theirs


# ---------------------------------------------------------------- a mailbox
def make_box(
    book: Notebook, space: bytes, relay: bytes, client: Client, keys: MailboxKeys,
    first: bytes = NO_TICKET,
) -> None:  # fmt: skip
    """Make a mailbox with *first*, or with a ticket of the space where the relay wants one.

    Raises RelayWantsTicket where there is none that it takes, and what RelayClient raises.
    """
    if _takes(client, keys, first):
        return
    offered = book.read(lambda db: drawer(db, book, space, relay)).to_try(keys.mid)
    if not offered or not relay_visits.is_itself(book, space, relay):
        raise RelayWantsTicket
    tried: list[bytes] = []
    try:
        for ticket in offered:
            taken = _takes(client, keys, ticket)
            tried.append(ticket)
            if taken:
                return
    finally:
        if tried:
            book.write(partial(_spend, book=book, space=space, relay=relay, tried=tried))
    raise RelayWantsTicket


def _takes(client: Client, keys: MailboxKeys, ticket: bytes) -> bool:
    try:
        client.make_box(keys, ticket)
    except RelayWantsTicket:
        return False
    return True


def _spend(db: Db, book: Notebook, space: bytes, relay: bytes, tried: Iterable[bytes]) -> None:
    """Note what is gone, and leave word of it for the next entry."""
    names = [tickets.name(one) for one in tried]
    told = table.spent(db, space, relay)
    table.spend(db, space, relay, names)
    fresh = tuple(name for name in names if name not in told)
    if fresh and _may_tell(db, book, space):
        outbox.add(db, space, codec.encode(ops.encode(ops.Spent(relay, fresh))))


def _may_tell(db: Db, book: Notebook, space: bytes) -> bool:
    try:
        state = book.may_write(db, space)
    except Problem:
        return False
    return own.coming(db, space) is None and not state.on_hold(book.me_in(space).device)


Maker = Callable[[Client, MailboxKeys], None]
"""Makes a mailbox, with a ticket where somebody has one."""
