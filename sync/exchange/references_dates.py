"""Dates of references: what BibTeX and RIS say of a day, and the date of CSL-JSON that stands for it."""

import re
from typing import Any

WHOLE = re.compile(r"(\d{4})(?!\d)(?:[-/](\d{1,2})(?!\d)(?:[-/](\d{1,2})(?!\d))?)?")
YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
RANGE = 2  # the first day and the last
Date = dict[str, Any]


def of_text(text: str) -> Date | None:
    """Return the date that *text* says; what is no date, or more than one, is kept in its words."""
    said = " ".join(text.split()).rstrip("/")
    if not said:
        return None
    days = [WHOLE.fullmatch(part) for part in ([said] if WHOLE.fullmatch(said) else said.split("/"))]
    if len(days) <= RANGE and all(days):
        return {"date-parts": [_found(day) for day in days if day is not None]}
    begins = WHOLE.match(said)
    if begins is not None:
        return {"date-parts": [_found(begins)], "literal": said}
    year = YEAR.search(said)
    return {"date-parts": [[int(year[1])]], "literal": said} if year is not None else {"literal": said}


def _found(day: re.Match[str]) -> list[int]:
    return [int(part) for part in day.groups() if part]


def parts(date: Any) -> list[list[int]]:
    """Return the numbers of a CSL date: of one day, or of the first and the last; none where it has none."""
    said = date.get("date-parts") if isinstance(date, dict) else None
    found = [_numbers(one) for one in said] if isinstance(said, list) else []
    return [one for one in found[:RANGE] if one]


def _numbers(one: Any) -> list[int]:
    numbers: list[int] = []
    for part in one[:3] if isinstance(one, list) else ():
        if not (isinstance(part, int) or (isinstance(part, str) and part.isascii() and part.isdecimal())):
            break
        numbers.append(int(part))
    return numbers


def words(date: Any) -> str:
    """Return what a CSL date says in words, where it does."""
    said = (date.get(name) for name in ("literal", "raw")) if isinstance(date, dict) else ()
    return next((" ".join(one.split()) for one in said if isinstance(one, str) and one.strip()), "")


def written(date: Any, between: str) -> str:
    """Return a CSL date as text, its numbers with *between* between them."""
    days = [between.join(f"{part:02}" for part in one) for one in parts(date)]
    return words(date) or "/".join(days)
