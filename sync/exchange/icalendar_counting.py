"""Rules that go on from one of their times, perhaps moved: as far as that is sure from their words."""

import datetime as dt
from contextlib import suppress

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = 7
LAST_SURE = 28  # the last day that every month has
PLAIN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
FINER = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
DAYS_MAX = 40_000
DIGITS = 6
NOTHING = dt.timedelta()
Parts = dict[str, str]


class Tied(Exception):
    """Nobody can say for sure how this goes on."""


def parts(value: str) -> Parts:
    """Return the parts of a rule, its frequency first."""
    said = [part.partition("=") for part in value.upper().replace(" ", "").split(";") if "=" in part]
    found = {name: word for name, _, word in said}
    return {"FREQ": found.pop("FREQ", ""), **found}


def text(rule: Parts) -> str:
    return ";".join(f"{name}={word}" for name, word in rule.items())


def moved(rule: Parts, old: dt.datetime, new: dt.datetime, days: int, by: dt.timedelta) -> Parts:
    """Return a rule whose times are all *by* later, *days* by the calendar. Raises Tied.

    *old* is where the series began, *new* where the second one does.
    """
    named = rule.keys() - PLAIN
    if by != NOTHING and named & FINER:
        raise Tied
    if not days:
        return rule
    if named == {"BYDAY"} and rule["FREQ"] == "WEEKLY":
        return {**rule, "BYDAY": _turned(rule, days)}
    if named or (rule["FREQ"] in ("MONTHLY", "YEARLY") and max(old.day, new.day) > LAST_SURE):
        raise Tied
    return rule


def _turned(rule: Parts, days: int) -> str:
    names = rule["BYDAY"].split(",")
    if any(name not in WEEKDAYS for name in names) or (len(names) > 1 and _interval(rule) > 1):
        raise Tied
    return ",".join(WEEKDAYS[(WEEKDAYS.index(name) + days) % WEEK] for name in names)


def left(rule: Parts, begins: dt.date, at: dt.date) -> str:
    """Return how many times of a counted rule there are from the day *at* on. Raises Tied."""
    said = rule["COUNT"]
    if not said.isdecimal() or len(said) > DIGITS:
        raise Tied
    found = int(said) - _before(rule, begins, at)
    if found < 1:
        raise Tied
    return str(found)


def _before(rule: Parts, begins: dt.date, at: dt.date) -> int:
    """Return how many times there are before the day *at*, of which the first is *begins*. Raises Tied."""
    if rule["FREQ"] not in COUNTED or begins > at or (at - begins).days > DAYS_MAX:
        raise Tied
    return COUNTED[rule["FREQ"]](rule, begins, at)


def _days(rule: Parts, begins: dt.date, at: dt.date) -> int:
    _only(rule, ())
    return -(-(at - begins).days // _interval(rule))


def _weeks(rule: Parts, begins: dt.date, at: dt.date) -> int:
    _only(rule, ("BYDAY",))
    names = rule.get("BYDAY", WEEKDAYS[begins.weekday()]).split(",")
    starts = rule.get("WKST", "MO")
    if any(name not in WEEKDAYS for name in (*names, starts)):
        raise Tied
    wanted = {WEEKDAYS.index(name) for name in names}
    offset = (begins.weekday() - WEEKDAYS.index(starts)) % WEEK
    every = (
        number for number in range((at - begins).days)
        if (begins.weekday() + number) % WEEK in wanted and (number + offset) // WEEK % _interval(rule) == 0
    )  # fmt: skip
    return len({0, *every})  # where it begins is always one


def _months(rule: Parts, begins: dt.date, at: dt.date) -> int:
    _only(rule, ("BYMONTHDAY",))
    if rule.get("BYMONTHDAY", str(begins.day)) != str(begins.day):
        raise Tied
    return _steps(begins, at, _interval(rule))


def _years(rule: Parts, begins: dt.date, at: dt.date) -> int:
    _only(rule, ())
    return _steps(begins, at, 12 * _interval(rule))


def _steps(begins: dt.date, at: dt.date, months: int) -> int:
    """Return how often a day comes that is not there in every month."""
    count, month = 0, begins.year * 12 + begins.month - 1
    while (month // 12, month % 12 + 1) <= (at.year, at.month):
        with suppress(ValueError):  # not in this month
            count += dt.date(month // 12, month % 12 + 1, begins.day) < at
        month += months
    return count


def _only(rule: Parts, also: tuple[str, ...]) -> None:
    if rule.keys() - PLAIN - {*also}:
        raise Tied


def _interval(rule: Parts) -> int:
    said = rule.get("INTERVAL", "1")
    if not said.isdecimal() or not 0 < int(said[:DIGITS]) <= DAYS_MAX:
        raise Tied
    return int(said)


COUNTED = {"DAILY": _days, "WEEKLY": _weeks, "MONTHLY": _months, "YEARLY": _years}
