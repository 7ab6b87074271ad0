"""What somebody wrote and has not arrived: seen from what stands on it (A5.5)."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from sync.engine.events import GapsChanged
from sync.engine.notebook import Notebook
from sync.model import entry
from sync.model.entry import BadEntry, Header
from sync.model.state import State
from sync.store import beats, chains, gaps, holes, waiting_room
from sync.store.database import Db
from sync.store.gaps import Missing

PARKED_MAX = 2000  # entries that wait, of which headers are read
CLAIM_MAX = 10_000  # numbers beyond what is here that anybody but the author can name
OWN_MAX = 1 << 20  # and the author


@dataclass(slots=True)
class _Named:
    """What is known to exist of one device beyond what is here."""

    held: int
    last: int = -1
    waiting: set[int] = field(default_factory=set)

    def name(self, seq: int, most: int) -> None:
        if self.held < seq <= self.held + most:
            self.last = max(self.last, seq)


def tend(db: Db, book: Notebook, space: bytes) -> None:
    """Bring the list of what is missing up to date, and say so where it changed."""
    if gaps.replace(db, space, missing(db, book, space), book.clock()):
        book.tell(GapsChanged(space.hex()))


def missing(db: Db, book: Notebook, space: bytes) -> list[Missing]:
    """What has not arrived, one row for each author's device, by its first 8 bytes."""
    lost = {device[:8]: numbers for device, numbers in holes.of(db, space).items() if numbers}
    named = _named(db, book, space)
    found = {dev8: _between(dev8, one) for dev8, one in named.items() if one.last > one.held}
    for dev8, numbers in lost.items():
        after = found.get(dev8, Missing(dev8, 0, max(numbers), 0))
        found[dev8] = Missing(dev8, min(numbers), after.last, after.count + len(numbers))
    return [one for _, one in sorted(found.items()) if one.count]


def _between(dev8: bytes, one: _Named) -> Missing:
    numbers = {seq for seq in one.waiting if seq <= one.last}
    first = one.held + 1
    while first in numbers:
        first += 1
    return Missing(dev8, first, one.last, one.last - one.held - len(numbers))


def _named(db: Db, book: Notebook, space: bytes) -> dict[bytes, _Named]:
    state = book.state(db, space)
    parked = list(_parked(db, book, space))
    said = [one for one in beats.every(db, space) if one.differing and one.device in state.devices]
    if not parked and not said:
        return {}
    held = {device[:8]: seq for device, seq in chains.vector(db, space).items()}
    found = {dev8: _Named(held.get(dev8, -1)) for dev8 in state.authors}
    for header in parked:
        _waits(found, header)
    for one in said:
        _claims(db, space, state, found, one)
    return found


def _parked(db: Db, book: Notebook, space: bytes) -> Iterator[Header]:
    """Headers of what waits, of devices that are known: those signatures were checked before it waited."""
    members = book.membership(db, space)
    for raw in waiting_room.some_parked(db, space, PARKED_MAX):
        with suppress(BadEntry):
            header = entry.decode_header(entry.split_entry(raw)[0])
            if members.key_of(header.device) is not None:
                yield header


def _waits(found: Mapping[bytes, _Named], header: Header) -> None:
    if (own := found.get(header.device[:8])) is not None:
        own.name(header.seq, OWN_MAX)
        if header.seq > own.held:
            own.waiting.add(header.seq)
    for dev8, seq in header.deps:
        if dev8 in found:
            found[dev8].name(seq, CLAIM_MAX)


def _claims(db: Db, space: bytes, state: State, found: Mapping[bytes, _Named], one: beats.Heard) -> None:
    """What a beat says its author holds.

    Each entry raises the logical clock by one at least, so a claim beyond what the clocks leave room for is
    none; and once the device in question has gone on, it is seen to be none.
    """
    claimant = chains.get(db, space, one.device)
    for dev8, seq in one.differing:
        if dev8 not in found or claimant is None:
            continue
        chain = chains.get(db, space, state.short.get(dev8, b""))
        room = claimant.lamport - (chain.lamport if chain is not None else 0)
        found[dev8].name(seq, min(CLAIM_MAX, room))
