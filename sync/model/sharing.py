"""Organisations that let their own people read a network: what both sides said of it (A4.8)."""

from collections.abc import Callable

from sync.model.belonging import ShareDown
from sync.model.circle import STEWARD
from sync.model.people import Actor
from sync.model.state import State


def wants(state: State, organisation: bytes, *, itself: bool) -> bool:
    """Say whether one side wants it: the organisation (32 bytes) *itself*, or the network for it."""
    said = state.sharing.get((organisation, itself), {})
    return bool(said) and all(said.values())


def in_effect(state: State) -> frozenset[bytes]:
    """Return the organisations present whose own people read here too, as both sides agreed."""
    names = {name for name, _ in state.sharing if name in state.circle.roles}
    return frozenset(one for one in names if all(wants(state, one, itself=side) for side in (True, False)))


def may(before: State, one: ShareDown, actor: Actor) -> bool:
    """Say whether *actor* speaks for a side: an officer for their organisation, a steward for the network.

    Nobody whom an organisation sent speaks for the network about it. Off is said of what was on.
    """
    roster = before.rosters.get(one.organisation)
    if roster is None or one.organisation not in before.circle.roles:
        return False
    itself = actor.principal == one.organisation
    if itself:
        speaks = actor.person in roster.circle.stewards()
    else:
        speaks = before.circle.role(actor.principal) == STEWARD
    said = before.sharing.get((one.organisation, itself), {})
    return speaks and (one.on or any(said.values()))


def take(state: State, one: ShareDown, actor: Actor, entry: bytes, knows: Callable[[bytes], bool]) -> None:
    """Apply an effective word of one side; beside each other, off wins over on.

    *entry* is its id (32 bytes); *knows* says whether an entry is in its past.
    """
    _say(state, (one.organisation, actor.principal == one.organisation), {entry: one.on}, knows)
    if not one.on:
        state.unshared |= {entry}


def end(state: State, organisation: bytes, entry: bytes, knows: Callable[[bytes], bool]) -> None:
    """An organisation that went shares no more, and if it comes back both sides say so anew."""
    for itself in (True, False):
        _say(state, (organisation, itself), {entry: False}, knows)


def _say(
    state: State, side: tuple[bytes, bool], said: dict[bytes, bool], knows: Callable[[bytes], bool]
) -> None:
    before = state.sharing.get(side, {})
    state.sharing[side] = {entry: on for entry, on in before.items() if not knows(entry)} | said
