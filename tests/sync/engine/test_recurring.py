"""How things recur: the same days as a library gives, and no work for what nobody asked for."""

import datetime as dt
from importlib import import_module
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sync.engine import recurring
from sync.engine.recurring import Budget

library: Any = import_module("dateutil.rrule")  # it tells no types
at = dt.datetime.fromisoformat
START = at("2024-01-30 09:30")
FIRST, LAST = at("2025-03-01"), at("2026-08-01")
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def some(values: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(",".join)


def part(name: str, values: list[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), some(values).map(lambda text: f";{name}={text}"))


MONTHS = part("BYMONTH", ["1", "2", "4", "9", "12"])
MONTH_DAYS = part("BYMONTHDAY", ["1", "13", "28", "30", "31", "-1", "-3"])
YEAR_DAYS = part("BYYEARDAY", ["1", "60", "200", "366", "-1", "-100"])
EVERY = part("BYDAY", DAYS)
ONES = st.one_of(EVERY, part("BYDAY", ["1MO", "2TU", "-1FR", "3SU", "-2WE"]))
HOURS = part("BYHOUR", ["0", "9", "18"])
PLACES = part("BYSETPOS", ["1", "2", "-1"])
ENDS = st.sampled_from(
    ["", ";COUNT=1", ";COUNT=7", ";COUNT=300", ";UNTIL=20260101", ";UNTIL=20251111T093000"]
)
REST = st.builds(";INTERVAL={}{}".format, st.integers(1, 4), ENDS)
RULES = st.one_of(
    st.builds("FREQ=DAILY{}{}{}{}".format, REST, EVERY, MONTHS, HOURS),
    st.builds("FREQ=WEEKLY{}{}{}{};WKST=SU".format, REST, EVERY, HOURS, MONTHS),
    st.builds("FREQ=MONTHLY{}{}{}{}{}".format, REST, ONES, MONTH_DAYS, MONTHS, PLACES),
    st.builds("FREQ=YEARLY{}{}{}{}".format, REST, ONES, MONTHS, MONTH_DAYS),
    st.builds("FREQ=YEARLY{}{}{}".format, REST, YEAR_DAYS, EVERY),
)


@settings(max_examples=120, deadline=None, phases=[Phase.generate])
@given(RULES)
def test_the_same_times_as_a_library(rule: str) -> None:
    whole_day = rule.replace("UNTIL=20260101", "UNTIL=20260101T235959")
    ended = whole_day if "COUNT" in rule or "UNTIL" in rule else f"{rule};UNTIL=20300101T000000"
    known = library.rrulestr(ended, dtstart=START)
    wanted = [one for one in takewhile(lambda one: one <= LAST, known) if one >= FIRST]
    assert list(recurring.times(rule, START, FIRST, LAST, Budget())) == wanted
    assert not wanted or recurring.last_day(rule, START.date()) >= wanted[-1].date()


def between(rule: str, start: str, first: str, last: str) -> list[str]:
    found = recurring.times(rule, at(start), at(first), at(last), Budget())
    return [one.isoformat(" ", "minutes") for one in found]


def test_the_first_time_is_always_there() -> None:
    found = between("FREQ=WEEKLY;BYDAY=FR", "2026-12-01 10:00", "2026-12-01", "2026-12-12")
    assert found == ["2026-12-01 10:00", "2026-12-04 10:00", "2026-12-11 10:00"]


def test_days_are_left_out_and_added() -> None:
    rule = (
        "FREQ=DAILY;COUNT=4\nEXDATE:20261202T100000\nEXDATE:20261203\nRDATE:20261224T180000,nothing,20269999"
    )
    found = between(rule, "2026-12-01 10:00", "2026-12-01", "2027-01-01")
    assert found == ["2026-12-01 10:00", "2026-12-04 10:00", "2026-12-24 18:00"]


def test_weeks_have_numbers() -> None:
    rule = "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,SU"
    assert between(rule, "2026-01-01 00:00", "2026-12-01", "2027-03-01") == ["2026-12-28 00:00"]
    assert between(rule, "9999-01-01 00:00", "9999-12-01", "9999-12-31") == []


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=many",
        "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYDAY=XX", "FREQ=YEARLY;BYMONTH=13", "FREQ=NEVER",
        "FREQ=DAILY;RSCALE=HEBREW", "nothing of the kind", "", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    ],
)  # fmt: skip
def test_a_rule_that_means_nothing_leaves_the_first_time(rule: str) -> None:
    assert between(rule, "2026-12-01 10:00", "2026-01-01", "2999-01-01") == ["2026-12-01 10:00"]


def test_work_ends() -> None:
    budget = Budget(1_000)
    start, last = at("1990-01-01"), at("9999-01-01")
    assert len(list(recurring.times("FREQ=DAILY;BYMONTH=1", start, start, last, budget))) < 1_000
    assert list(recurring.times("FREQ=DAILY", start, start, last, budget)) == [start]
    many = "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24)))
    assert len(list(recurring.times(many, start, start, last, Budget()))) == recurring.OCCURRENCES_MAX


def test_times_in_utc_are_those_on_the_wall() -> None:
    nairobi = ZoneInfo("Africa/Nairobi")
    words = recurring.read(
        "FREQ=DAILY;UNTIL=20261203T210000Z\nEXDATE:20261202T070000Z,99991231T230000Z", nairobi
    )
    assert words.rule is not None and words.rule.until == at("2026-12-04")
    assert words.left_out[0] == at("2026-12-02 10:00")


def test_an_end_far_away_is_no_end() -> None:
    assert recurring.last_day("FREQ=WEEKLY;COUNT=999999999", START.date()) == dt.date.max
    assert recurring.last_day("FREQ=MONTHLY;COUNT=3", START.date()) == dt.date.max
    assert recurring.last_day("FREQ=DAILY;COUNT=3\nRDATE:20300101", START.date()) == dt.date(2030, 1, 1)
    assert between("FREQ=WEEKLY;INTERVAL=9999", "9990-12-01 10:00", "9990-12-02", "9999-12-31") == []
