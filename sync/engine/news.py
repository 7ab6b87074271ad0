"""What others changed since this person last looked, and what stands in two versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sync.engine import shown
from sync.engine.notebook import Notebook
from sync.engine.shown import ItemRow
from sync.model import housing
from sync.model.state import State
from sync.store import looks, newcomers, records, spaces
from sync.store.database import Db
from sync.store.looks import Unseen

COUNT_MAX = 1000  # of one device; where more is new, nobody reads it one by one
ROWS = 6


@dataclass(frozen=True, slots=True)
class NewItem:
    """*who* changed it last, as far as nobody looked; *checked* as in FieldValue."""

    id: str
    space: str
    kind: str
    title: str
    who: str
    checked: str
    when_ms: int


@dataclass(frozen=True, slots=True)
class SpaceNews:
    space: str
    unread: int
    more: bool
    """There are more than were counted."""
    rows: tuple[NewItem, ...]


class News:
    """Only looking makes it old: opening an item, or saying that all of a space was looked at."""

    def __init__(self, book: Notebook) -> None:
        self._book = book

    def rows(self, limit: int = ROWS) -> Sequence[SpaceNews]:
        """Return for each space with news how much there is, and the newest *limit* of it."""
        return self._book.read(lambda db: [each for each in self._every(db, limit) if each.unread])

    def seen(self, item: str) -> bool:
        """Note that an item was looked at; say whether there was anything new about it."""
        record = bytes.fromhex(item)
        if not self._book.read(lambda db: self._is_new(db, record)):
            return False
        self._book.write(lambda db: looks.see(db, record))
        return True

    def all_seen(self, space: str) -> None:
        self._book.write(lambda db: looks.see_all(db, bytes.fromhex(space)))

    def twofold(self, limit: int = ROWS) -> Sequence[ItemRow]:
        """Return items of all spaces where somebody has to choose between two values."""
        found = self._book.read(lambda db: [one for space in spaces.every(db)
                                            for one in looks.twofold(db, space, limit)])  # fmt: skip
        return [shown.row(one) for one in sorted(found, key=lambda one: -one.changed_ms)[:limit]]

    def _is_new(self, db: Db, record: bytes) -> bool:
        space = records.space_of(db, record)
        if space is None:
            return False
        others = self._others(self._book.state(db, space))
        return looks.is_unseen(db, space, record, others)

    def _every(self, db: Db, limit: int) -> Iterable[SpaceNews]:
        verified = newcomers.verified(db)
        for space in spaces.every(db):
            state = self._book.state(db, space)
            others = self._others(state)
            unseen = looks.unseen(db, space, others, COUNT_MAX)
            newest: dict[bytes, Unseen] = {}
            for one in sorted(unseen, key=lambda one: (one.lamport, one.dev8), reverse=True):
                newest.setdefault(one.record, one)
            rows = [_told(db, state, verified, one) for one in list(newest.values())[:limit]]
            more = len(unseen) >= COUNT_MAX
            yield SpaceNews(space.hex(), len(newest), more, tuple(row for row in rows if row is not None))

    def _others(self, state: State) -> set[bytes]:
        mine = self._book.everybody
        return {dev8 for dev8, person in state.authors.items() if person not in mine}


def _told(db: Db, state: State, verified: dict[bytes, str], one: Unseen) -> NewItem | None:
    known = records.get(db, one.record)
    if known is None:
        return None
    person = state.authors.get(one.dev8, b"")
    return NewItem(
        one.record.hex(), known.space.hex(), known.kind, known.title, housing.name_of(state, person),
        verified.get(person, ""), _when(db, one, known.changed_ms),
    )  # fmt: skip


def _when(db: Db, one: Unseen, otherwise: int) -> int:
    """Return when it was written: with a value there is a time, with a long text only that of the record."""
    values = (each for every in records.every_value(db, one.record).values() for each in every)
    times = [each.wall_ms for each in values if (each.stamp.dev8, each.stamp.seq) == (one.dev8, one.seq)]
    return max(times, default=otherwise)
