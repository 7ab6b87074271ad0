"""Which entries of removed people still count, by what is held and not by its order (A5.6)."""

from collections.abc import Mapping

from sync.engine import cuts
from sync.engine.cuts import Line
from sync.engine.membership import Membership
from sync.model import entry, housing
from sync.model.entry import Entry
from sync.model.state import State
from sync.store import entries, forks
from sync.store.database import Db


def set_aside(db: Db, space: bytes, membership: Membership) -> frozenset[int]:
    """Return the rows of entries whose content does not count.

    An entry of a device that was cut off counts up to the cut, or where somebody in good standing built on
    it before knowing of the removal, or where it was admitted. This only grows with what is known.
    """
    state = membership.now
    found: set[int] = set()
    floors: Mapping[bytes, int] | None = None
    split = forks.every(db, space)
    for device in sorted({*state.removed, *state.revoking}):
        branches = cuts.line(db, space, device, split[device], state) if device in split else None
        late = _late(db, space, device, membership, branches)
        if late and floors is None:
            floors = _built_upon(db, space, membership)
        floor = (floors or {}).get(device[:8], -1)
        found |= {
            row for row, one in late
            if one.header.seq > floor or not (branches is None or branches.goes_on(one))
        }  # fmt: skip
    return frozenset(found)


def _late(
    db: Db, space: bytes, device: bytes, membership: Membership, branches: Line | None
) -> list[tuple[int, Entry]]:
    """Content beyond the cut, or beside it, by somebody who did not know of a removal of theirs."""
    state = membership.now
    removals = housing.removals(state, device)
    if not removals:
        return []
    after = state.cuts.get(device[:8], -1) + 1
    first = after if branches is None else min(after, branches.split)
    return [
        (row, one)
        for row, one in entries.of_device(db, space, device, first)
        if (one.header.seq >= after or not (branches is None or branches.is_trusted(one)))
        and not entry.is_membership(one.header)
        and not all(membership.dominates(one.header.mem_heads, (removal,)) for removal in removals)
        and not _is_admitted(state, one)
    ]


def _is_admitted(state: State, one: Entry) -> bool:
    device = one.header.device
    return housing.is_admitted(state, one.id, device, state.authors.get(device[:8], b""))


def _built_upon(db: Db, space: bytes, membership: Membership) -> dict[bytes, int]:
    """For each removed device (dev8) how far others had applied it before they knew of its removal."""
    state = membership.now
    gone = {device: removals for device in {*state.removed, *state.revoking}
            if (removals := housing.removals(state, device))}  # fmt: skip
    floors: dict[bytes, int] = {}
    for _, one in entries.every(db, space):
        if one.header.device in gone:
            continue
        for dev8, seq in one.header.deps:
            device = next((known for known in gone if known[:8] == dev8), None)
            if device is not None and not membership.dominates(one.header.mem_heads, tuple(gone[device])):
                floors[dev8] = max(floors.get(dev8, -1), seq)
    return floors
