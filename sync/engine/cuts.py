"""Up to where the words of a device that goes are trusted: the last of each of its branches (A3.4, A5.6)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.model import housing, ops
from sync.model.entry import BadEntry, Entry
from sync.model.ops import Cut, Op
from sync.model.state import State
from sync.store import chains, entries, forks
from sync.store.database import Db


def of(db: Db, space: bytes, devices: Iterable[bytes]) -> tuple[Cut, ...]:
    """Return the cuts of some devices as they are known here; one that is not known has none."""
    split = forks.every(db, space)
    found: list[Cut] = []
    for device in sorted(set(devices)):
        chain = chains.get(db, space, device)
        if chain is not None and device not in split:
            found.append(Cut(device[:8], chain.seq, chain.id))
        elif chain is not None:
            found += (Cut(device[:8], one.header.seq, one.id) for one in _tips(db, space, device))
    return tuple(found)


def _tips(db: Db, space: bytes, device: bytes) -> list[Entry]:
    every = [one for _, one in entries.of_device(db, space, device)]
    followed = {one.header.prev for one in every}
    return [one for one in every if one.id not in followed]


@dataclass(frozen=True, slots=True)
class Line:
    """The branches of a split device that those who took it out knew of, and what goes on from them.

    Who is out could else write beside old entries, in places before the cut, and be believed.
    """

    split: int
    """The lowest place with two entries: what stands before is on every branch."""
    trusted: frozenset[bytes]
    ahead: frozenset[bytes]
    """Entries that go on from the last trusted ones, each the only one in its place."""

    def is_trusted(self, one: Entry) -> bool:
        return one.header.seq < self.split or one.id in self.trusted

    def goes_on(self, one: Entry) -> bool:
        """Whether somebody who names its place can only have meant this entry."""
        return self.is_trusted(one) or one.id in self.ahead


def line(db: Db, space: bytes, device: bytes, split: int, state: State) -> Line:
    """Return what those who took *device* out trusted of its chain, by the *state* of the space."""
    every = [one for _, one in entries.of_device(db, space, device)]
    named = set(_named(db, space, device, state))
    trusted = set(named)
    for one in reversed(every):  # by seq: each comes before the one that it stands on
        if one.id in trusted:
            trusted.add(one.header.prev)
    places = Counter(one.header.seq for one in every)
    ahead = set(named)
    for one in every:
        if one.header.prev in ahead and places[one.header.seq] == 1:
            ahead.add(one.id)
    return Line(split, frozenset(trusted), frozenset(ahead))


def _named(db: Db, space: bytes, device: bytes, state: State) -> Iterator[bytes]:
    """The last entries that cuts trust; whoever goes by an entry of their own trusts that one."""
    removals = housing.removals(state, device)
    for one in entries.membership(db, space):
        if one.id in state.struck:
            continue
        if one.id in removals and one.header.device == device:
            yield one.id
        for encoded in one.header.ops:
            yield from (cut.entry for cut in _cuts(ops.decode(encoded)) if cut.dev8 == device[:8])


def _cuts(op: Op) -> tuple[Cut, ...]:
    match op:
        case ops.Remove() | ops.Enact() | ops.PersonOps():
            return op.cuts
        case ops.Roster():
            try:
                return _cuts(ops.decode(op.op))
            except BadEntry:
                return ()
    return ()
