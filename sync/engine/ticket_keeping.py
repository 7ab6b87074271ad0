"""What stewards' laptops do about tickets: keep them, put spare ones out, say when few are left (A6.4)."""

from collections.abc import Iterable, Sequence

from crypto import blob
from crypto.mailbox import tickets_key
from sync.engine import departure, eras, own_chain, relay_visits, rotation, tickets
from sync.engine.notebook import Notebook
from sync.engine.tickets import Drawer
from sync.errors import Problem
from sync.model import epochs, ops
from sync.model.state import State
from sync.refusals import NotAllowed
from sync.relay_refusals import TicketsLow
from sync.store import own, relay_notes, spaces
from sync.store import tickets as table
from sync.store.database import Db

SPARES = 4
"""Spare ones for members: so many rotations and invitations before a steward's laptop has to help."""
LOW = 3
AT_ONCE = 500
"""Tickets sealed in one operation."""
DAY_MS = 24 * 60 * 60 * 1000


def give(db: Db, book: Notebook, space: bytes, relay: bytes, some: Iterable[bytes]) -> int:
    """Keep tickets for stewards; return how many of them were new. Raises NotAllowed."""
    book.must_steward(db, space)
    if rotation.due(db, book, space) and rotation.may(db, book, space):
        rotation.now(db, book, space)  # under a key that only stewards know
    if not _may(db, book, space):
        raise NotAllowed
    known = tickets.drawer(db, book, space, relay)
    fresh = [one for one in dict.fromkeys(some) if not known.knows(one)]
    for at in range(0, len(fresh), AT_ONCE):
        _say(db, book, space, relay, (), fresh[at : at + AT_ONCE])
    return len(fresh)


def tend(db: Db, book: Notebook, space: bytes) -> None:
    """Put spare ones out, and seal the others anew, where that is due."""
    if _may(db, book, space):
        for relay in book.state(db, space).relays:
            _tidy(db, book, space, relay.public_key)


def put_out(db: Db, book: Notebook, space: bytes, relay: bytes) -> None:
    """Put spare ones out at once, because a steward just gave some."""
    if _may(db, book, space):
        _put_out(db, book, space, relay, tickets.drawer(db, book, space, relay))


def _tidy(db: Db, book: Notebook, space: bytes, relay: bytes) -> None:
    if not table.given(db, space, relay):
        return
    one = tickets.drawer(db, book, space, relay)
    lately = book.clock() - DAY_MS
    if not any(given.spare and given.came_ms > lately for given in tickets.counting(db, book, space, relay)):
        _put_out(db, book, space, relay, one)
        one = tickets.drawer(db, book, space, relay)
    if not one.today.issuperset(one.kept):
        for at in range(0, len(one.kept), AT_ONCE):
            _say(db, book, space, relay, (), one.kept[at : at + AT_ONCE])


def _put_out(db: Db, book: Notebook, space: bytes, relay: bytes, one: Drawer) -> None:
    """The first by name, so that two stewards at once put out the same."""
    if spare := sorted(one.kept)[: max(0, SPARES - len(one.spare))]:
        _say(db, book, space, relay, spare, ())


def _may(db: Db, book: Notebook, space: bytes) -> bool:
    """Whether this is a steward's laptop, and only stewards know the key that stewards keep things under."""
    state, me = book.state(db, space), book.me_in(space).device
    if state.role_of_device(me) != "steward" or state.frozen or state.on_hold(me):
        return False
    if own.coming(db, space) is not None or rotation.urgent(db, book, space) or not _by_stewards(state):
        return False
    secrets = rotation.sending(db, book, space)
    return secrets is not None and secrets.serves("steward")


def _by_stewards(state: State) -> bool:
    return all(state.epochs[name].by_steward for name in epochs.heads(state.epochs))


def _say(
    db: Db, book: Notebook, space: bytes, relay: bytes, spare: Sequence[bytes], kept: Sequence[bytes]
) -> None:
    """Sign it at once: what is sealed belongs to the epochs that the header names."""
    departure.depart(db, book, space)
    sealed = b""
    if kept:
        secrets = eras.secrets_of(eras.held(db, space), eras.current(db, book, space))
        key = None if secrets is None else tickets_key(secrets, relay)
        assert key is not None  # noqa: S101 - `_may` looked
        sealed = blob.seal(key, tickets.packed(kept))
    own_chain.append(db, book, space, [ops.encode(ops.Tickets(relay, tuple(spare), sealed))])


def concerns(db: Db, book: Notebook) -> list[Problem]:
    """What stewards should look after soon, in all spaces: few tickets, relays that show another key."""
    low = [one for space in spaces.every(db) for one in _low(db, book, space)]
    return [*relay_visits.concerns(db, book), *low]


def _low(db: Db, book: Notebook, space: bytes) -> list[Problem]:
    state = book.state(db, space)
    if state.role_of_device(book.me_in(space).device) != "steward":
        return []
    found: list[Problem] = []
    for relay in state.relays:
        if relay_notes.get(db, relay).wants_tickets:
            one = tickets.drawer(db, book, space, relay.public_key)
            left = len(one.spare) + len(one.kept)
            if left < LOW:
                found.append(TicketsLow(address=relay.url, count=left))
    return found
