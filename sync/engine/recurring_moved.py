"""A rule moved by some days together with what it repeats: days of the week and of the month move along."""

import datetime as dt
import re
from collections.abc import Iterator

from sync.engine.recurring_words import WEEKDAYS

WEEK = 7
NAMES = tuple(WEEKDAYS)
DAYS = re.compile(r"(?<!\d)(\d{8})(?=T|Z|,|;|$)")
PLAIN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
NTH = re.compile(r"(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)")


class Tied(Exception):
    """The rule names days in a way that says nothing of where they would be some days later."""


def moved(text: str, begins: dt.date, days: int) -> str:
    """Return the lines of a rule so many days later; *begins* is the first day before. Raises Tied."""
    return "\n".join(_line(line, begins, days) for line in text.splitlines())


def _line(line: str, begins: dt.date, days: int) -> str:
    if not line.startswith("FREQ="):
        return _shifted(line, days)
    parts = dict(part.split("=", 1) for part in line.split(";") if "=" in part)
    parts |= {"UNTIL": _shifted(parts["UNTIL"], days)} if "UNTIL" in parts else {}
    named = parts.keys() - PLAIN
    if named and days % WEEK == 0 and parts["FREQ"] == "WEEKLY":
        named -= {"BYDAY"}
    if named:
        parts |= _tied(parts, named, begins, days)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _shifted(text: str, days: int) -> str:
    return DAYS.sub(lambda found: _day(found[1], days), text)


def _day(text: str, days: int) -> str:
    try:
        return f"{dt.datetime.strptime(text, '%Y%m%d').date() + dt.timedelta(days=days):%Y%m%d}"  # noqa: DTZ007
    except (OverflowError, ValueError):
        return text


def _tied(parts: dict[str, str], named: set[str], begins: dt.date, days: int) -> dict[str, str]:
    """Return the parts that name days, as they are after the move."""
    try:
        there = begins + dt.timedelta(days=days)
    except OverflowError as error:
        raise Tied from error
    freq = parts["FREQ"]
    if freq == "WEEKLY" and named == {"BYDAY"}:
        return {"BYDAY": ",".join(_turned(parts["BYDAY"], days))}
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
