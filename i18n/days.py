"""Days, weeks and months by name, as a language says them."""

from datetime import date, datetime, time
from typing import Literal, TypeAlias

from babel.dates import format_skeleton, get_day_names, get_month_names

from i18n.formats import first_weekday, has_arabic_digits, locale, number, time_of
from i18n.speaking import spoken

DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
BETWEEN = {"ar": "، ", "fr": " "}  # the day of the week and the day; others have a comma
WEEK = 7
SHORT = {"sw": dict(enumerate(("Jtt", "Jnn", "Jtn", "Alh", "Iju", "Jmo", "Jpi")))}
"""Where the names are known only whole, or as letters of another language."""
MOVED_TO = {"ru": {2: "среду", 4: "пятницу", 5: "субботу"}}
"""Names that have another ending where something is moved to that day."""
How: TypeAlias = Literal["wide", "abbreviated", "narrow"]


def weekdays(how: How) -> list[str]:
    """Return the names of the days of a week, in the order in which they stand here."""
    names = dict(get_day_names(how, "stand-alone", locale=locale()))
    if how != "wide":
        names = SHORT.get(spoken.code, names)
    return [names[(first_weekday() + place) % WEEK] for place in range(WEEK)]


def month(day: date) -> str:
    """Return the month with its year."""
    name = get_month_names("wide", "stand-alone", locale=locale())[day.month]
    return f"{name[:1].upper()}{name[1:]} {_digits(str(day.year))}"


def day(when: date) -> str:
    """Return day and month in full, as “3 December”."""
    return _digits(format_skeleton("MMMMd", when, locale=locale()))


def weekday(when: date) -> str:
    """Return day and month in full with the day of the week, as “Thursday, 3 December”, to begin a line."""
    name = _name(when)
    return _with_day(f"{name[:1].upper()}{name[1:]}", when)


def weekday_moved_to(when: date) -> str:
    """Return the same as it stands inside a sentence that moves something to that day."""
    return _with_day(MOVED_TO.get(spoken.code, {}).get(when.weekday()) or _name(when), when)


def figure(when: date) -> str:
    """Return only the number of a day."""
    return number(when.day)


def clock(when: time) -> str:
    return time_of(datetime.combine(date(2000, 1, 1), when))


def _name(when: date) -> str:
    return str(get_day_names("wide", "stand-alone", locale=locale())[when.weekday()])


def _with_day(name: str, when: date) -> str:
    return f"{name}{BETWEEN.get(spoken.code, ', ')}{day(when)}"


def _digits(text: str) -> str:
    return text.translate(DIGITS) if has_arabic_digits() else text
