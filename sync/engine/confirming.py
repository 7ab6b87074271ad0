"""The living list: what somebody is to confirm again, who is asked, and that it is still right."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sync.engine.agenda import Agenda
from sync.engine.events import ItemsChanged
from sync.engine.items import Items
from sync.engine.notebook import WRITERS, Notebook
from sync.item_refusals import NothingToConfirm
from sync.model import housing, kinds
from sync.model.folding import fold
from sync.model.kinds.values import RECORD
from sync.store import fresh, listing, records, spaces
from sync.store.database import Db
from sync.store.fresh import Waiting


@dataclass(frozen=True, slots=True)
class Asked:
    """An item that was confirmed long ago, or never."""

    item: str
    space: str
    kind: str
    title: str
    field: str
    confirmed: dt.date | None
    days: int
    """Since it was confirmed; 0 where it never was."""


@dataclass(frozen=True, slots=True)
class Standing:
    """When somebody last confirmed an item, and whether it is time again."""

    confirmed: dt.date | None
    days: int
    stale: bool
    mine: bool
    """Whether this person may confirm it."""


class Confirming:
    def __init__(self, book: Notebook, items: Items, agenda: Agenda) -> None:
        self._book, self._items, self._agenda = book, items, agenda

    def every(self, wanted: Collection[str] | None = None) -> list[Asked]:
        """Return everything that is to be confirmed, the longest unconfirmed first."""
        return self._book.read(partial(self._every, wanted, mine=False))

    def mine(self, wanted: Collection[str] | None = None) -> list[Asked]:
        """Return what this person is asked to confirm.

        That is what names them, or nobody who is here, in the spaces where they may write.
        """
        return self._book.read(partial(self._every, wanted, mine=True))

    def of(self, item: str) -> Standing | None:
        """Return how an item stands; None where nobody is asked to confirm it."""
        return self._book.read(partial(self._of, bytes.fromhex(item)))

    def _of(self, record: bytes, db: Db) -> Standing | None:
        due, today = fresh.of(db, record), self._agenda.today()
        known = records.get(db, record)
        if due is None or known is None:
            return None
        confirmed, mine = _confirmed(known.kind, due), self._may_write(db, known.space)
        return Standing(confirmed, _age(confirmed, today), due <= today.toordinal(), mine)

    def confirm(self, item: str, *, by: object = None) -> ItemsChanged:
        """Say that an item is still right today. Raises NothingToConfirm for one of another kind."""
        declared = kinds.find(self._items.show(item).kind)
        field = declared.confirmed if declared is not None else None
        if field is None:
            raise NothingToConfirm
        return self._items.set(item, {field.name: self._agenda.today().isoformat()}, by=by)

    def _every(self, wanted: Collection[str] | None, db: Db, *, mine: bool) -> list[Asked]:
        here = [space for space in spaces.every(db) if wanted is None or space.hex() in wanted]
        here = [space for space in here if not mine or self._may_write(db, space)]
        today = self._agenda.today()
        found = fresh.waiting(db, today.toordinal(), here)
        if mine:
            found = self._asked_of_me(db, found)
        return [_asked(one, today) for one in found]

    def _may_write(self, db: Db, space: bytes) -> bool:
        state = self._book.state(db, space)
        return state.role_of_device(self._book.me_in(space).device) in WRITERS and not state.frozen

    def _asked_of_me(self, db: Db, found: Sequence[Waiting]) -> list[Waiting]:
        owners = _owners(db, found)
        titles = _titles(db, owners.values())
        known = {space: self._names(db, space) for space in {one.space for one in found}}

        @cache
        def is_asked(space: bytes, owner: str) -> bool:
            mine, others = known[space]
            named = {fold(titles.get(line, line)) for line in owner.splitlines()}
            return not named or bool(named & mine) or not named & others

        return [one for one in found if is_asked(one.space, owners.get(one.record, ""))]

    def _names(self, db: Db, space: bytes) -> tuple[frozenset[str], frozenset[str]]:
        """Return what this person is called in a space, and what others are."""
        state, me = self._book.state(db, space), self._book.me_in(space)
        every = {person: housing.name_of(state, person) for person in set(state.authors.values())}
        own = {me.name, every.pop(me.person, "")}
        return _folded(own), _folded(every.values())


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names if name.strip())


def _owners(db: Db, found: Sequence[Waiting]) -> dict[bytes, str]:
    """Return the names or contacts in the field that says who is asked."""
    by_field: dict[str, list[bytes]] = {}
    for one in found:
        declared = kinds.find(one.kind)
        field = declared.field(one.field) if declared is not None else None
        if field is not None and field.asks:
            by_field.setdefault(field.asks, []).append(one.record)
    owners: dict[bytes, str] = {}
    for name, asked in by_field.items():
        owners |= listing.values(db, asked, name)
    return owners


def _titles(db: Db, owners: Iterable[str]) -> Mapping[str, str]:
    """Return what the contacts among *owners* are called."""
    contacts = {line for text in owners for line in text.splitlines() if RECORD.fullmatch(line)}
    rows = listing.whole(db, [bytes.fromhex(each) for each in contacts])
    return {one.record.hex(): one.title for one in rows}


def _confirmed(kind: str, due: int) -> dt.date | None:
    declared = kinds.find(kind)
    field = declared.confirmed if declared is not None else None
    return dt.date.fromordinal(due - field.fresh_days) if due and field is not None else None


def _age(confirmed: dt.date | None, today: dt.date) -> int:
    return max(0, (today - confirmed).days) if confirmed is not None else 0


def _asked(one: Waiting, today: dt.date) -> Asked:
    confirmed = _confirmed(one.kind, one.due)
    place = (one.record.hex(), one.space.hex(), one.kind, one.title, one.field)
    return Asked(*place, confirmed, _age(confirmed, today))
