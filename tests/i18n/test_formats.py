"""Numbers, dates and times as a language has them, or as the person chose."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import i18n
from desktop.models import delivering, when
from i18n import days, formats, tr_n
from i18n.compiled import Catalogue
from i18n.speaking import Formats, spoken
from sync.engine.events import DeliveryState

AFTERNOON = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)
DAY = date(2026, 11, 21)
ALL = ("en", "fr", "ar", "es", "pt", "sw", "ru", "ha")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(spoken, "lent", {code: Catalogue() for code in ALL[3:]})
    yield
    i18n.set_formats(Formats())
    i18n.set_language("en")


def arabic(text: str) -> str:
    return text.translate(formats.DIGITS)


@pytest.mark.parametrize(
    ("code", "date", "day", "time"),
    [
        ("en", "21 Nov 2026", "21 Nov", "17:05"),
        ("fr", "21 nov. 2026", "21 nov.", "17:05"),
        ("es", "21 nov 2026", "21 nov", "17:05"),
        ("ru", "21 нояб. 2026\u202f\u0433.", "21 нояб.", "17:05"),
        ("sw", "21 Nov 2026", "21 Nov", "17:05"),
        ("ha", "21 Nuw, 2026", "Nuw 21", "17:05"),
    ],
)
def test_each_language_has_its_own_way(code: str, date: str, day: str, time: str) -> None:
    i18n.set_language(code)
    assert (formats.date_of(DAY), formats.day_of(DAY), formats.time_of(AFTERNOON)) == (date, day, time)


@pytest.mark.parametrize("code", ALL)
def test_what_the_person_chose_holds_in_every_language(code: str) -> None:
    i18n.set_language(code)
    i18n.set_formats(Formats(dates="year-month-day", clock="24", week="saturday", digits="latin"))
    assert formats.date_of(DAY) == formats.day_of(DAY) == "2026-11-21"
    assert formats.time_of(AFTERNOON) == "17:05"
    assert formats.first_weekday() == 5
    i18n.set_formats(Formats(dates="day-month-year", clock="12"))
    assert formats.date_of(DAY) == "21/11/2026"
    assert formats.time_of(AFTERNOON).startswith("5:05")


def test_digits_are_a_choice_where_the_language_knows_two_kinds() -> None:
    i18n.set_language("ar")
    assert formats.number(12) == "12"
    i18n.set_formats(Formats(digits="arabic-indic", dates="day-month-year", clock="24"))
    assert formats.date_of(DAY) == arabic("21/11/2026") and formats.time_of(AFTERNOON) == arabic("17:05")
    assert formats.number(1234567) == arabic("1\u066c234\u066c567")
    assert formats.decimal(1.25) == arabic("1\u066b2") and formats.percent(25) == arabic("25\u066a")
    assert arabic("15") in tr_n("{count} day", "{count} days", 15)
    i18n.set_language("fr")
    assert formats.number(12) == "12"


@pytest.mark.parametrize(
    ("code", "number", "percent"),
    [("en", "1,234,567", "25%"), ("fr", "1\u202f234\u202f567", "25\xa0%"), ("es", "1.234.567", "25\xa0%")],
)
def test_numbers_are_grouped_from_five_digits_on(code: str, number: str, percent: str) -> None:
    i18n.set_language(code)
    assert (formats.number(1234567), formats.number(9999), formats.percent(25)) == (number, "9999", percent)


def test_how_long_ago_it_was() -> None:
    said = {}
    for code in ALL:
        i18n.set_language(code)
        said[code] = formats.ago(600)
    assert said["en"] == "10 minutes ago" and said["fr"] == "il y a 10 minutes"
    assert len(set(said.values())) == len(ALL) and all("10" in each for each in said.values())
    i18n.set_language("en")
    assert formats.ago(-600) == "in 10 minutes"


def test_moments_are_shorter_the_nearer_they_are() -> None:
    at = 1_794_996_400_000  # 10:06 UTC: the same day from Hawaii to New Zealand
    now = formats.local(at)
    assert when.short(at, now) == formats.time_of(now)
    assert when.short(at - 3 * 86_400_000, now) == when.day(at - 3 * 86_400_000, now) == "15 Nov"
    assert when.short(at - 400 * 86_400_000, now) == "14 Oct 2025"
    assert when.full(at).startswith("18 Nov 2026, ")
    assert when.ago(at - 7_200_000, now) == "2 hours ago"


@pytest.mark.parametrize("when_ms", [0, -1, 2**63, -(2**63)])
def test_no_clock_is_so_wrong_that_its_moment_cannot_be_said(when_ms: int) -> None:
    assert all((when.short(when_ms), when.day(when_ms), when.full(when_ms), when.ago(when_ms)))


def test_a_language_that_nobody_describes_is_written_as_the_source_is() -> None:
    assert i18n.spoken.code == "en"
    spoken.code = "zzz"
    assert formats.date_of(DAY) == "21 Nov 2026"


def test_what_was_long_ago_is_said_so_and_what_is_of_today_by_its_hour() -> None:
    now = int(time.time() * 1000)
    state = DeliveryState("up-to-date", last_ms=now)
    assert delivering.sentence(state) == f"Up to date at {when.short(now)}."
    long_ago = replace(state, last_ms=now - 3 * 86_400_000)
    assert delivering.sentence(long_ago) == "Last up to date 3 days ago."


@pytest.mark.parametrize(
    ("code", "first", "inside"),
    [
        ("en", "Wednesday, 2 December", "Wednesday, 2 December"),
        ("fr", "Mercredi 2 décembre", "mercredi 2 décembre"),
        ("es", "Miércoles, 2 de diciembre", "miércoles, 2 de diciembre"),
        ("ru", "Среда, 2 декабря", "среду, 2 декабря"),
    ],
)
def test_a_day_of_the_week_is_written_large_only_where_it_begins_a_line(
    code: str, first: str, inside: str
) -> None:
    i18n.set_language(code)
    day = date(2026, 12, 2)
    assert (days.weekday(day), days.weekday_moved_to(day)) == (first, inside)
