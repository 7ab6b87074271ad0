"""Which epochs count, who may announce one, and when a new one is due (A4.3, A4.4)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Protocol

from sync.model import sharing
from sync.model.belonging import Epoch
from sync.model.circle import STEWARD
from sync.model.people import Announced
from sync.model.state import State

HEADS_MAX = 16
WRITERS = ("member", STEWARD)
DAY_MS = 24 * 60 * 60 * 1000
NOT_ENTITLED = -1
SHARED = "shared"


class Parented(Protocol):
    @property
    def op(self) -> Epoch: ...


def heads(valid: Mapping[bytes, Parented]) -> tuple[bytes, ...]:
    """Return the ids of the epochs in *valid* that no other of them follows, sorted (A4.4).

    Keys are epoch ids of 32 bytes. More than 16 are cut to the first 16 by id.
    """
    followed = {parent for one in valid.values() for parent in one.op.parents}
    return tuple(sorted(set(valid) - followed))[:HEADS_MAX]


def downgrades(named: tuple[bytes, ...], known: Mapping[bytes, Parented]) -> bool:
    """Say whether content names other epochs than the heads that its author knew (A4.4.3).

    *named* are the epochs in the entry's header; *known* those in the state at its `mem_heads`.
    """
    return tuple(sorted(named)) != heads(known)


def excluded(state: State) -> frozenset[bytes]:
    """Return the devices that every head epoch gives more than they are entitled to now (A4.4.1).

    A removed or held device is entitled to nothing, a demoted one to less: all of these need a rotation. An
    epoch gives to those whom it was made for, and to those who got a top-up afterwards, whoever these are: so
    what took somebody out is covered by an epoch whose author knew of it, and by no other.
    """
    current = [state.epochs[name] for name in heads(state.epochs)]
    if not current:
        return frozenset()
    now = state.ranks()
    given = {
        device
        for device in current[0].ranks
        if min(one.ranks.get(device, NOT_ENTITLED) for one in current) > now.get(device, NOT_ENTITLED)
    }
    return frozenset(given).union(
        device for device, said in taken(state) if not any(said(one.out) for one in current)
    )


def taken(state: State) -> Iterator[tuple[bytes, Callable[[frozenset[bytes]], bool]]]:
    """Yield devices (32 bytes) that had more once, with what says whether known entries cover it.

    A device that was removed, came back and was removed again is covered by who knew of both.
    """
    now = state.ranks()
    for gone in (state.removed, state.overruled):
        for device, entries in gone.items():
            if device not in now:
                yield device, entries.issubset
    for device, carried in state.revoking.items():
        here = {entry for person, entry in carried if _left(state, person, device, entry)}
        if here and device not in now:
            yield device, partial(_meet, frozenset(here))
    yield from _left_less(state)


def _left_less(state: State) -> Iterator[tuple[bytes, Callable[[frozenset[bytes]], bool]]]:
    """Those on hold, and those who have less to do than before."""
    now = state.ranks()
    for device, holds in state.held.items():
        if device in state.devices and device not in now:
            yield device, partial(_meet, frozenset(holds))
    for principal, entries in state.lowered.items():
        found = state.principal(principal)
        for one in found.devices if found is not None and found.role != STEWARD else ():
            yield one.device_id, entries.issubset


def _meet(some: frozenset[bytes], known: frozenset[bytes]) -> bool:
    return not some.isdisjoint(known)


def _left(state: State, person: bytes, device: bytes, entry: bytes) -> bool:
    """Whether a device of somebody present went by *entry*, and not before they came here."""
    home = state.home.get(person)
    if home is None or device not in state.person_state(person).gone:
        return False
    return state.circle.senior[home][1] != entry


def out(state: State) -> frozenset[bytes]:
    """Return the ids of entries that took a device out, held it, left somebody less, or ended sharing."""
    carried = frozenset(entry for said in state.revoking.values() for _, entry in said)
    return carried.union(
        state.unshared,
        *state.removed.values(),
        *state.overruled.values(),
        *state.held.values(),
        *state.lowered.values(),
    )


def _shared_once(state: State) -> bool:
    """Whether an organisation's own people, who may read no more, can compute the key of today (A4.8)."""
    current = [state.epochs[name] for name in heads(state.epochs)]
    return bool(current) and any(all(end not in one.out for one in current) for end in state.unshared)


def still_read(below: State, given: Iterable[Iterable[frozenset[bytes]]]) -> bool:
    """Say whether somebody who is out of an organisation's own space can compute a network's key of today.

    *below* is the state of that space. *given* has for each head epoch of the network, for each time that its
    key was put there, which of `out(below)` its author knew: nobody who went by one of these read it.
    """
    heads = [list(times) for times in given]
    now = below.ranks()
    return (
        any(
            all(any(not said(known) for known in times) for times in heads)
            for device, said in taken(below)
            if device not in now
        )
        if heads
        else False
    )


def lacking(state: State) -> frozenset[bytes]:
    """Return the entitled devices that some head epoch was not made for: they need a top-up (A4.3)."""
    current = [state.epochs[name].ranks for name in heads(state.epochs)]
    return frozenset(
        device
        for device, rank in state.ranks().items()
        if any(ranks.get(device, NOT_ENTITLED) < rank for ranks in current)
    )


def reason(state: State, wall_ms: int) -> str:
    """Return why a rotation is due, or nothing: "excluded", "heads" or "age" (A4.4.2).

    *wall_ms* is the clock of whoever asks, in milliseconds since 1970.
    """
    current = heads(state.epochs)
    if excluded(state) or _shared_once(state):
        return "excluded"
    if len(current) > 1:
        return "heads"
    newest = max((state.epochs[name].wall_ms for name in current), default=wall_ms)
    return "age" if wall_ms - newest >= state.policy.rotate_days * DAY_MS else ""


def flaw(before: State, device: bytes, wall_ms: int, op: Epoch) -> str:
    """Return why an epoch is not valid, as a code, or nothing; recipients are checked apart (A4.3, A4.4).

    *before* is the state in the entry's own past, *device* (32 bytes) its author, *wall_ms* its clock.
    """
    role = before.role_of_device(device)
    if role not in WRITERS or before.on_hold(device):
        return "no-authority"
    if tuple(sorted(op.parents)) != heads(before.epochs):
        return "parents"
    if role == STEWARD:
        return ""
    if op.omit:
        return "omit"  # who is dormant depends on clocks: only stewards say so (A4.3)
    known = not op.parents or reason(before, wall_ms) or _follows_below(before, device, op)
    return "" if known else "no-reason"


def _follows_below(before: State, device: bytes, op: Epoch) -> bool:
    """Whom an organisation's own space let go the network cannot see: its delegates say so (A4.8)."""
    return op.reason == SHARED and before.home[before.devices[device].person] in sharing.in_effect(before)


def announced(before: State, device: bytes, entry: bytes, wall_ms: int, op: Epoch) -> Announced:
    """Return the epoch with what each device is entitled to in it, by the state *before* it (A4.3)."""
    omit = frozenset(op.omit)
    ranks = before.ranks()
    if omit:
        ranks = {one: rank for one, rank in ranks.items() if one[:8] not in omit}
    return Announced(op, entry, device, before.role_of_device(device) == STEWARD, wall_ms, ranks, out(before))
