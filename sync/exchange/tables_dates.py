"""Days, moments and periods as people write them in tables, to the one form in which we keep them."""

import datetime as dt
import re

from sync.exchange import tables_names

DAY_FIRST, MONTH_FIRST = "day-month-year", "month-day-year"
ORDERS = (DAY_FIRST, MONTH_FIRST)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})\.?")
SPELT = re.compile(
    r"(?:\D{0,20}?[ ,])?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -]+(?:de +)?([^\d,]{2,20}?),?[ -]+(?:de +)?(\d{4})"
)
MONTH_THEN_DAY = re.compile(r"([^\d,]{3,20}?) +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
TIME = re.compile(
    r"(.*?)[T ,]+(\d{1,2})[:.h](\d{2})(?::\d{2}(?:\.\d+)?)?(?: ?([AaPp])\.?[Mm]\.?)?"
    r"(?: ?(Z|[A-Z][A-Za-z_+-]+/[A-Za-z0-9_+/-]+|UTC))?"
)
BETWEEN = re.compile(
    r"\s+(?:to|until|till|au|à|إلى|hasta|a|até|по|hadi|zuwa|[-–—])\s+|\s*[–—]\s*|\s*/\s*|\s*\.\.\s*"
)
YEAR = re.compile(r"(?:19|20)\d{2}")
CENTURY_TURNS = 70  # “69” is of this century, “70” of the last one
NOON = 12
TWO_DIGITS = 100


def day(text: str, order: str) -> str:
    """Return a day as YYYY-MM-DD. Raises ValueError."""
    bare = " ".join(western_digits(text).split()).removesuffix(" 00:00:00").removesuffix("T00:00:00")
    if found := YEAR_FIRST.fullmatch(bare):
        return _iso(found[1], found[2], found[3])
    if found := NUMBERS.fullmatch(bare):
        return _in_order(int(found[1]), int(found[2]), int(found[3]), order)
    if found := SPELT.fullmatch(bare):
        return _iso(found[3], _month(found[2]), found[1])
    if found := MONTH_THEN_DAY.fullmatch(bare):
        return _iso(found[3], _month(found[1]), found[2])
    raise ValueError(text)


def western_digits(text: str) -> str:
    """Return *text* with every digit of another script as one of 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def is_told_by(text: str) -> str | None:
    """Return the order of day and month that *text* can only be meant in, or None."""
    found = NUMBERS.fullmatch(western_digits(text).strip())
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    if first > NOON >= second:
        return DAY_FIRST
    return MONTH_FIRST if second > NOON >= first else None


def _iso(year: str | int, month: str | int, number: str | int) -> str:
    return dt.date(int(year), int(month), int(number)).isoformat()


def _in_order(first: int, second: int, year: int, order: str) -> str:
    if year < TWO_DIGITS:
        year += 2000 if year < CENTURY_TURNS else 1900
    number, month = (second, first) if order == MONTH_FIRST else (first, second)
    if month > NOON >= number:  # it can only be meant the other way round
        number, month = month, number
    return _iso(year, month, number)


def _month(text: str) -> int:
    found = tables_names.month(text)
    if found is None:
        raise ValueError(text)
    return found


def moment(text: str, order: str) -> str:
    """Return a day, or a day and time, with a zone where one is named. Raises ValueError."""
    bare = western_digits(text).strip()
    found = TIME.fullmatch(bare)
    if found is None:
        return day(bare, order)
    hour = int(found[2])
    if found[4]:
        hour = hour % NOON + (NOON if found[4] in "pP" else 0)
    when = f"{day(found[1], order)}T{dt.time(hour, int(found[3])):%H:%M}"
    zone = "UTC" if found[5] == "Z" else found[5]
    return f"{when} {zone}" if zone else when


def period(text: str, order: str) -> str:
    """Return two days with a slash between; a year alone is all of it. Raises ValueError."""
    bare = western_digits(text).strip()
    if YEAR.fullmatch(bare):
        return f"{bare}-01-01/{bare}-12-31"
    alone = _day_or_nothing(bare, order)
    if alone:
        return f"{alone}/{alone}"
    for found in BETWEEN.finditer(bare):
        parts = [bare[: found.start()], bare[found.end() :]]
        days = [_day_or_nothing(part, order) for part in parts]
        if any(days) and all(one or not part.strip() for one, part in zip(days, parts, strict=True)):
            return "/".join(days)
    raise ValueError(text)


def _day_or_nothing(text: str, order: str) -> str:
    try:
        return day(text, order)
    except ValueError:
        return ""
