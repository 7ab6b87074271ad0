"""Which days an item has: worked out from its declaration whenever it changed."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from sync.engine import moments, recurring
from sync.model.kinds.declaration import Field, FieldType, Kind
from sync.store import dated, fresh
from sync.store.database import Db
from sync.store.dated import Dated
from sync.store.records import Record

STEP = re.compile(r"\[([ x])\] (\d{4}-\d{2}-\d{2})(?: (.*))?")
SETTLED: Mapping[tuple[str, str], tuple[str, frozenset[str]]] = {
    ("plan", "due"): ("state", frozenset({"done", "dropped"})),
    ("call", "deadline"): ("stage", frozenset({"sent", "granted", "refused"})),
    ("call", "milestones"): ("stage", frozenset({"refused"})),
    ("event", "begins"): ("state", frozenset({"cancelled"})),
    ("programme", "confirmed"): ("state", frozenset({"ended"})),
}
"""When a date asks for nothing any more: by which field, and by which of its options."""

RANGES = {"begins": ("ends", "rule")}
"""Which moments begin something, where its end is, and how it recurs."""


def keep(db: Db, kind: Kind, row: Record, shown: Mapping[str, str]) -> None:
    """Bring the days of a record up to date; what lies in the trash has none."""
    days = list(_days(kind, row, shown)) if row.present else []
    dated.replace(db, row.record, days)
    if kind.confirmed is not None:
        _keep_fresh(db, kind, kind.confirmed, row, shown)


def _keep_fresh(db: Db, kind: Kind, field: Field, row: Record, shown: Mapping[str, str]) -> None:
    """Note from which day on somebody is to confirm a record again; what is settled asks for nothing."""
    if not row.present or _settled(kind, field, shown):
        fresh.remove(db, row.record)
        return
    said = [found.wall for line in shown.get(field.name, "").splitlines() if (found := moments.read(line))]
    last = max(said, default=None)
    due = 0 if last is None else moments.day_after(last.date(), field.fresh_days).toordinal()
    fresh.put(db, row.record, field.name, due)


def _days(kind: Kind, row: Record, shown: Mapping[str, str]) -> Iterator[Dated]:
    for field in kind.fields:
        text = shown.get(field.name, "")
        if not text or field.hidden:
            continue
        if field.type is FieldType.DATE and field.reminds:
            yield from _date(kind, field, row, shown)
        elif field.type is FieldType.MOMENT and field.name in RANGES:
            yield from _event(kind, field, row, shown)
        elif field.type is FieldType.MILESTONES:
            yield from _steps(kind, field, row, shown)


def _settled(kind: Kind, field: Field, shown: Mapping[str, str]) -> bool:
    by, options = SETTLED.get((kind.name, field.name), ("", frozenset[str]()))
    return shown.get(by, "") in options


def _date(kind: Kind, field: Field, row: Record, shown: Mapping[str, str]) -> Iterator[Dated]:
    text = shown[field.name].partition("\n")[0]
    found = moments.read(text)
    if found is not None:
        day = found.wall.toordinal()
        done = _settled(kind, field, shown)
        yield Dated(row.record, field.name, 0, row.space, kind.name, day, day, text, "", "", "", True, done)


def _steps(kind: Kind, field: Field, row: Record, shown: Mapping[str, str]) -> Iterator[Dated]:
    settled = _settled(kind, field, shown)
    for number, line in enumerate(shown[field.name].splitlines()):
        step = STEP.fullmatch(line)
        found = moments.read(step[2]) if step else None
        if step and found:
            day, done = found.wall.toordinal(), settled or step[1] == "x"
            place = (row.record, field.name, number, row.space, kind.name, day, day)
            yield Dated(*place, step[2], "", "", step[3] or "", field.reminds, done)


def _event(kind: Kind, field: Field, row: Record, shown: Mapping[str, str]) -> Iterator[Dated]:
    end_field, rule_field = RANGES[field.name]
    begins, ends = (shown.get(name, "").partition("\n")[0] for name in (field.name, end_field))
    rule = shown.get(rule_field, "")
    found = moments.read(begins)
    if found is None:
        return
    first, last = found.wall.date(), last_day(found, ends)
    if rule:
        over = recurring.last_day(rule, first)
        last = dt.date.fromordinal(min(over.toordinal() + (last - first).days, dt.date.max.toordinal()))
    place = (row.record, field.name, 0, row.space, kind.name, first.toordinal(), last.toordinal())
    yield Dated(*place, begins, ends, rule, "", field.reminds, _settled(kind, field, shown))


def last_day(begins: moments.Moment, ends: str) -> dt.date:
    """Return the last day of what begins then, where it happens."""
    found = moments.read(ends)
    if found is None:
        return begins.wall.date()
    wall = found.wall
    if not found.whole_day and not begins.whole_day:
        wall = moments.seen(found.wall, found.zone, begins.zone) if begins.zone else found.wall
        if wall > begins.wall:
            wall -= dt.timedelta(minutes=1)  # what ends at midnight is not on the next day
    return max(wall.date(), begins.wall.date())
