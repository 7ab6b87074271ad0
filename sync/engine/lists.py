"""Lists of items as somebody wants them: in which order, and which of all there are."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sync.engine import embargo, moments, narrowing, ordering, shown, trash, vocabulary
from sync.engine.choice import BEST, NEWEST, STALE
from sync.engine.choice import Choice as Choice  # noqa: PLC0414 - its place for all who ask here
from sync.engine.narrowing import Counts, Facet
from sync.engine.notebook import Notebook
from sync.engine.shown import ItemRow
from sync.model import housing, kinds
from sync.model.folding import fold
from sync.model.kinds.declaration import Field, FieldType, split_tags
from sync.store import chains, facets, fresh, listing, records, search
from sync.store.database import Db
from sync.store.facets import Counted
from sync.store.listing import Light, Select, Wanted
from sync.store.records import Record
from sync.store.search import Question

FIRST = 200  # rows that come with a list; the others when somebody gets to them
FOUND_FIRST, FOUND_MAX = 500, 20_000  # found at once, and found at all


@dataclass(frozen=True, slots=True)
class Listing:
    ids: tuple[str, ...]
    rows: tuple[ItemRow, ...]
    """The first rows; those of the other ids are asked for by `Lists.rows`."""
    more: bool = False
    """Whether more was found than is here; asked for with *whole* it comes."""


@dataclass(frozen=True, slots=True)
class _Read:
    """Rows that came newest first, and what people are called by their devices (8 bytes)."""

    light: Sequence[Light]
    names: Mapping[bytes, str]
    field: Field | None = None
    """By whose values they are to stand."""
    scores: Mapping[int, float] = dataclasses.field(default_factory=dict)
    """How much what is found counts, by the row under which it is found."""


class Lists:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def listing(
        self, space: str, kind: str | None = None, *, trashed: bool = False, choice: Choice = NEWEST
    ) -> Listing:
        """Return a space's items, or its trash, as *choice* says; a section holds what belongs to it."""
        place = bytes.fromhex(space)
        read = self._book.read(lambda db: self._listing(db, place, kind, choice, present=not trashed))
        return self._answer(read, choice)

    def found(
        self, words: str, *, space: str | None = None, choice: Choice = NEWEST, whole: bool = False
    ) -> Listing:
        """Return what *words* find, in one space or in all: the newest at once, or with *whole* all of it.

        Where it has to be put in an order first all of it comes; more than 20,000 are not looked at.
        """
        within = bytes.fromhex(space) if space else None
        limit = FOUND_MAX if whole or choice.needs_order or choice.narrows else FOUND_FIRST
        read = self._book.read(lambda db: self._found(db, words, within, choice, limit))
        return self._answer(read, choice, more=len(read.light) == limit == FOUND_FIRST)

    def rows(self, ids: Sequence[str]) -> list[ItemRow]:
        """Return the rows of *ids* that are still there, in their order."""
        wanted = [bytes.fromhex(each) for each in ids]
        return self._book.read(lambda db: self._rows(db, listing.whole(db, wanted)))

    def ids(self, space: str, kind: str | None = None) -> list[str]:
        """Return the ids of all that is of one kind, or of any, the last changed first: no more is read."""
        wanted = Wanted(bytes.fromhex(space), (kind,) if kind else ())
        light = self._book.read(lambda db: listing.light(db, wanted, listing.PLAIN))
        return [bytes(one[0]).hex() for one in light]

    def spaces(self, ids: Sequence[str]) -> set[str]:
        """Return the spaces that *ids* are in."""
        wanted = [bytes.fromhex(each) for each in ids]
        return {one.hex() for one in self._book.read(lambda db: listing.spaces(db, wanted))}

    def held(self, ids: Sequence[str]) -> list[embargo.Held]:
        """Return which of *ids* are not to leave their space yet."""
        today = moments.today(self._book.clock())
        return self._book.read(lambda db: embargo.held(db, ids, today))

    def columns(self, ids: Sequence[str], fields: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return what *ids* have in some *fields*: nothing where a field holds nothing."""
        wanted = [bytes.fromhex(each) for each in ids]
        read = self._book.read(lambda db: [listing.values(db, wanted, field) for field in fields])
        return {one.hex(): tuple(values.get(one, "") for values in read) for one in wanted}

    def tags(self, space: str, kind: str | None = None) -> list[str]:
        """Return all tags that items of a space have, in the order of the alphabet."""
        place, among = bytes.fromhex(space), (kind,) if kind else ()
        counted = self._book.read(lambda db: facets.counts(db, place, among))
        return sorted({value for field, value, _ in counted if field == "tags"}, key=fold)

    def facets(self, space: str, kind: str, choice: Choice = NEWEST) -> list[Facet]:
        """Return what a section can be narrowed by: fields, their values, and how many have each."""
        return self._facets(choice, narrowing.counts(bytes.fromhex(space), kind))

    def facets_found(self, words: str, *, space: str | None = None, choice: Choice = NEWEST) -> list[Facet]:
        """Return what can narrow what *words* find."""
        within = bytes.fromhex(space) if space else None

        def counts(db: Db, one: Choice) -> list[Counted]:
            return search.counts(db, self._question(db, words, within, one))

        return self._facets(choice, counts)

    def _facets(self, choice: Choice, counts: Counts) -> list[Facet]:
        return self._book.read(lambda db: narrowing.gathered(db, choice, counts))

    def _answer(self, read: "_Read", choice: Choice, *, more: bool = False) -> Listing:
        """Put in order what was read; other work goes on in the notebook meanwhile."""
        light = read.light
        if choice.tag:
            light = [one for one in light if choice.tag in split_tags(one[2])]
        ids = [bytes(one[0]).hex() for one in _arranged(light, choice, read)]
        return Listing(tuple(ids), tuple(self.rows(ids[:FIRST])), more)

    def _listing(self, db: Db, space: bytes, kind: str | None, choice: Choice, *, present: bool) -> "_Read":
        rows = self._narrowed(db, space, narrowing.section(kind), choice) if present else ""
        twofold = choice.only == "twofold"
        wanted = Wanted(space, narrowing.section(kind), present=present, twofold=twofold, rows=rows)
        field = _field(kind, choice)
        light = listing.light(db, wanted, _select(choice, field))
        if _is_day(field):
            light = listing.days(db, light, choice.field)
        gone = set() if present else trash.hidden(db, space, self._book.clock())
        read = self._read(
            db, [one for one in light if one[0] not in gone] if gone else light, choice, {space}
        )
        return replace(read, field=field)

    def _found(self, db: Db, words: str, within: bytes | None, choice: Choice, limit: int) -> "_Read":
        question = self._question(db, words, within, choice)
        light = search.light(db, question, _select(choice), limit)
        needs_all = choice.only == "unsent" or choice.sort == "author"
        spaces = {within} if within else set(vocabulary.spaces(db) if needs_all else ())
        read = self._read(db, light, choice, spaces)
        if choice.sort != BEST or not light:
            return read
        since = min(one[3] for one in light if isinstance(one[3], int))
        return replace(read, scores=search.scores(db, question, since))

    def _question(self, db: Db, words: str, within: bytes | None, choice: Choice) -> Question:
        rows = self._narrowed(db, within, (), choice)
        twofold = choice.only == "twofold"
        return replace(vocabulary.question(db, words, within), rows=rows, twofold=twofold)

    def _read(self, db: Db, light: Sequence[Light], choice: Choice, spaces: set[bytes]) -> "_Read":
        if choice.only == "unsent":
            unsent = set[bytes]().union(*(self._unsent(db, space) for space in spaces))
            light = [one for one in light if bytes(one[0]) in unsent]
        return _Read(light, self._names(db, spaces) if choice.sort == "author" else {})

    def _rows(self, db: Db, known: Sequence[Record]) -> list[ItemRow]:
        names = self._names(db, {one.space for one in known})
        asked = [one.record for one in known if _is_confirmed(one.kind)]
        stale = fresh.among(db, asked, self._today())
        return [shown.row(one, names.get(_last(db, one), ""), stale=one.record in stale) for one in known]

    def _today(self) -> int:
        return moments.today(self._book.clock()).toordinal()

    def _narrowed(self, db: Db, space: bytes | None, among: tuple[str, ...], choice: Choice) -> str:
        rows = narrowing.narrowed(db, space, among, choice.facets)
        return fresh.within(rows, self._today()) if choice.only == STALE else rows

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


def _is_confirmed(kind: str) -> bool:
    declared = kinds.find(kind)
    return declared is not None and declared.confirmed is not None


def _last(db: Db, one: Record) -> bytes:
    """Return the device (8 bytes) that changed a record last; nothing for one that lies in the trash."""
    last = max(records.alive(db, one.record), default=None)
    return last.dev8 if last else b""


def _is_day(field: Field | None) -> bool:
    return field is not None and field.type in ordering.DAYS


def _select(choice: Choice, field: Field | None = None) -> Select:
    if _is_day(field):
        return listing.TAGGED if choice.tag else listing.PLAIN
    if choice.field:
        return listing.valued(choice.field)
    if choice.sort == "author":
        return listing.WRITTEN
    if choice.sort == BEST:
        return listing.FOUND
    return listing.NAMED if choice.sort == "title" or choice.tag else listing.PLAIN


def _field(kind: str | None, choice: Choice) -> Field | None:
    """Return the field that gives the order; one of a newer release is taken for a text."""
    declared = kinds.find(kind) if kind else None
    known = declared.field(choice.field) if declared else None
    return known or (Field(choice.field, FieldType.TEXT, choice.field) if choice.field else None)


def _arranged(light: Sequence[Light], choice: Choice, read: _Read) -> Iterable[Light]:
    """Return rows that came newest first as they are to stand; what has nothing to go by comes last."""
    if choice.sort == "oldest":
        return reversed(light)
    if choice.sort == BEST:
        return ordering.best(light, read.scores)
    if read.field is not None:
        return ordering.by_field(light, read.field, descending=choice.descending)
    if choice.sort == "title":
        return ordering.arranged(light, ordering.by_title, descending=choice.descending)
    if choice.sort == "author":
        return ordering.arranged(light, ordering.by_author(read.names), descending=choice.descending)
    return light
