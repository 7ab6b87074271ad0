"""RANGE=THISANDFUTURE (RFC 5545 3.2.13): from one of its times on a series is another one, cut in two here.

The first series ends before that time; the second begins with it, under a name of its own, and goes on as the
first would have. What is said of single times later on belongs to the second.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sync.exchange import icalendar_counting as counting
from sync.exchange.icalendar_counting import Tied
from sync.exchange.icalendar_times import Time, Zones, first, parameter, times
from sync.exchange.lines import Line

AFTER = "THISANDFUTURE"
UID, RULE, BEGINS, ENDS, AT = "UID", "RRULE", "DTSTART", "DTEND", "RECURRENCE-ID"
WITHOUT, ALSO = "EXDATE", "RDATE"
SECOND = dt.timedelta(seconds=1)
DAY = dt.timedelta(days=1)
SPLITS_MAX = 200  # of one series; each looks at all that is said of it

Lines = list[Line]


def is_ranged(lines: Sequence[Line]) -> bool:
    at = _line(lines, AT)
    return at is not None and parameter(at, "RANGE").upper() == AFTER


def cut(every: Sequence[Lines], zones: Zones) -> set[int]:
    """Cut the series among the events *every*, which all have one name, where a range begins; in place.

    What becomes part of another is left empty. Return the numbers of ranges that could not be followed: each
    of them stays the one changed time that it begins with.
    """
    ranged = [number for number, lines in enumerate(every) if is_ranged(lines)]
    series = [lines for lines in every if _line(lines, AT) is None and len(_all(lines, RULE)) == 1]
    if len(series) != 1:
        return set(ranged)
    kept = set(ranged[SPLITS_MAX:])
    current = series[0]
    for number in sorted(ranged[:SPLITS_MAX], key=lambda one: _place(every[one], zones)):
        try:
            current = _Cut(current, every[number], zones).made(every)
        except (Tied, OverflowError):
            kept.add(number)
    return kept


def _place(lines: Sequence[Line], zones: Zones) -> str:
    at = first(_line(lines, AT), zones)
    return at.bare if at is not None else ""


@dataclass
class _Cut:
    """A series, and what says how it is from one of its times on."""

    series: Lines
    later: Lines
    zones: Zones

    def __post_init__(self) -> None:
        begins, at = self._first(self.series, BEGINS), self._first(self.later, AT)
        self.begins, self.at = begins, at.on_the_wall_of(begins)
        self.new = first(_line(self.later, BEGINS), self.zones) or self.at
        if self.at.whole_day != begins.whole_day or self.new.whole_day != begins.whole_day:
            raise Tied
        if self.at.wall < begins.wall:
            raise Tied
        self.by = self.new.wall - self.at.wall
        """From the wall of the first to that of the second."""

    def _first(self, lines: Sequence[Line], name: str) -> Time:
        found = first(_line(lines, name), self.zones)
        if found is None:
            raise Tied
        return found

    def made(self, every: Sequence[Lines]) -> Lines:
        """Cut, and return the second series. Raises Tied; then nothing was changed."""
        rule = _all(self.series, RULE)[0]
        own = _all(self.later, RULE)
        goes_on = own[0] if own else replace(rule, value=self._rest(rule.value))
        name = _line(self.series, UID)
        if name is None:
            raise Tied
        whole = self.at.wall == self.begins.wall  # nothing is left of the first
        uid = name if whole else replace(name, value=f"{name.value.strip()}_R{self.at.bare}")
        second, first_one = [*self._second(goes_on), uid], [*self._before(rule)]
        said = [self._followed(lines, name.value.strip(), uid) for lines in every]
        for lines, now in zip(every, said, strict=True):
            lines[:] = now
        self.series[:] = second if whole else first_one
        self.later[:] = [] if whole else second
        return self.series if whole else self.later

    def _second(self, rule: Line) -> Lines:
        own = [line for line in self.later if line.name not in (AT, UID, RULE)]
        found = {line.name for line in own}
        made = [] if BEGINS in found else [_at(BEGINS, self.new)]
        if not found & {ENDS, "DURATION"}:
            made += self._lasts()
        made += [] if "SUMMARY" in found else _all(self.series, "SUMMARY")
        made += [line for name in (WITHOUT, ALSO) for line in self._moved(name)]
        return [*own, *made, rule]

    def _lasts(self) -> Lines:
        end = first(_line(self.series, ENDS), self.zones)
        if end is None:
            return _all(self.series, "DURATION")
        return [_at(ENDS, self.new.later(end.on_the_wall_of(self.begins).wall - self.begins.wall))]

    def _moved(self, name: str) -> Iterator[Line]:
        """Yield the times that a line of the series names from here on, where they are now."""
        for line in _all(self.series, name):
            for one in self._times(line):
                if one.wall >= self._edge(one):
                    yield _at(name, self._there(one))

    def _before(self, rule: Line) -> Iterator[Line]:
        for line in self.series:
            if line is rule:
                yield replace(line, value=self._ended(line.value))
            elif line.name in (WITHOUT, ALSO):
                every = list(self._times(line))
                here = [one for one in every if one.wall < self._edge(one)]
                yield from [line] if len(here) == len(every) else [_at(line.name, one) for one in here]
            else:
                yield line

    def _times(self, line: Line) -> Iterable[Time]:
        return (one.on_the_wall_of(self.begins) for one in times(line, self.zones))

    def _edge(self, one: Time) -> dt.datetime:
        return dt.datetime.combine(self.at.wall, dt.time()) if one.whole_day else self.at.wall

    def _there(self, one: Time) -> Time:
        if one.whole_day:
            return one.later(self._days * DAY)
        return Time(one.wall + self.by, False, self.new.zone)

    @property
    def _days(self) -> int:
        return (self.new.wall.date() - self.at.wall.date()).days

    def _followed(self, lines: Lines, name: str, uid: Line) -> Lines:
        """Return one changed time that comes later as one of the second series, and others as they are."""
        at, said = _line(lines, AT), _line(lines, UID)
        when = first(at, self.zones)
        if at is None or said is None or when is None or said.value.strip() != name:
            return lines
        when = when.on_the_wall_of(self.begins)
        if when.wall < self._edge(when):
            return lines
        there = _at(AT, self._there(when))
        ranged = f";RANGE={AFTER}" if is_ranged(lines) else ""
        new = replace(there, params=ranged + there.params)
        return [new if line is at else uid if line is said else line for line in lines]

    # ------------------------------------------------------------ the rule
    def _ended(self, value: str) -> str:
        """Return the rule of the first series: it ends before the range begins."""
        parts = counting.parts(value)
        for name in ("COUNT", "UNTIL"):
            parts.pop(name, None)
        if self.begins.whole_day:
            parts["UNTIL"] = self.at.later(-DAY).bare
        else:
            last = self.at.later(-SECOND)
            there = last.on_the_wall_of(replace(last, zone="UTC")) if last.zone else last
            parts["UNTIL"] = f"{there.bare}Z" if there.zone == "UTC" else there.bare
        return counting.text(parts)

    def _rest(self, value: str) -> str:
        """Return the rule of the second series. Raises Tied."""
        parts = counting.moved(counting.parts(value), self.begins.wall, self.new.wall, self._days, self.by)
        if "COUNT" in parts:
            days = self.begins.wall.date(), self.at.wall.date()
            parts["COUNT"] = counting.left(counting.parts(value), *days)
        if "UNTIL" in parts:
            parts["UNTIL"] = self._until(parts["UNTIL"])
        return counting.text(parts)

    def _until(self, value: str) -> str:
        last = first(Line("", "UNTIL", "", value), Zones())
        if last is None:
            raise Tied
        there = self._there(last.on_the_wall_of(self.begins))
        if last.zone == "UTC" and there.zone:
            there = there.on_the_wall_of(replace(there, zone="UTC"))
        return f"{there.bare}Z" if last.zone == "UTC" else there.bare


def _at(name: str, when: Time) -> Line:
    params, _, value = when.written.rpartition(":")
    return Line("", name, params, value)


def _line(lines: Sequence[Line], name: str) -> Line | None:
    return next((line for line in lines if line.name == name), None)


def _all(lines: Sequence[Line], name: str) -> Lines:
    return [line for line in lines if line.name == name]
