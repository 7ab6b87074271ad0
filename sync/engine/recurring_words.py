"""The lines of a rule read: the RRULE, the days left out and added; what is no such line says nothing."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DAILY, WEEKLY, MONTHLY, YEARLY = "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
NUMBERED = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
WHEN = re.compile(r"(\d{8})(?:T(\d{4})(\d{2})?)?(Z)?")
NOT_OURS = frozenset({"BYSECOND", "RSCALE", "SKIP", "BYEASTER"})
INTERVAL_MAX = 10_000
WHENS_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    freq: str
    interval: int = 1
    count: int | None = None
    until: dt.datetime | None = None
    week_start: int = 0
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    """(how manieth, day): 0 for each one; Monday is 0."""
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether each period has just one time."""
        choosy = (self.months, self.weeks, self.year_days, self.month_days, self.weekdays)
        finer = (self.hours, self.minutes, self.positions)
        return self.freq in (DAILY, WEEKLY) and not any(choosy) and not any(finer)

    @property
    def even(self) -> bool:
        """Whether no period but the first is without a time."""
        choosy = (self.months, self.weeks, self.year_days, self.month_days, self.positions)
        return self.freq in (DAILY, WEEKLY) and not any(choosy) and (
            self.freq == WEEKLY or not self.weekdays
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    rule: Rule | None
    left_out: tuple[dt.datetime, ...]
    days_left_out: frozenset[dt.date]
    added: tuple[dt.datetime, ...]


def read(text: str, zone: dt.tzinfo | None = None) -> Words:
    """Return what the lines of *text* say; times in UTC become those on the wall in *zone*."""
    rule: Rule | None = None
    left_out: list[dt.datetime] = []
    days: set[dt.date] = set()
    added: list[dt.datetime] = []
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name in ("EXDATE", "RDATE"):
            found = list(moments(value, zone))
            added += [one for one, _ in found] if name == "RDATE" else []
            left_out += [one for one, whole in found if name == "EXDATE" and not whole]
            days |= {one.date() for one, whole in found if name == "EXDATE" and whole}
        else:
            rule = rule or _rule(line, zone)
    return Words(rule, tuple(left_out), frozenset(days), tuple(added))


def moments(value: str, zone: dt.tzinfo | None = None) -> Iterator[tuple[dt.datetime, bool]]:
    """Yield each time in *value* (with commas between) and whether it is a whole day."""
    for text in value.split(",")[:WHENS_MAX]:
        found = WHEN.fullmatch(text.strip())
        if found is None:
            continue
        day, time, second, universal = found.groups()
        try:
            one = dt.datetime.strptime(f"{day}{time or '0000'}{second or '00'}", "%Y%m%d%H%M%S")  # noqa: DTZ007
        except ValueError:
            continue
        yield _on_the_wall(one, zone) if universal else one, time is None


def _on_the_wall(universal: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    try:
        return universal.replace(tzinfo=dt.UTC).astimezone(zone or dt.UTC).replace(tzinfo=None)
    except OverflowError:
        return universal


def _rule(line: str, zone: dt.tzinfo | None) -> Rule | None:
    """Return the rule; None for one with more than a time a minute, or in words that are not ours."""
    parts = dict(part.split("=", 1) for part in line.removeprefix("RRULE:").split(";") if "=" in part)
    if parts.get("FREQ") not in (DAILY, WEEKLY, MONTHLY, YEARLY) or NOT_OURS.intersection(parts):
        return None
    try:
        return _made(parts, zone)
    except ValueError:
        return None


def _made(parts: Mapping[str, str], zone: dt.tzinfo | None) -> Rule:
    interval = int(parts.get("INTERVAL", "1"))
    if not 1 <= interval <= INTERVAL_MAX:
        raise ValueError(interval)
    until = next(moments(parts.get("UNTIL", ""), zone), None)
    return Rule(
        parts["FREQ"],
        interval,
        max(1, int(parts["COUNT"][:9])) if "COUNT" in parts else None,
        _end_of(until) if until else None,
        WEEKDAYS.get(parts.get("WKST", "MO"), 0),
        months=_numbers(parts, "BYMONTH", range(1, 13)),
        weeks=_numbers(parts, "BYWEEKNO", range(-53, 54)),
        year_days=_numbers(parts, "BYYEARDAY", range(-366, 367)),
        month_days=_numbers(parts, "BYMONTHDAY", range(-31, 32)),
        weekdays=tuple(_weekdays(parts.get("BYDAY", ""))),
        hours=_numbers(parts, "BYHOUR", range(24)),
        minutes=_numbers(parts, "BYMINUTE", range(60)),
        positions=_numbers(parts, "BYSETPOS", range(-366, 367)),
    )


def _end_of(until: tuple[dt.datetime, bool]) -> dt.datetime:
    one, whole = until
    return one.replace(hour=23, minute=59, second=59) if whole else one


def _numbers(parts: Mapping[str, str], name: str, within: range) -> tuple[int, ...]:
    found = {int(text) for text in parts.get(name, "").split(",") if text}
    if not found <= set(within) or (0 in found and within.start != 0):
        raise ValueError(name)
    return tuple(sorted(found))


def _weekdays(value: str) -> Iterator[tuple[int, int]]:
    for text in value.split(",") if value else ():
        found = NUMBERED.fullmatch(text)
        if found is None:
            raise ValueError(text)
        yield int(found[1] or 0), WEEKDAYS[found[2]]
