"""Days, times and numbers are read as people of any language write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import i18n
from desktop.models import field_days, field_numbers, field_rule
from i18n import formats, named, set_language
from i18n.speaking import Formats

TODAY = date(2026, 11, 21)
FIRST = date(2026, 12, 1)
LANGUAGES = ("en", "fr", "ar", "es", "pt", "sw", "ru", "ha")


@pytest.mark.parametrize(
    "text",
    ["1 Dec 2026", "01/12/2026", "1.12.26", "2026-12-01", "1/12", "Dec 1, 2026", "1 décembre 2026",
     "1/12/2026".translate(formats.DIGITS), " \u200f1/12/2026 ", "1 december"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    if "décembre" in text:
        set_language("fr")
    assert field_days.read(text, TODAY) == FIRST


@pytest.mark.parametrize(
    "text", ["31/31/2026", "foo", "", "1", "2026", "99999", "1 Dec 2026 4", "de 2026", "31/2"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert field_days.read(text, TODAY) is None


def test_the_order_is_the_one_that_was_chosen() -> None:
    i18n.set_formats(Formats(dates="year-month-day"))
    assert field_days.read("2026 12 1", TODAY) == FIRST
    assert field_days.read("12-1", TODAY) == FIRST
    assert field_days.read("1/12/26", TODAY) == FIRST


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_shown_can_be_typed(code: str) -> None:
    set_language(code)
    for dates in ("language", "day-month-year", "year-month-day"):
        i18n.set_formats(Formats(dates=dates))
        for month in range(1, 13):
            day = date(2026, month, 15)
            assert field_days.read(formats.date_of(day)) == day
    for clock in ("language", "12", "24"):
        i18n.set_formats(Formats(clock=clock))
        for hour in range(24):
            shown = formats.time_of(datetime(2026, 1, 1, hour, 5, tzinfo=UTC))
            assert field_days.read_time(shown) == time(hour, 5)


@pytest.mark.parametrize(
    ("text", "read"),
    [("14:30", time(14, 30)), ("1430", time(14, 30)), ("2 pm", time(14)), ("2:30 p.m.", time(14, 30)),
     ("14h30", time(14, 30)), ("9", time(9)), ("12 am", time(0)), ("25:00", None),
     ("2 soon", None), ("", None)],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(text: str, read: time | None) -> None:
    assert field_days.read_time(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [("1,500.50", "1500.50"), ("1.500,50", "1500.50"), ("1500,5", "1500.5"), ("1 500", "1500"),
     ("1,500", "1500"), ("1,500.5".translate(formats.DIGITS_AND_MARKS), "1500.5"),
     ("-3", "-3"), ("1'000'000", "1000000"), ("1.500", "1.500")],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(text: str, read: str) -> None:
    assert field_numbers.read(text) == Decimal(read)


@given(st.sampled_from(LANGUAGES), st.decimals(-(10**12), 10**12, places=2))
def test_a_number_that_is_shown_can_be_typed(code: str, value: Decimal) -> None:
    set_language(code)
    assert field_numbers.read(named.amount(value)) == value


@given(st.text(max_size=30))
def test_nothing_that_is_typed_does_harm(text: str) -> None:
    field_days.read(text)
    field_days.read_time(text)
    field_numbers.read(text)
    field_rule.said(text)


@given(st.sampled_from(list(field_rule.SIMPLE)), st.none() | st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_a_rhythm_is_written_and_understood(every: str, until: date | None) -> None:
    rhythm = field_rule.Rhythm(every, until)
    assert field_rule.understood(field_rule.written(rhythm)) == rhythm


@pytest.mark.parametrize(
    "text", ["", "FREQ=WEEKLY;COUNT=3", "FREQ=DAILY;UNTIL=soon", "FREQ=YEARLY;BYMONTH=2"]
)
def test_a_rhythm_that_says_more_is_not_simplified(text: str) -> None:
    assert field_rule.understood(text) is None
