"""The days of one period (a day, a week, a month, a year) that a rule means."""

import calendar
import datetime as dt
from collections.abc import Iterator

from sync.engine.recurring_words import DAILY, MONTHLY, WEEKLY, YEARLY, Rule

Span = tuple[dt.date, dt.date]
WEEK = 7
MONTHS = 12


def period(rule: Rule, start: dt.date, number: int) -> Span | None:
    """Return the first and last day of a rule's period, counted from the one of *start*; None past all."""
    steps = number * rule.interval
    try:
        if rule.freq == DAILY:
            day = start + dt.timedelta(days=steps)
            return day, day
        if rule.freq == WEEKLY:
            monday = _week_of(start, rule.week_start) + dt.timedelta(weeks=steps)
            return monday, monday + dt.timedelta(days=WEEK - 1)
        if rule.freq == MONTHLY:
            year, month = divmod(start.year * MONTHS + start.month - 1 + steps, MONTHS)
            return dt.date(year, month + 1, 1), dt.date(year, month + 1, _length(year, month + 1))
        return dt.date(start.year + steps, 1, 1), dt.date(start.year + steps, MONTHS, 31)
    except (OverflowError, ValueError):
        return None


def number_before(rule: Rule, start: dt.date, day: dt.date) -> int:
    """Return the number of a period that is not after *day*."""
    if rule.freq in (DAILY, WEEKLY):
        length = rule.interval * (1 if rule.freq == DAILY else WEEK)
        return max(0, (day - start).days // length - 1)
    months = (day.year - start.year) * MONTHS + day.month - start.month
    length = rule.interval * (1 if rule.freq == MONTHLY else MONTHS)
    return max(0, months // length - 1)


def days(rule: Rule, start: dt.date, span: Span) -> list[dt.date]:
    """Return the days between those of *span* that the rule means, in order."""
    chosen = any((rule.weeks, rule.year_days, rule.month_days, rule.weekdays))
    if not chosen:
        rule = _as_it_began(rule, start)
    return [day for day in _candidates(rule, span) if _fits(rule, day)]


def _as_it_began(rule: Rule, start: dt.date) -> Rule:
    """Return the rule with what it does not say, and follows from its first day."""
    if rule.freq == DAILY:
        return rule
    weekdays = ((0, start.weekday()),) if rule.freq == WEEKLY else ()
    month_days = (start.day,) if rule.freq in (MONTHLY, YEARLY) else ()
    months = rule.months or ((start.month,) if rule.freq == YEARLY else ())
    return Rule(rule.freq, rule.interval, months=months, month_days=month_days, weekdays=weekdays)


def _candidates(rule: Rule, span: Span) -> Iterator[dt.date]:
    first, last = span
    if rule.freq == YEARLY and rule.months:
        for month in rule.months:
            yield from _between(dt.date(first.year, month, 1), _length(first.year, month))
    else:
        yield from _between(first, (last - first).days + 1)


def _between(first: dt.date, count: int) -> Iterator[dt.date]:
    start = first.toordinal()
    yield from map(dt.date.fromordinal, range(start, min(start + count, dt.date.max.toordinal() + 1)))


def _fits(rule: Rule, day: dt.date) -> bool:
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or _is_one(rule.month_days, day.day, _length(day.year, day.month)))
        and (not rule.weekdays or any(_is_weekday(rule, each, day) for each in rule.weekdays))
        and (not rule.year_days or _is_one(rule.year_days, _day_of_year(day), _days_in(day.year)))
        and (not rule.weeks or _in_week(rule, day))
    )


def _is_one(wanted: tuple[int, ...], number: int, count: int) -> bool:
    """Whether a number counted from the beginning, or from the end, is wanted."""
    return number in wanted or number - count - 1 in wanted


def _is_weekday(rule: Rule, wanted: tuple[int, int], day: dt.date) -> bool:
    which, weekday = wanted
    if day.weekday() != weekday:
        return False
    if not which or rule.freq in (DAILY, WEEKLY):
        return True
    in_month = rule.freq == MONTHLY or bool(rule.months)
    number = day.day if in_month else _day_of_year(day)
    count = _length(day.year, day.month) if in_month else _days_in(day.year)
    return which == (number - 1) // WEEK + 1 if which > 0 else -which == (count - number) // WEEK + 1


def _in_week(rule: Rule, day: dt.date) -> bool:
    """Weeks have numbers in a year: of the first, four days at least are in it (RFC 5545, BYWEEKNO)."""
    first = _first_week(day.year, rule.week_start)
    after = _first_week(day.year + 1, rule.week_start) if day.year < dt.MAXYEAR else first + 53 * WEEK
    if not first <= day.toordinal() < after:
        return False
    return _is_one(rule.weeks, (day.toordinal() - first) // WEEK + 1, (after - first) // WEEK)


def _first_week(year: int, week_start: int) -> int:
    """Return the ordinal of the day on which the first week of a year begins."""
    fourth = dt.date(year, 1, 4)
    return fourth.toordinal() - (fourth.weekday() - week_start) % WEEK


def _week_of(day: dt.date, week_start: int) -> dt.date:
    return day - dt.timedelta(days=(day.weekday() - week_start) % WEEK)


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _days_in(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _day_of_year(day: dt.date) -> int:
    return day.timetuple().tm_yday
