"""Where people's devices stand in a space, and what is known of those that went (A3.4, A4.8, A5.6)."""

from sync.model.people import Device
from sync.model.persons import PersonAct
from sync.model.state import State


def learn(state: State, person: bytes, acts: frozenset[PersonAct]) -> None:
    """Put more of a person's own log upon *state*; it proves itself."""
    state.persons[person] = state.persons.get(person, frozenset()) | acts
    for key in state.person_state(person).ever:
        state.authors.setdefault(key[:8], person)
    house(state, person)


def name_of(state: State, person: bytes) -> str:
    """Return what *person* is or was called here; nothing for somebody unknown."""
    inside = (roster.names[person] for roster in state.rosters.values() if person in roster.names)
    return state.names.get(person) or next(inside, "")


def house(state: State, person: bytes) -> None:
    """Bring the devices and the home of *person* up to date."""
    state.known_ranks = None
    name = _forget(state, person)
    home = _home_of(state, person)
    if home is None:
        return
    state.home[person] = home
    roster = state.rosters.get(home)
    shown = state.names.get(person, name) if roster is None else roster.names[person]
    for keys in state.person_state(person).devices.values():
        if _has_room(state, person, keys.device_id):
            device = Device(keys.device_id, person, keys.sign_pk, keys.kem_pk, shown)
            state.devices[keys.device_id] = device
            state.short[keys.device_id[:8]] = keys.device_id


def _has_room(state: State, person: bytes, device: bytes) -> bool:
    """No two devices share their first 8 bytes (A3.1); who never spoke for a person is no hindrance."""
    other = state.short.get(device[:8])
    if other is None:
        return True
    holder = state.devices[other].person
    claimed = device in state.person_state(person).spoken and other not in state.person_state(holder).spoken
    if claimed:
        del state.devices[other]
    return claimed


def inside(state: State, principal: bytes) -> tuple[bytes, ...]:
    """Return the people whose devices depend on *principal*: itself, or those whom an organisation sent."""
    roster = state.rosters.get(principal)
    return (principal,) if roster is None else tuple(roster.circle.roles)


def removals(state: State, device: bytes) -> frozenset[bytes]:
    """Return the ids of the entries that cut *device* off, now or before it came back (A5.6)."""
    carried = state.revoking.get(device, frozenset())
    gone = {entry for person, entry in carried if device in state.person_state(person).gone}
    return state.removed.get(device, frozenset()) | gone


def is_admitted(state: State, entry: bytes, device: bytes, person: bytes) -> bool:
    """Say whether a steward, or another device of the same person, let an entry of *device* in (A5.5)."""
    return any(
        not by or (by != device and (known := state.devices.get(by)) and known.person == person)
        for by in state.admitted.get(entry, ())
    )


def _forget(state: State, person: bytes) -> str:
    state.home.pop(person, None)
    ever = {act.subject for act in state.persons.get(person, ())}  # those too whose adding was taken back
    gone = [one for each in ever if (one := state.devices.get(each)) and one.person == person]
    for device in gone:
        del state.devices[device.device_id], state.short[device.device_id[:8]]
    return gone[0].name if gone else ""


def _home_of(state: State, person: bytes) -> bytes | None:
    if person in state.circle.roles:
        return person
    sending = [
        name
        for name, roster in state.rosters.items()
        if name in state.circle.roles and person in roster.circle.roles
    ]
    return min(sending, key=state.circle.senior.__getitem__, default=None)
