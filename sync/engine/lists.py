"""Lists of items as somebody wants them: in which order, and which of all there are."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sync.engine import shown
from sync.engine.notebook import Notebook
from sync.engine.shown import ItemRow
from sync.model import housing
from sync.model.folding import fold
from sync.model.kinds.declaration import split_tags
from sync.store import chains, listing, records, search
from sync.store.database import Db
from sync.store.listing import Light
from sync.store.records import Record

FIRST = 200  # rows that come with a list; the others when somebody gets to them
FOUND_MAX = 500
RUN = 2_000  # rows sorted at once: a few milliseconds in which no other thread works

Sort = Literal["newest", "oldest", "title", "author"]
Only = Literal["", "twofold", "unsent"]


@dataclass(frozen=True, slots=True)
class Choice:
    """How a list is wanted: its order, the tag that items must have, and of which state they must be."""

    sort: Sort = "newest"
    tag: str = ""
    only: Only = ""


@dataclass(frozen=True, slots=True)
class Listing:
    ids: tuple[str, ...]
    rows: tuple[ItemRow, ...]
    """The first rows; those of the other ids are asked for by `Lists.rows`."""


NEWEST = Choice()


@dataclass(frozen=True, slots=True)
class _Read:
    """Rows that came newest first, and what people are called by their devices (8 bytes)."""

    light: Sequence[Light]
    names: Mapping[bytes, str]


class Lists:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def listing(
        self, space: str, kind: str | None = None, *, trashed: bool = False, choice: Choice = NEWEST
    ) -> Listing:
        """Return a space's items, or its trash, as *choice* says."""
        place = bytes.fromhex(space)
        read = self._book.read(lambda db: self._listing(db, place, kind, choice, present=not trashed))
        return self._answer(read, choice)

    def found(self, words: str, *, space: str | None = None, choice: Choice = NEWEST) -> Listing:
        """Return what *words* find, in one space or in all; more than 500 are not looked at."""
        within = bytes.fromhex(space) if space else None
        return self._answer(self._book.read(lambda db: self._found(db, words, within, choice)), choice)

    def rows(self, ids: Sequence[str]) -> list[ItemRow]:
        """Return the rows of *ids* that are still there, in their order."""
        wanted = [bytes.fromhex(each) for each in ids]
        return self._book.read(lambda db: self._rows(db, listing.whole(db, wanted)))

    def tags(self, space: str, kind: str | None = None) -> list[str]:
        """Return all tags that items of a space have, in the order of the alphabet."""
        place = bytes.fromhex(space)
        values = self._book.read(lambda db: listing.tags(db, place, kind, present=True))
        return sorted({tag for value in values for tag in split_tags(value)}, key=fold)

    def _answer(self, read: "_Read", choice: Choice) -> Listing:
        """Put in order what was read; other work goes on in the notebook meanwhile."""
        light = read.light
        if choice.tag:
            light = [one for one in light if choice.tag in split_tags(one[2])]
        ids = [bytes(one[0]).hex() for one in _arranged(light, choice.sort, read.names)]
        return Listing(tuple(ids), tuple(self.rows(ids[:FIRST])))

    def _listing(self, db: Db, space: bytes, kind: str | None, choice: Choice, *, present: bool) -> "_Read":
        select = listing.NAMED if choice.sort == "title" or choice.tag else listing.PLAIN
        select = listing.WRITTEN if choice.sort == "author" else select
        light = listing.light(db, space, kind, select, present=present, twofold=choice.only == "twofold")
        return self._read(db, light, choice, {space})

    def _found(self, db: Db, words: str, within: bytes | None, choice: Choice) -> "_Read":
        found = search.find(db, words, space=within, limit=FOUND_MAX)
        light = [
            (one.record, one.title, one.tags, _last(db, one))
            for one in found
            if one.twofold or choice.only != "twofold"
        ]
        return self._read(db, light, choice, {one.space for one in found})

    def _read(self, db: Db, light: Sequence[Light], choice: Choice, spaces: set[bytes]) -> "_Read":
        if choice.only == "unsent":
            unsent = set[bytes]().union(*(self._unsent(db, space) for space in spaces))
            light = [one for one in light if bytes(one[0]) in unsent]
        return _Read(light, self._names(db, spaces) if choice.sort == "author" else {})

    def _rows(self, db: Db, known: Sequence[Record]) -> list[ItemRow]:
        names = self._names(db, {one.space for one in known})
        return [shown.row(one, names.get(_last(db, one), "")) for one in known]

    def _names(self, db: Db, spaces: Iterable[bytes]) -> dict[bytes, str]:
        """Return what the people behind devices (8 bytes) are called, but for ourselves."""
        named: dict[bytes, str] = {}
        for space in spaces:
            state = self._book.state(db, space)
            others = {dev8: one for dev8, one in state.authors.items() if one not in self._book.everybody}
            called = {person: housing.name_of(state, person) for person in set(others.values())}
            named |= {dev8: called[person] for dev8, person in others.items()}
        return named

    def _unsent(self, db: Db, space: bytes) -> set[bytes]:
        """Return the records with changes of ours that no relay is known to hold."""
        me, relays = self._book.me_in(space), self._book.state(db, space).relays
        own = chains.get(db, space, me.device)
        waiting = 0 if own is None or not relays else own.seq + 1
        lacked = [listing.lacked_by(db, relay.public_key, space, me.device) for relay in relays]
        by_all = set[int].intersection(*lacked) if lacked else set[int]()
        touched = listing.touched_by(db, me.dev8, min((waiting, *by_all)))
        return {record for record, seq in touched.items() if seq >= waiting or seq in by_all}


def _last(db: Db, one: Record) -> bytes:
    """Return the device (8 bytes) that changed a record last; nothing for one that lies in the trash."""
    last = max(records.alive(db, one.record), default=None)
    return last.dev8 if last else b""


def _arranged(light: Sequence[Light], sort: Sort, names: Mapping[bytes, str]) -> Iterable[Light]:
    """Return rows that came newest first as they are to stand; what has no title or author comes last."""
    if sort == "oldest":
        return reversed(light)
    if sort == "title":
        return _in_order(light, lambda one: _by_name(one[1]))
    if sort == "author":
        return _in_order(light, lambda one: _by_name(names.get(bytes(one[3] or b""), "")))
    return light


def _by_name(name: str) -> tuple[bool, str]:
    return not name, fold(name)


def _in_order(light: Sequence[Light], key: Callable[[Light], tuple[bool, str]]) -> Iterator[Light]:
    """Sort as `sorted` does, but never so much in one go that windows would have to wait for it."""
    keyed = [(key(one), number) for number, one in enumerate(light)]
    runs = [sorted(keyed[start : start + RUN]) for start in range(0, len(keyed), RUN)]
    return (light[number] for _, number in heapq.merge(*runs))
