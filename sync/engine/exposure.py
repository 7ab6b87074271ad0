"""What somebody, or one lost laptop, could read here, and what stays closed (A3.4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.engine import beats
from sync.engine.forum import Forum
from sync.engine.notebook import Notebook
from sync.model import entry, housing
from sync.model.entry import Header
from sync.model.people import Announced
from sync.model.state import State
from sync.refusals import UnknownPerson
from sync.store import entries, records, spaces
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Consequences:
    """Before a removal: what the person keeps, and from when on all stays closed to them."""

    name: str
    since_ms: int
    """When the oldest change was made that they could read; 0 where there is none."""
    entries: int
    """How many changes they keep."""
    items: int
    """How many notes, contacts and the like the space holds now."""
    devices: int
    closed_from_ms: int
    elsewhere: tuple[str, ...]
    """The other spaces that they and we are in: there they stay."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """What one laptop could read, so that the group can decide whom to warn."""

    device: str
    person: str
    name: str
    since_ms: int
    last_ms: int
    """The last sign of life; 0 where it never gave one."""
    had: int
    """How many changes it certainly had then."""
    could: int
    """How many changes it can read, once they reach it."""
    held: bool


@dataclass(frozen=True, slots=True)
class Laptop:
    id: str
    person: str
    name: str
    """The person's."""
    last_ms: int
    """The last sign of life, 0 where it never gave one."""
    held: bool


class Reports:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def consequences(self, space: str, person: str) -> Consequences:
        """Return what somebody would keep after being removed, and what stays closed to them."""
        name, subject = bytes.fromhex(space), bytes.fromhex(person)
        return self._book.read(lambda db: consequences(db, self._book, name, subject))

    def exposure(self, space: str, device: str) -> Exposure:
        """Return what a lost laptop could read here, and since when (A3.4)."""
        name, laptop = bytes.fromhex(space), bytes.fromhex(device)
        return self._book.read(lambda db: exposure(db, self._book, name, laptop))

    def buddies(self, space: str) -> list[str]:
        """Return whom one has named, who may put one's devices on hold here (A3.4)."""
        name = bytes.fromhex(space)
        state = self._book.read(lambda db: self._book.state(db, name))
        return [person.hex() for person in state.buddies.get(self._book.me_in(name).person, ())]


def laptops(db: Db, book: Notebook, space: bytes, subject: bytes) -> list[Laptop]:
    state = book.state(db, space)
    return [
        Laptop(
            one.device_id.hex(), person.hex(), one.name, beats.last_sign(db, space, one.device_id),
            state.on_hold(one.device_id),
        )
        for person in housing.inside(state, subject) for one in state.devices_of(person)
    ]  # fmt: skip


def consequences(db: Db, book: Notebook, space: bytes, subject: bytes) -> Consequences:
    """Raises UnknownPerson."""
    state, forum = book.state(db, space), Forum(db, book, space)
    people = housing.inside(state, subject)
    if subject not in state.circle.roles and subject not in state.home:
        raise UnknownPerson(name=subject.hex()[:8])
    devices = [one.device_id for person in people for one in state.devices_of(person)]
    readable = _readable(db, state, devices)
    seen = [header for header in _headers(db, space) if _opens(header, readable)]
    elsewhere = [
        book.state(db, other).policy.name
        for other in spaces.every(db)
        if other != space and any(person in book.state(db, other).home for person in people)
    ]
    items = len(records.listed(db, space, None, present=True))
    since = min((one.wall_ms for one in seen), default=0)
    return Consequences(
        forum.name_of(subject), since, len(seen), items, len(devices), book.clock(), tuple(elsewhere)
    )


def exposure(db: Db, book: Notebook, space: bytes, device: bytes) -> Exposure:
    """Say it of any device that was ever here. Raises UnknownPerson."""
    state = book.state(db, space)
    person = state.authors.get(device[:8])
    if person is None:
        raise UnknownPerson(name=device.hex()[:8])
    applied = beats.acknowledged(db, space, device)
    readable = _readable(db, state, [device])
    had, could = 0, []
    for header in _headers(db, space):
        had += header.seq <= applied.get(header.device[:8], -1)
        could += [header.wall_ms] if _opens(header, readable) else []
    return Exposure(
        device.hex(), person.hex(), housing.name_of(state, person), min(could, default=0),
        beats.last_sign(db, space, device), had,
        max(had, len(could)), state.on_hold(device),
    )  # fmt: skip


def _headers(db: Db, space: bytes) -> Iterator[Header]:
    """The headers of all that was written, without what concerns membership or shows nothing."""
    for _, one in entries.every(db, space):
        if not entry.is_membership(one.header) and not beats.is_silent(one):
            yield one.header


def _opens(header: Header, readable: frozenset[bytes]) -> bool:
    return set(header.epochs) <= readable


def _readable(db: Db, state: State, devices: Iterable[bytes]) -> frozenset[bytes]:
    """The epochs that some devices were given: made for them, or handed over when they came (A4.6)."""
    mine = frozenset(devices)
    given = {name for name, one in state.epochs.items() if mine & one.ranks.keys()}
    for device in mine:
        given |= _handed_over(db, state, device)
    return _with_earlier(state.epochs, given) if state.policy.history == "full" else frozenset(given)


def _handed_over(db: Db, state: State, device: bytes) -> set[bytes]:
    """The head epochs when their principal was added, by the entry that did it."""
    person = state.authors.get(device[:8], b"")
    added = state.circle.senior.get(state.home.get(person, person))
    row = entries.row_of(db, added[1]) if added else None
    header = entries.header(db, row) if row is not None else None
    return set(header.epochs) if header else set()


def _with_earlier(known: dict[bytes, Announced], given: set[bytes]) -> frozenset[bytes]:
    """Each epoch opens those before it (A4.3)."""
    found, waiting = set(given), list(given)
    while waiting:
        parents = set(known[name].op.parents) if (name := waiting.pop()) in known else set()
        waiting += parents - found
        found |= parents
    return frozenset(found)
