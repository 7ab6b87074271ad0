"""One's own log in notebook and spaces: what one lacks comes from the other (A3.4)."""

from collections.abc import Iterable, Iterator, Sequence

from crypto.epoch import EpochSecrets
from sync.engine import (
    carrying_down,
    cuts,
    decisions,
    departure,
    epoch_log,
    identity,
    own_log,
    person_log,
)
from sync.engine.events import MembersChanged
from sync.engine.identity import Identity
from sync.engine.notebook import Notebook
from sync.engine.person_log import Acts, Unproven
from sync.model import card, ops
from sync.model.card import BadCard
from sync.model.entry import BadEntry
from sync.model.ops import Cut, Op
from sync.model.state import State
from sync.store import chains, entries, epoch_secrets, own, shared_keys, spaces
from sync.store.database import Db
from sync.wire import codec

CARRIED_BYTES = 32 * 1024  # of entries in one operation, so that its entry stays below 64 kB (A5.1)


def tend(db: Db, book: Notebook, space: bytes) -> None:
    """Bring the own log and a space up to date with each other, before something is sent there."""
    if shared_keys.is_followed(db, space):
        return
    _renew(db, book, space)
    _settle(db, book, space)
    learn(db, book, space)
    carry(db, book, space)
    decisions.enact_due(db, book, space)
    carrying_down.tend(db, book, space)


def introduce(db: Db, book: Notebook) -> None:
    """Bring this device into the spaces that never heard from it, as after restoring (A5.5)."""
    for space in spaces.every(db):
        if chains.get(db, space, book.me_in(space).device) is None:
            tend(db, book, space)


# ---------------------------------------------------------------- into the space
def ours(db: Db, book: Notebook) -> list[bytes]:
    """The spaces where this notebook's own person is, and no separate one."""
    shared = {one for one in shared_keys.networks(db) if book.me.person not in book.state(db, one).home}
    return [space for space in spaces.every(db) if space not in book.personas and space not in shared]


def say(db: Db, book: Notebook, op: ops.Op) -> None:
    """Write into the own log, and carry that into every space at once."""
    book.become(db, own_log.say(book.me, op, book.clock()))
    carry_everywhere(db, book)


def carry_everywhere(db: Db, book: Notebook) -> None:
    for space in spaces.every(db):
        carry(db, book, space)


def carry(db: Db, book: Notebook, space: bytes) -> int:
    """Publish what the space does not know of our own log; return how many entries of it that were.

    What we know of somebody else's log, from another space, is theirs to carry: it would link the two.
    """
    me, state = book.me_in(space), book.state(db, space)
    missing = _missing(me, state)
    if not missing or state.frozen or me.person not in state.home or shared_keys.is_followed(db, space):
        return 0
    known = me.device in state.devices
    if not known and not _may_introduce_itself(db, space, me, state):
        return 0
    trusted = cuts_of(db, space, me.acts, missing)
    groups = list(grouped(missing))
    if not known:
        departure.publish(db, book, space, [ops.PersonOps(groups.pop(0))])
        groups = groups or [missing[-1:]] if trusted else groups
    for number, group in enumerate(groups, start=1):
        said = ops.PersonOps(group, trusted if number == len(groups) else ())
        departure.publish(db, book, space, [said])
    book.tell(MembersChanged(space.hex()))
    return len(missing)


def _may_introduce_itself(db: Db, space: bytes, me: Identity, state: State) -> bool:
    """A device that the person's own log has and the space never heard from; not one that was taken out."""
    present = me.device in person_log.state(me.acts).devices
    return present and chains.get(db, space, me.device) is None and _has_come(db, space, state)


def _has_come(db: Db, space: bytes, state: State) -> bool:
    """Whether all that an older laptop knew of the space when it told this one is here."""
    told = own.coming(db, space)
    return told is None or state.epochs.keys() >= told.secrets.keys()


def _missing(me: Identity, state: State) -> tuple[bytes, ...]:
    known = {act.id for act in state.persons.get(me.person, frozenset())}
    return tuple(raw for name, raw in own_log.by_id(me.entries).items() if name not in known)


def grouped(raws: Sequence[bytes]) -> Iterator[tuple[bytes, ...]]:
    """Entries of a person's log in as many operations as it takes (A5.1)."""
    group: list[bytes] = []
    for raw in raws:
        if group and sum(map(len, group)) + len(raw) > CARRIED_BYTES:
            yield tuple(group)
            group = []
        group.append(raw)
    yield tuple(group)


def cuts_of(db: Db, space: bytes, acts: Acts, raws: Iterable[bytes]) -> tuple[Cut, ...]:
    """For each device that goes with what is carried: its last entry here is trusted, later ones are not."""
    named = {act.id: act for act in acts}
    gone = set()
    for name in own_log.by_id(raws):
        match named[name].op:
            case ops.Remove(principal=device):
                gone.add(device)
            case ops.Leave():
                gone.add(named[name].author)
            case _:
                pass
    return cuts.of(db, space, gone)


# ---------------------------------------------------------------- out of the space
def learn(db: Db, book: Notebook, space: bytes) -> None:
    """Take into the own log what other devices of ours carried into this space."""
    me = book.me_in(space)
    known = book.state(db, space).persons.get(me.person, frozenset())
    if not own_log.lacking(me, known):
        return
    grown = own_log.absorbed(me, carried(db, space, me.person))
    if grown != me:
        book.become(db, grown, space if space in book.personas else None)


def carried(db: Db, space: bytes, person: bytes) -> Iterator[bytes]:
    """Every entry of one person's log that stands in a space, as it was brought."""
    for one in entries.membership(db, space):
        for op in one.header.ops:
            yield from _entries_of(ops.decode(op), person)


def _entries_of(op: Op, person: bytes) -> tuple[bytes, ...]:
    """The entries of one person's log that an operation brings along."""
    try:
        match op:
            case ops.PersonOps():
                raws = op.entries
            case ops.Add() | ops.SpaceGenesis():
                raws = card.decode(op.card).entries
            case ops.Roster():
                return _entries_of(ops.decode(op.op), person)
            case _:
                return ()
        return raws if identity.person_of(raws) == person else ()
    except (BadCard, BadEntry, Unproven, codec.Malformed):
        return ()


# ---------------------------------------------------------------- keys
def _renew(db: Db, book: Notebook, space: bytes) -> None:
    """Replace the key that others seal to once it is 30 days old, and forget old ones after 60 (A4.5)."""
    me, now = book.me_in(space), book.clock()
    fresh = own_log.renewed(me, now) if own_log.renewal_due(me, now) else own_log.forgetful(me, now)
    if fresh != me:
        book.become(db, fresh, space if space in book.personas else None)


def _settle(db: Db, book: Notebook, space: bytes) -> None:
    """Once the log names this device, the log decides which of the secrets handed to it are true (A4.3)."""
    state = book.state(db, space)
    if own.coming(db, space) is None or book.me_in(space).device not in state.devices:
        return
    if not _has_come(db, space, state):
        return
    for epoch, packed in epoch_secrets.every(db, space).items():
        announced = state.epochs.get(epoch)
        secrets = EpochSecrets.unpack(packed)
        if announced is not None and not epoch_log.confirmed(space, announced.op, secrets):
            epoch_secrets.remove(db, space, epoch)
    own.has_come(db, space)
