"""A delegate's laptop carries the keys of a network into its organisation's own space (A4.8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, cast

from sync.engine import departure, eras, keys_below, rotation
from sync.engine.notebook import WRITERS, Notebook
from sync.model import epochs, ops, sharing
from sync.model.ops import EpochKey
from sync.model.state import State
from sync.store import outbox, own, settings, shared_keys
from sync.store.database import Db
from sync.store.shared_keys import Given
from sync.wire import codec

SETTING = "shares-down"
_Kept: TypeAlias = list[tuple[bytes, bytes, bytes, int]]  # as our own row holds them


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A network that *organisation* shares with the people of its own *space*."""

    network: bytes
    organisation: bytes
    space: bytes


# ---------------------------------------------------------------- what is shared into where
def links(db: Db, book: Notebook) -> list[Link]:
    """What was started here, and what another officer started in a space where we are too."""
    started = {Link(*one[:3]): one[3] for one in _kept(db)}
    found = dict.fromkeys(started, True)
    for network in shared_keys.networks(db):
        for link, last in _last(db, book.state(db, network), network).items():
            found[link] = bool(last.epoch) or last.row <= started.get(link, -1)
    return sorted(link for link, goes_on in found.items() if goes_on)


def _last(db: Db, state: State, network: bytes) -> dict[Link, Given]:
    """The last word of the organisation's officers in each of its own spaces."""
    return {
        Link(network, one.organisation, one.space): one
        for one in keys_below.by_delegates(db, state, network)
        if is_officer(state, one.organisation, one.device)
    }


def is_officer(state: State, organisation: bytes, device: bytes) -> bool:
    """Whether a device speaks for the organisation that it came in with."""
    actor = state.actor(device)
    roster = state.rosters.get(organisation)
    return (
        actor is not None
        and roster is not None
        and actor.principal == organisation
        and actor.person in roster.circle.stewards()
    )


def _kept(db: Db) -> _Kept:
    found = cast("_Kept", codec.decode(settings.get(db, SETTING) or codec.encode([])))
    return [(network, organisation, space, row) for network, organisation, space, row in found]


def begin(db: Db, book: Notebook, link: Link) -> None:
    """Remember where the keys go, and carry them there as soon as both sides agree."""
    others = [one for one in _kept(db) if Link(*one[:3]) != link]
    mine = (link.network, link.organisation, link.space, shared_keys.last(db))
    settings.put(db, SETTING, codec.encode([*others, mine]))
    tend(db, book, link.network)


def end(db: Db, book: Notebook, network: bytes, organisation: bytes) -> None:
    """Forget it, and say so in the own space, so that no other delegate goes on."""
    for link in links(db, book):
        if (link.network, link.organisation) == (network, organisation) and _may_write(db, book, link.space):
            _give(db, book, link, ())
    kept = [one for one in _kept(db) if one[:2] != (network, organisation)]
    settings.put(db, SETTING, codec.encode(kept))


# ---------------------------------------------------------------- the keys
def tend(db: Db, book: Notebook, space: bytes) -> None:
    """Carry what is due of a network, or into an own space: *space* is either."""
    for link in links(db, book):
        if space in (link.network, link.space):
            _carry(db, book, link)


def _carry(db: Db, book: Notebook, link: Link) -> None:
    """First a new key where somebody is out, above and below; then the keys that are not there yet."""
    if not _is_due(db, book, link):
        return
    for space in (link.network, link.space):
        rotation.before_sending(db, book, space)
        if rotation.urgent(db, book, space) or rotation.sending(db, book, space) is None:
            return
    state = book.state(db, link.network)
    given = {one.epoch for one in keys_below.by_delegates(db, state, link.network) if one.space == link.space}
    held = eras.held(db, link.network)
    lacking = [name for name in epochs.heads(state.epochs) if name in held and name not in given]
    if lacking:
        _give(db, book, link, [EpochKey(ops.encode(state.epochs[one].op), held[one].e) for one in lacking])


def _is_due(db: Db, book: Notebook, link: Link) -> bool:
    """Whether both sides agree, we are the organisation's delegate, and we write in both spaces."""
    state, device = book.state(db, link.network), book.me_in(link.network).device
    agreed = link.organisation in sharing.in_effect(state)
    sent = keys_below.is_delegate(state, link.organisation, device)
    return agreed and sent and all(_may_write(db, book, one) for one in (link.network, link.space))


def _may_write(db: Db, book: Notebook, space: bytes) -> bool:
    state, device = book.state(db, space), book.me_in(space).device
    writes = state.role_of_device(device) in WRITERS and not state.on_hold(device)
    return writes and not state.frozen and own.coming(db, space) is None


def _give(db: Db, book: Notebook, link: Link, keys: Iterable[EpochKey]) -> None:
    """Sign it at once: what the author knew of the own space says who can read it."""
    relays = book.state(db, link.network).relays
    op = ops.Shared(link.network, link.organisation, relays, tuple(keys))
    departure.depart(db, book, link.space)
    outbox.add(db, link.space, codec.encode(ops.encode(op)))
    departure.depart(db, book, link.space)
