"""A rule moved by some days together with what it repeats: days of the week and of the month move along."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from sync.engine import recurring
from sync.engine.recurring_words import WEEKDAYS

WEEK = 7
NAMES = tuple(WEEKDAYS)
DAYS = re.compile(r"(?<!\d)(\d{8})(?=T|Z|,|;|$)")
PLAIN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
EXDATE = "EXDATE:"
NEAR = 10
"""Days between where a time of a month would be, and where it is."""
NTH = re.compile(r"(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)")


class Tied(Exception):
    """The rule names days in a way that says nothing of where they would be some days later."""


def moved(text: str, begins: dt.date, days: int) -> str:
    """Return the lines of a rule so many days later; *begins* is the first day before. Raises Tied."""
    lines = text.splitlines()
    rules = [_rule(line, begins, days) for line in lines]
    there = _Places(lines, rules, begins, days)
    return "\n".join(_line(line, rule, there) for line, rule in zip(lines, rules, strict=True))


def _rule(line: str, begins: dt.date, days: int) -> str | None:
    """Return a line that says how something recurs so many days later; None for one of another sort."""
    parts = dict(part.split("=", 1) for part in line.removeprefix("RRULE:").split(";") if "=" in part)
    if "FREQ" not in parts:
        return None
    parts |= {"UNTIL": _shifted(parts["UNTIL"], partial(_later, days=days))} if "UNTIL" in parts else {}
    named = parts.keys() - PLAIN
    if named and days % WEEK == 0 and parts["FREQ"] == "WEEKLY":
        named -= {"BYDAY"}
    if named:
        parts |= _tied(parts, named, begins, days)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _line(line: str, rule: str | None, there: "_Places") -> str:
    if rule is not None:
        return rule
    return _shifted(line, there.left_out if line.startswith(EXDATE) else partial(_later, days=there.days))


class _Places:
    """Where times that are left out stand after the move: a month has no day for each of the month before."""

    def __init__(self, lines: Sequence[str], rules: Sequence[str | None], begins: dt.date, days: int) -> None:
        self.days = days
        self._said = [
            found for line in lines if line.startswith(EXDATE) for found in map(_read, DAYS.findall(line))
            if found is not None
        ]  # fmt: skip
        named = [(line, rule) for line, rule in zip(lines, rules, strict=True) if rule is not None]
        self._before = self._times(named[0][0], begins) if named and self._said else frozenset()
        self._after = self._times(named[0][1] or "", _later(begins, days)) if self._before else frozenset()

    def _times(self, rule: str, begins: dt.date) -> frozenset[dt.date]:
        first = dt.datetime.combine(_later(min(self._said), -NEAR), dt.time.min)
        last = dt.datetime.combine(_later(max(self._said), NEAR + abs(self.days)), dt.time.max)
        start = dt.datetime.combine(begins, dt.time.min)
        return frozenset(one.date() for one in recurring.times(rule, start, first, last, recurring.Budget()))

    def left_out(self, day: dt.date) -> dt.date:
        """What was a time of the series stays the time that is left out, the nearest where it is another."""
        there = _later(day, self.days)
        if day not in self._before or there in self._after:
            return there
        near = min(self._after, key=lambda one: abs((one - there).days), default=there)
        return near if abs((near - there).days) <= NEAR else there


def _shifted(text: str, there: Callable[[dt.date], dt.date]) -> str:
    def day(found: re.Match[str]) -> str:
        said = _read(found[1])
        return found[1] if said is None else f"{there(said):%Y%m%d}"

    return DAYS.sub(day, text)


def _read(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None


def _later(day: dt.date, days: int) -> dt.date:
    """Return a day so many days later; the same where there is none."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return day


def _tied(parts: dict[str, str], named: set[str], begins: dt.date, days: int) -> dict[str, str]:
    """Return the parts that name days, as they are after the move."""
    try:
        there = begins + dt.timedelta(days=days)
    except OverflowError as error:
        raise Tied from error
    freq = parts["FREQ"]
    if freq == "WEEKLY" and named == {"BYDAY"}:  # weeks begin later, too: else days would change theirs
        begin = {"WKST": "".join(_turned(parts.get("WKST", NAMES[0]), days))} if "INTERVAL" in parts else {}
        return {"BYDAY": ",".join(_turned(parts["BYDAY"], days)), **begin}
    if freq == "YEARLY" and "BYMONTH" in named:
        if parts["BYMONTH"] != str(begins.month):
            raise Tied
        return {"BYMONTH": str(there.month), **_in_month(parts, named - {"BYMONTH"}, begins, there)}
    if freq == "MONTHLY":
        return _in_month(parts, named, begins, there)
    raise Tied


def _in_month(parts: dict[str, str], named: set[str], begins: dt.date, there: dt.date) -> dict[str, str]:
    """Return the day of the month, or which weekday of it, that *there* is as *begins* was."""
    if not named:
        return {}
    if named == {"BYMONTHDAY"} and parts["BYMONTHDAY"] == str(begins.day):
        return {"BYMONTHDAY": str(there.day)}
    found = NTH.fullmatch(parts["BYDAY"]) if named == {"BYDAY"} else None
    if found is None or found[2] != NAMES[begins.weekday()]:
        raise Tied
    last = found[1] == "-1" and (there + dt.timedelta(days=WEEK)).month != there.month
    return {"BYDAY": f"{-1 if last else (there.day - 1) // WEEK + 1}{NAMES[there.weekday()]}"}


def _turned(value: str, days: int) -> Iterator[str]:
    for name in value.split(","):
        if name not in WEEKDAYS:
            raise Tied
        yield NAMES[(WEEKDAYS[name] + days) % WEEK]
