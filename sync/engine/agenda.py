"""What takes place, or is due, on which day; of all spaces or of some, seen from where one is."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sync.engine import agenda_index, merge, moments, recurring
from sync.engine.moments import Moment, seen
from sync.engine.notebook import Notebook
from sync.model import kinds
from sync.model.kinds.declaration import FieldType, Kind
from sync.store import dated, settings
from sync.store.database import Db
from sync.store.dated import Dated

MADE_BY = "dated"  # the setting that says which release made the index of days
ZONES = 2  # days by which a day here may differ from the day there
SHOWN_MAX = 5_000
OVERDUE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of an event, a deadline, or a step with a day."""

    item: str
    space: str
    kind: str
    field: str
    place: int
    """Which line of a field with several."""
    title: str
    said: str
    """The words of a step; empty otherwise."""
    day: dt.date
    last_day: dt.date
    begins: dt.datetime | None
    """On the clock here; None where it is the whole day."""
    ends: dt.datetime | None
    repeats: bool
    reminds: bool
    done: bool

    @property
    def event(self) -> bool:
        return self.field in agenda_index.RANGES


class Agenda:
    """*here* is the zone to see everything from; None is that of this computer."""

    def __init__(self, book: Notebook, here: dt.tzinfo | None = None) -> None:
        self._book, self.here = book, here
        self._ready = False

    def today(self) -> dt.date:
        return moments.today(self._book.clock(), self.here)

    def between(
        self, first_day: dt.date, last_day: dt.date, spaces: Collection[str] | None = None
    ) -> list[Occurrence]:
        """Return what is on these days, in order; at most SHOWN_MAX, the later ones left out."""
        return self._expanded(self._rows(first_day, last_day, spaces), first_day, last_day)

    def due(self, days: int, spaces: Collection[str] | None = None) -> list[Occurrence]:
        """Return what is overdue and what comes within *days*, of what recurs the next time."""
        today = self.today()
        first, last = moments.day_after(today, -OVERDUE_DAYS), moments.day_after(today, days)
        rows = [row for row in self._rows(first, last, spaces) if row.reminds and not row.done]
        events = [row for row in rows if row.field in agenda_index.RANGES]
        others = [row for row in rows if row.field not in agenda_index.RANGES]
        found = self._expanded(others, first, last) + self._expanded(events, today, last)
        kept: dict[tuple[str, str, int], Occurrence] = {}
        for one in sorted(found, key=_place):
            kept.setdefault((one.item, one.field, one.place), one)
        return list(kept.values())

    def _expanded(self, rows: Sequence[Dated], first: dt.date, last: dt.date) -> list[Occurrence]:
        budget = recurring.Budget()
        found = [one for row in rows for one in _times(row, first, last, self.here, budget)]
        return sorted(found, key=_place)[:SHOWN_MAX]

    def _rows(self, first: dt.date, last: dt.date, spaces: Collection[str] | None) -> list[Dated]:
        if not self._ready:
            self._book.write(_bring_up)
            self._ready = True
        wanted = None if spaces is None else [bytes.fromhex(each) for each in spaces]
        days = first.toordinal() - ZONES, last.toordinal() + ZONES
        return self._book.read(lambda db: dated.between(db, *days, wanted))


def _place(one: Occurrence) -> tuple[dt.date, dt.time, str, str, int]:
    return one.day, one.begins.time() if one.begins else dt.time.min, one.title, one.item, one.place


def _bring_up(db: Db) -> None:
    """Index again what an earlier release indexed by other declarations; what was never said is as now."""
    named = [kind.name for kind in kinds.ALL.values() if _days_of(kind)]
    made_by = " ".join(f"{each}:{_days_of(kinds.ALL[each])}" for each in named).encode()
    before = settings.get(db, MADE_BY)
    if before == made_by:
        return
    for record, changed_ms in dated.records_of(db, named) if before is not None else ():
        merge.refresh(db, record, changed_ms)
    settings.put(db, MADE_BY, made_by)


def _days_of(kind: Kind) -> str:
    dated_types = (FieldType.MILESTONES, FieldType.MOMENT)
    return ",".join(field.name for field in kind.fields if field.reminds or field.type in dated_types)


def _times(
    row: Dated, first: dt.date, last: dt.date, here: dt.tzinfo | None, budget: recurring.Budget
) -> Iterator[Occurrence]:
    begins = moments.read(row.begins)
    if begins is None:
        return
    span = _span(begins, row.ends)
    for wall in _walls(row, begins, span, (first, last), budget):
        one = _occurrence(row, begins, wall, span, here)
        if one.day <= last and one.last_day >= first:
            yield one


def _walls(
    row: Dated, begins: Moment, span: dt.timedelta, days: tuple[dt.date, dt.date], budget: recurring.Budget
) -> Iterator[dt.datetime]:
    if not row.rule:
        return iter((begins.wall,))
    first = _midnight(days[0].toordinal() - ZONES - span.days - 1)
    last = _midnight(days[1].toordinal() + ZONES + 1)
    zone = None if begins.whole_day else begins.zone
    return recurring.times(row.rule, begins.wall, first, last, budget, zone)


def _midnight(ordinal: int) -> dt.datetime:
    within = min(max(ordinal, 1), dt.date.max.toordinal())
    return dt.datetime.combine(dt.date.fromordinal(within), dt.time.min)


def _span(begins: Moment, ends: str) -> dt.timedelta:
    """Return how long it lasts on the wall where it happens; of whole days from the first to the last."""
    found = moments.read(ends)
    if found is None:
        return dt.timedelta()
    if begins.whole_day or found.whole_day:
        return max(found.wall.date() - begins.wall.date(), dt.timedelta())
    wall = seen(found.wall, found.zone, begins.zone) if begins.zone else found.wall
    return max(wall - begins.wall, dt.timedelta())


def _occurrence(
    row: Dated, begins: Moment, wall: dt.datetime, span: dt.timedelta, here: dt.tzinfo | None
) -> Occurrence:
    known = (row.record.hex(), row.space.hex(), row.kind, row.field, row.place, row.title, row.said)
    repeats = (bool(row.rule), row.reminds, row.done)
    if begins.whole_day:
        last = dt.date.fromordinal(min(wall.toordinal() + span.days, dt.date.max.toordinal()))
        return Occurrence(*known, wall.date(), last, None, None, *repeats)
    start, end = (seen(each, begins.zone, here) for each in (wall, _later(wall, span)))
    last = (end - dt.timedelta(minutes=1)).date() if end > start else end.date()
    return Occurrence(*known, start.date(), max(last, start.date()), start, end, *repeats)


def _later(wall: dt.datetime, span: dt.timedelta) -> dt.datetime:
    try:
        return wall + span
    except OverflowError:
        return wall
