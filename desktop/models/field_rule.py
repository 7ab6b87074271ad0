"""How something recurs, where it does so simply: every day, week, month or year, until a day."""

import re
from dataclasses import dataclass
from datetime import date

from i18n import formats, mark, tr

SIMPLE = {
    "day": ("FREQ=DAILY", mark("Every day")),
    "week": ("FREQ=WEEKLY", mark("Every week")),
    "two-weeks": ("FREQ=WEEKLY;INTERVAL=2", mark("Every two weeks")),
    "month": ("FREQ=MONTHLY", mark("Every month")),
    "year": ("FREQ=YEARLY", mark("Every year")),
}
UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")
LAST_SECOND = "T235959Z"  # of the last day: what begins at any hour of it still happens


@dataclass(frozen=True, slots=True)
class Rhythm:
    every: str
    """A key of SIMPLE."""
    until: date | None = None


def understood(text: str) -> Rhythm | None:
    """Return what a rule says, or None where it says more than a line of choices can."""
    parts = [part for part in text.strip().split(";") if part not in ("INTERVAL=1", "")]
    ends = [part.removeprefix("UNTIL=") for part in parts if part.startswith("UNTIL=")]
    rest = ";".join(part for part in parts if not part.startswith("UNTIL="))
    every = next((key for key, (rule, _) in SIMPLE.items() if rest == rule), "")
    until = _day(ends[0]) if len(ends) == 1 else None
    if not every or len(ends) > 1 or (ends and until is None):
        return None
    return Rhythm(every, until)


def written(rhythm: Rhythm) -> str:
    """Return the rule as it is kept (RFC 5545 3.3.10)."""
    rule = SIMPLE[rhythm.every][0]
    return f"{rule};UNTIL={rhythm.until:%Y%m%d}{LAST_SECOND}" if rhythm.until else rule


def said(text: str) -> str:
    rhythm = understood(text)
    if rhythm is None:
        return text
    every = tr(SIMPLE[rhythm.every][1])
    if rhythm.until is None:
        return every
    return tr("{rhythm}, until {date}", rhythm=every, date=formats.date_of(rhythm.until))


def _day(text: str) -> date | None:
    found = UNTIL.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
