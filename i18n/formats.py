"""Numbers, dates and times as a language has them, or as the person chose."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta, get_datetime_format
from babel.numbers import format_decimal, format_percent

from i18n.speaking import SOURCE, spoken

LATIN, ARABIC_INDIC = "0123456789", "٠١٢٣٤٥٦٧٨٩"
DIGITS = str.maketrans(LATIN, ARABIC_INDIC)
DIGITS_AND_MARKS = str.maketrans(f"{LATIN},.", f"{ARABIC_INDIC}\u066c\u066b")
TOGETHER = "\u00a0"
GROUPED_FROM = 10_000  # "9999" but "10,000", as most languages have it
DATES = {"day-month-year": "dd/MM/yyyy", "year-month-day": "yyyy-MM-dd"}
DAYS = {"day-month-year": "d MMM", "year-month-day": "yyyy-MM-dd"}
CLOCKS = {"12": "hm", "24": "Hm"}
WEEKS = {"monday": 0, "saturday": 5, "sunday": 6}
LOCALES = {"en": "en_GB"}  # the spelling of the source, and dates as most of its readers write them
FIRST_MS, LAST_MS = -62_000_000_000_000, 253_000_000_000_000  # the years 5 and 9987, whatever a clock says


@lru_cache(maxsize=64)
def _locale_of(code: str) -> Locale:
    try:
        return Locale.parse(LOCALES.get(code, code))
    except (UnknownLocaleError, ValueError):
        return _locale_of(SOURCE)


def locale() -> Locale:
    """Return what is known of the language spoken now, or of English where nothing is."""
    return _locale_of(spoken.code)


def knows_arabic_digits() -> bool:
    """Whether the language spoken now is written with either kind of digits."""
    return spoken.code == "ar"


def name_of(code: str) -> str:
    """Return the name of a language in itself."""
    named = _locale_of(code)
    said = str(named.get_language_name(named) or code)
    return said[:1].upper() + said[1:]


def direction_of(code: str) -> Literal["ltr", "rtl"]:
    """Return the way that the language *code* is written."""
    return "rtl" if _locale_of(code).character_order == "right-to-left" else "ltr"


def has_arabic_digits() -> bool:
    """Whether numbers are written ٠١٢ now: only where the text is Arabic, whatever was chosen."""
    wanted = spoken.formats.digits
    if not knows_arabic_digits() or wanted == "latin":
        return False
    return wanted == "arabic-indic" or locale().default_numbering_system == "arab"


def number(value: int) -> str:
    said = str(value) if abs(value) < GROUPED_FROM else format_decimal(value, locale=locale())
    return said.translate(DIGITS_AND_MARKS) if has_arabic_digits() else said


def decimal(value: float, places: int = 1) -> str:
    """Return *value* with at most so many places after its decimal mark."""
    said = format_decimal(value, "0." + "#" * places if places else "0", locale=locale())
    return said.translate(DIGITS_AND_MARKS) if has_arabic_digits() else said


def percent(value: int) -> str:
    """Return *value* of a hundred."""
    said = format_percent(value / 100, locale=locale())
    return said.translate(DIGITS_AND_MARKS).replace("%", "\u066a") if has_arabic_digits() else said


# ---------------------------------------------------------------- moments
def local(when_ms: int) -> datetime:
    """Return a moment as the clock on the wall has it, never one beyond what calendars hold."""
    within = min(max(when_ms, FIRST_MS), LAST_MS)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=within)).astimezone()


def time_of(moment: datetime) -> str:
    wanted = CLOCKS.get(spoken.formats.clock)
    if wanted is None:
        return _digits(format_time(moment, "short", tzinfo=moment.tzinfo, locale=locale()))
    return _digits(format_skeleton(wanted, moment, tzinfo=moment.tzinfo, locale=locale()))


def date_of(day: date) -> str:
    """Return a whole date, with its year."""
    return _digits(format_date(day, DATES.get(spoken.formats.dates, "medium"), locale=locale()))


def moment_of(moment: datetime) -> str:
    """Return date and time together; no line ends between a time and its half of the day."""
    both = str(get_datetime_format("medium", locale=locale())).replace("'", "")
    return both.replace("{1}", date_of(moment)).replace("{0}", time_of(moment).replace(" ", TOGETHER))


def day_of(day: date) -> str:
    """Return day and month, for dates of this year."""
    wanted = DAYS.get(spoken.formats.dates)
    if wanted is None:
        return _digits(format_skeleton("MMMd", day, locale=locale()))
    return _digits(format_date(day, wanted, locale=locale()))


def ago(seconds: float) -> str:
    """Return how long ago something was, or in how long it will be where *seconds* are below zero."""
    said = format_timedelta(timedelta(seconds=-seconds), add_direction=True, locale=locale())
    return _digits(said)


def first_weekday() -> int:
    """Return the day that weeks begin with: 0 for Monday, 6 for Sunday."""
    return WEEKS.get(spoken.formats.week, locale().first_week_day)


def _digits(text: str) -> str:
    return text.translate(DIGITS) if has_arabic_digits() else text
