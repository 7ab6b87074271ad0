"""Days and times as people write them, read in the order and the words of their language."""

import re
import unicodedata
from datetime import date, datetime, time

from babel import Locale

from i18n import formats
from i18n.speaking import spoken

PIECES = re.compile(r"\d+|[^\W\d_]+")
YEAR_DIGITS, CENTURY, MONTHS = 4, 2000, 12
LETTERS = 3  # of a month that is not written whole
NOON, LAST_MINUTE = 12, 59
CLOCK = re.compile(r"(\d{1,2})\s*[:.hH\u066b]?\s*(\d{2})?\s*([^\W\d_][\w.\s]*)?")


def latin(text: str) -> str:
    """Return *text* with the digits 0 to 9, whichever it was written with, and without marks of direction."""
    kept = (each for each in text if unicodedata.category(each) != "Cf")
    return "".join(str(unicodedata.decimal(each, each)) for each in kept)


def read(text: str, today: date | None = None) -> date | None:
    """Return the day that somebody wrote, or None where it is none; without a year it is one of this year."""
    pieces = PIECES.findall(latin(text))
    numbers = [int(piece) for piece in pieces if piece.isdecimal() and len(piece) <= YEAR_DIGITS]
    months = [month for piece in pieces if not piece.isdecimal() if (month := _month(piece))]
    this_year = (today or datetime.now().astimezone()).year
    if months:
        return _named(numbers, months[0], this_year)
    if len(numbers) != sum(piece.isdecimal() for piece in pieces) or len(numbers) < len(pieces):
        return None
    return _counted(text, numbers, this_year)


def read_time(text: str) -> time | None:
    """Return the time of day that somebody wrote, with or without a word for the half of the day."""
    found = CLOCK.fullmatch(latin(text).strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), _half(found[3] or "")
    if half and 1 <= hour <= NOON:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return time(hour, minute) if half is not None else None
    except ValueError:
        return None


def _half(word: str) -> str | None:
    """Return "am" or "pm", nothing where nothing is said, None for words that say neither."""
    bare = word.strip().rstrip(".").casefold().replace(".", "")
    if bare in ("", "h"):
        return ""
    return next((half for half in ("am", "pm") if bare in _halves(half)), None)


def _halves(half: str) -> set[str]:
    """Return how that half of the day is called, here and everywhere."""
    known = formats.locale().day_periods["format"].values()
    return {half} | {str(each.get(half, half)).casefold().replace(".", "") for each in known}


def _named(numbers: list[int], month: int, this_year: int) -> date | None:
    if len(numbers) == 1:
        return _day(this_year, month, numbers[0])
    if len(numbers) != 2:  # noqa: PLR2004 - day and year
        return None
    first, last = numbers
    return _day(first, month, last) if first > 31 else _day(_year(last), month, first)  # noqa: PLR2004


def _counted(text: str, numbers: list[int], this_year: int) -> date | None:
    if len(numbers) == 2:  # noqa: PLR2004 - day and month
        numbers = [*numbers, this_year] if _order() != "y" else [this_year, *numbers]
    if len(numbers) != 3:  # noqa: PLR2004
        return None
    if numbers[0] >= 1000 or (_order() == "y" and len(PIECES.findall(latin(text))[0]) > 2):  # noqa: PLR2004
        return _day(*numbers)
    order = "dmy" if _order() == "y" else _order()
    placed = dict(zip(order, numbers, strict=True))
    return _day(_year(placed["y"]), placed["m"], placed["d"])


def _order() -> str:
    """Return in which order day, month and year are written: "dmy", "mdy" or "y" for the year first."""
    pattern = formats.DATES.get(spoken.formats.dates) or formats.locale().date_formats["short"].pattern
    letters = "".join(dict.fromkeys(each for each in pattern.casefold() if each in "dmy"))
    return "y" if letters.startswith("y") else letters


def _year(number: int) -> int:
    return number + CENTURY if number < 100 else number  # noqa: PLR2004


def _month(word: str) -> int:
    """Return the number of the month whose name *word* begins, here or in English; 0 for none or several."""
    wanted = word.casefold()
    named = {number: _names(number) for number in range(1, MONTHS + 1)}
    exact = {number for number, names in named.items() if wanted in names}
    found = {number for number, names in named.items() if any(each.startswith(wanted) for each in names)}
    if len(wanted) < LETTERS:  # “de” begins a month in Portuguese, and is none
        found = set()
    return next(iter(exact or found)) if len(exact or found) == 1 else 0


def _names(number: int) -> list[str]:
    here, english = formats.locale(), Locale("en")
    return [
        str(each.months[form][width][number]).casefold().rstrip(".")
        for each in (here, english)
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
    ]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
