"""How something recurs: the words of RFC 5545 3.3.10 read, and the days they mean, never more than asked for.

Our own and not a library's, because the usual ones work through every day until the year 9999 where a rule
has none to give. Here the work follows from the days asked for; the tests hold it against a library.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sync.engine import recurring_days
from sync.engine.recurring_words import DAILY, WEEKLY, Rule, Words, moments, read

OCCURRENCES_MAX = 2_000
"""Of one thing, in one answer."""

STEPS_MAX = 200_000
"""Days, weeks, months or years looked at for one answer, over all things in it."""


@dataclass
class Budget:
    """What one answer may still cost; when it is spent, things stand at their first time only."""

    steps: int = STEPS_MAX

    def spend(self) -> bool:
        self.steps -= 1
        return self.steps >= 0


def times(
    text: str,
    start: dt.datetime,
    first: dt.datetime,
    last: dt.datetime,
    budget: Budget,
    zone: dt.tzinfo | None = None,
) -> Iterator[dt.datetime]:
    """Yield the times between *first* and *last* at which what begins at *start* takes place.

    All are times on the wall in *zone*. *start* is always one of them; at most OCCURRENCES_MAX.
    """
    words = read(text, zone)
    without, whole_days = set(words.left_out), words.days_left_out
    found = {start, *words.added} if words.rule is None else {start, *words.added, *_ruled(
        words.rule, start, first, last, budget
    )}  # fmt: skip
    within = sorted(one for one in found if first <= one <= last)
    kept = [one for one in within if one not in without and one.date() not in whole_days]
    yield from kept[:OCCURRENCES_MAX]


def last_day(text: str, start: dt.date) -> dt.date:
    """Return a day after which nothing takes place any more; the last of all days where that is open."""
    words = read(text)
    days = [start, *(one.date() for one in words.added)]
    if words.rule is not None:
        days.append(_end(words.rule, start))
    return max(days)


def _end(rule: Rule, start: dt.date) -> dt.date:
    if rule.until is not None:
        return min(rule.until.date() + dt.timedelta(days=1), dt.date.max)  # in the zone it may be a day later
    if rule.count is None or not rule.even:
        return dt.date.max
    try:
        return start + dt.timedelta(days=(rule.count + 1) * rule.interval * (1 if rule.freq == DAILY else 7))
    except OverflowError:
        return dt.date.max


def _ruled(
    rule: Rule, start: dt.datetime, first: dt.datetime, last: dt.datetime, budget: Budget
) -> Iterator[dt.datetime]:
    last = min(last, rule.until) if rule.until is not None else last
    number, made = _where_to_begin(rule, start, first)
    found = 0
    while found < OCCURRENCES_MAX and (rule.count is None or made < rule.count) and budget.spend():
        period = recurring_days.period(rule, start.date(), number)
        if period is None or period[0] > last.date():
            return
        for one in _in_period(rule, start, period):
            if one > last or made == rule.count:
                return
            made += 1
            if one >= first:
                found += 1
                yield one
        number += 1


def _in_period(rule: Rule, start: dt.datetime, period: tuple[dt.date, dt.date]) -> list[dt.datetime]:
    days = recurring_days.days(rule, start.date(), period)
    clock = [dt.time(hour, minute, start.second) for hour in rule.hours or (start.hour,)
             for minute in rule.minutes or (start.minute,)]  # fmt: skip
    every = [dt.datetime.combine(day, time) for day in days for time in clock]
    if rule.positions:
        count = len(every)
        places = {place - 1 if place > 0 else count + place for place in rule.positions}
        every = [every[place] for place in sorted(places) if 0 <= place < count]
    return [one for one in every if one >= start]


def _where_to_begin(rule: Rule, start: dt.datetime, first: dt.datetime) -> tuple[int, int]:
    """Return the period to begin with and how many times there were before it."""
    if first <= start or (rule.count is not None and not rule.plain):
        return 0, 0
    number = recurring_days.number_before(rule, start.date(), first.date())
    return number, number if rule.count is not None else 0


__all__ = ["DAILY", "WEEKLY", "Budget", "Rule", "Words", "last_day", "moments", "read", "times"]
