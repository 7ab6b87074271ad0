"""What a copy to another space would take along, before anything is copied (PROTOCOL 3.25)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sync.engine import merge, shown
from sync.engine.member_rows import HELD, PRESENT, MemberRow
from sync.engine.whole_export import stays
from sync.engine.whole_items import BESIDE
from sync.model import attaching, kinds
from sync.model.kinds import values
from sync.model.kinds.declaration import FieldType, Kind
from sync.store import board, docs, records
from sync.store.database import Db
from sync.store.records import Record

Pair = tuple[str, str]
"""A kind and one of its fields."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """A field that says something in *count* of the items."""

    kind: str
    field: str
    count: int


@dataclass(frozen=True, slots=True)
class One:
    """An item by what it has; nothing of what it says, but for what it belongs to."""

    record: bytes
    space: str
    kind: str
    changed_ms: int
    open: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    files: bool = False
    withheld: bool = False
    """Whether it is not to leave its space yet."""
    owners: frozenset[str] | None = None
    """What it is part of, as a reply of its topic; None for what stands by itself."""

    @property
    def id(self) -> str:
        return self.record.hex()

    def goes(self, chosen: Collection[Pair]) -> bool:
        """Whether anything is left of it that may go."""
        return bool(self.open) or any((self.kind, each) in chosen for each in self.closed)


@dataclass(frozen=True, slots=True)
class Left:
    """How many of the items stay, and why."""

    there: int = 0
    """They are of that space."""
    withheld: int = 0
    """They are not to be shared yet."""
    bare: int = 0
    """Nothing is left of them that may go."""
    alone: int = 0
    """They are part of something that does not go along."""

    def __add__(self, more: "Left") -> "Left":
        alone, bare = self.alone + more.alone, self.bare + more.bare
        return Left(self.there + more.there, self.withheld + more.withheld, bare, alone)

    @property
    def count(self) -> int:
        return self.there + self.withheld + self.bare + self.alone


@dataclass(frozen=True, slots=True)
class Look:
    """What is concerned by a copy. *sources* never go; of *confidential* somebody chooses."""

    items: int
    along: int
    """Of them, what was not chosen itself: the replies to topics."""
    releasable: tuple[Concerned, ...]
    confidential: tuple[Concerned, ...]
    sources: tuple[Concerned, ...]
    ones: tuple[One, ...] = field(repr=False)
    files: int = 0
    size: int = 0
    absent: tuple[str, ...] = ()
    """Names of files that are not on this laptop."""

    @property
    def spaces(self) -> frozenset[str]:
        return frozenset(one.space for one in self.ones)

    def left(self, space: str, chosen: Collection[Pair]) -> Left:
        """Say what would stay if it went to *space* with these confidential fields."""
        return sorted_out(self.ones, space, chosen)[1]


@dataclass(frozen=True, slots=True)
class Readers:
    """How many people can read in a space; *wider* where organisations let their own people read too."""

    count: int
    wider: bool


def readers(rows: Iterable[MemberRow]) -> Readers:
    here = [one for one in rows if one.state in (PRESENT, HELD)]
    return Readers(sum(not one.organisation for one in here), any(one.shares_down for one in here))


def base(name: str) -> str:
    """Return the field that a name stands for: values that stood side by side have a field of their own."""
    return name.removeprefix(BESIDE)


def is_confidential(kind: str, name: str) -> bool:
    """Whether it goes only where somebody says so; what a newer release added does not by itself."""
    declared = kinds.find(kind)
    known = declared.field(base(name)) if declared else None
    return known is None or known.confidential


def every(db: Db, items: Iterable[str]) -> list[One]:
    """Return what there is of *items* that does not lie in the trash. Raises UnknownItem."""
    known = [shown.record(db, item) for item in items]
    return [_one(db, one) for one in known if one.present]


def replies(db: Db, ones: Sequence[One]) -> list[str]:
    """Return the replies to the topics among *ones*, as they were written."""
    topics = {one.id: one.space for one in ones if one.kind == "topic"}
    said = (row for space in sorted(set(topics.values())) for row in board.replies(db, bytes.fromhex(space)))
    return [row.record.hex() for row in said if row.topic in topics]


def texts(db: Db, one: One) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the values and the long texts of an item, without those that say nothing."""
    said = _said(db, one)
    found = {name: several for name, several in said.items() if attaching.in_field(name) is None}
    return found, {name: text for name, text in docs.texts(db, one.record).items() if text}


def _said(db: Db, one: One) -> dict[str, tuple[str, ...]]:
    kind = kinds.find(one.kind)
    every = records.every_value(db, one.record).items()
    found = {name: tuple(filter(None, merge.said(kind, name, several))) for name, several in every}
    return {name: several for name, several in found.items() if several}


def _one(db: Db, known: Record) -> One:
    kind = kinds.find(known.kind)
    bare = One(known.record, known.space.hex(), known.kind, known.changed_ms)
    said, long = _said(db, bare), docs.texts(db, known.record)
    shows = {name for name in said if attaching.in_field(name) is not None}
    names = {*said, *(name for name, text in long.items() if text)} - shows
    sources = frozenset(name for name in names if stays(known.kind, name))
    closed = frozenset(name for name in names - sources if is_confidential(known.kind, name))
    return replace(
        bare,
        open=frozenset(base(name) for name in names - sources - closed),
        closed=frozenset(base(name) for name in closed),
        sources=frozenset(base(name) for name in sources),
        files=bool(shows),
        owners=_owners(kind, said) if kind is not None else None,
    )


def _owners(kind: Kind, fields: Mapping[str, Sequence[str]]) -> frozenset[str] | None:
    links = [each for each in kind.fields if each.type is FieldType.LINKS and each.kinds == (kind.section,)]
    if not links:
        return None
    said = (text for each in links for text in fields.get(each.name, ()))
    return frozenset(line for text in said for line in values.lines(text))


def look(ones: Sequence[One], along: int) -> Look:
    """Sum up what these items have; files are counted elsewhere."""
    return Look(
        len(ones), along,
        _concerned((one.kind, each) for one in ones for each in one.open),
        _concerned((one.kind, each) for one in ones for each in one.closed),
        _concerned((one.kind, each) for one in ones for each in one.sources),
        tuple(ones),
    )  # fmt: skip


def _concerned(pairs: Iterable[Pair]) -> tuple[Concerned, ...]:
    """Count pairs, in the order in which kinds and their fields are declared."""
    counted = Counter(pairs)
    return tuple(Concerned(*pair, counted[pair]) for pair in sorted(counted, key=_place))


def _place(pair: Pair) -> tuple[int, str, int, str]:
    kind, name = pair
    declared = kinds.find(kind)
    names = [each.name for each in declared.fields] if declared else []
    order = list(kinds.ALL).index(kind) if declared else len(kinds.ALL)
    return order, kind, names.index(name) if name in names else len(names), name


def sorted_out(
    ones: Sequence[One], target: str, chosen: Collection[Pair], *, along: Collection[str] = ()
) -> tuple[list[One], Left]:
    """Return what goes, in the order in which it is written, and how much stays; *along* went before."""
    there = [one for one in ones if one.space == target]
    withheld = [one for one in ones if one.space != target and one.withheld]
    free = [one for one in ones if one.space != target and not one.withheld]
    full = [one for one in free if one.goes(chosen)]
    whole = [one for one in full if one.owners is None]
    ids = {*along, *(one.id for one in whole)}
    parts = [one for one in full if one.owners is not None and one.owners & ids]
    alone = len(full) - len(whole) - len(parts)
    going = [*sorted(whole, key=lambda one: one.changed_ms), *parts]
    return going, Left(len(there), len(withheld), len(free) - len(full), alone)
