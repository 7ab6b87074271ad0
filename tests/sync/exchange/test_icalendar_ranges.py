"""RANGE=THISANDFUTURE: a series is cut in two, and where that is not sure one time of it is changed."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.engine import recurring
from sync.exchange import icalendar
from sync.exchange.outcome import Imported, Remark

LATE = dt.datetime(2100, 1, 1)  # noqa: DTZ001 - on the wall


def calendar(*events: str) -> bytes:
    inner = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\n{inner}END:VCALENDAR\n".encode()


def read(*events: str) -> list[Imported]:
    found = list(icalendar.read("a.ics", calendar(*events)))
    assert all(isinstance(one, Imported) for one in found), found
    return [one for one in found if isinstance(one, Imported)]


def walls(one: Imported) -> list[str]:
    """Return when an event takes place, as the clock has it there."""
    begins, _, place = one.fields["begins"].partition(" ")
    start = dt.datetime.fromisoformat(begins)
    zone = ZoneInfo(place) if place else None
    every = recurring.times(one.fields["rule"], start, start, LATE, recurring.Budget(), zone)
    return [f"{each:%m-%d %H:%M}" for each in every]


def series(rule: str, begins: str = ";TZID=Europe/Paris:20260105T090000", more: str = "") -> str:
    return f"UID:a\nSUMMARY:Team\nDTSTART{begins}\nDURATION:PT1H\nRRULE:{rule}\n{more}"


def later(at: str, begins: str, more: str = "") -> str:
    return f"UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE{at}\nDTSTART{begins}\n{more}"


PARIS = ";TZID=Europe/Paris:"
AT = f"{PARIS}20260119T090000"


def test_another_hour_from_one_week_on() -> None:
    first, second = read(
        series("FREQ=WEEKLY;COUNT=5", more=f"EXDATE{PARIS}20260126T090000,20260112T090000"),
        later(AT, f"{PARIS}20260119T140000", "SUMMARY:Team, later\nLOCATION:Room 2"),
    )
    assert walls(first) == ["01-05 09:00"]
    assert walls(second) == ["01-19 14:00", "02-02 14:00"]
    assert first.fields["uid"] == "a" and second.fields["uid"] == "a_R20260119T090000"
    assert (first.fields["title"], second.fields["title"]) == ("Team", "Team, later")
    assert second.fields["moved"] == "" and second.fields["where"] == "Room 2"
    assert second.fields["ends"] == "2026-01-19T15:00 Europe/Paris"
    assert "UNTIL=20260119T075959Z" in first.fields["rule"]
    assert (first.remark, second.remark) == (Remark.NONE, Remark.NONE)


def test_another_day_and_single_times_after_it() -> None:
    first, second, single, other = read(
        series("FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260202T080000Z"),
        later(AT, f"{PARIS}20260120T100000", "SUMMARY:Moved"),
        f"UID:a\nRECURRENCE-ID{PARIS}20260126T090000\nDTSTART{PARIS}20260130T110000\nSUMMARY:Once",
        f"UID:a\nRECURRENCE-ID{PARIS}20260107T090000\nDTSTART{PARIS}20260108T110000\nSUMMARY:Before",
    )
    assert walls(first) == ["01-05 09:00", "01-12 09:00", "01-14 09:00"]
    assert walls(second) == ["01-20 10:00", "01-22 10:00", "01-29 10:00", "02-03 10:00"]
    assert single.fields["uid"] == "a_R20260119T090000#20260127T100000"
    assert single.fields["moved"] == "2026-01-27T10:00 Europe/Paris"
    assert other.fields["uid"] == "a#20260107T090000"


def test_twice_and_from_the_very_first() -> None:
    only, then, at_last = read(
        series("FREQ=DAILY;COUNT=6", ";VALUE=DATE:20260105"),
        later(";VALUE=DATE:20260109", ";VALUE=DATE:20260109", "SUMMARY:C"),
        later(";VALUE=DATE:20260107", ";VALUE=DATE:20260108", "SUMMARY:B\nDTEND;VALUE=DATE:20260109"),
        later(";VALUE=DATE:20260105", ";VALUE=DATE:20260105", "SUMMARY:A"),
    )
    days = [[when[:5] for when in walls(each)] for each in (only, at_last, then)]
    assert days == [["01-05", "01-06"], ["01-08", "01-09"], ["01-09", "01-10"]]
    assert [each.fields["title"] for each in (only, at_last, then)] == ["A", "B", "C"]
    assert only.fields["uid"] == "a"


@pytest.mark.parametrize(
    "events",
    [
        (series("FREQ=MONTHLY;BYDAY=1MO;COUNT=5"), later(AT, AT)),
        (series("FREQ=MONTHLY;BYMONTHDAY=5"), later(f"{PARIS}20260205T090000", f"{PARIS}20260206T090000")),
        (series("FREQ=DAILY;BYHOUR=9,15"), later(AT, f"{PARIS}20260119T100000")),
        (series("FREQ=WEEKLY;COUNT=2"), later(AT, AT)),
        (series("FREQ=WEEKLY;COUNT=x"), later(AT, AT)),
        (series("FREQ=WEEKLY"), later(";VALUE=DATE:20260119", ";VALUE=DATE:20260119")),
        (series("FREQ=WEEKLY"), later(":20251201T090000", AT)),
        ("UID:a\nSUMMARY:Team\nDTSTART:20260105T090000", later(AT, AT)),
    ],
)
def test_what_is_not_sure_stays_one_changed_time(events: Sequence[str]) -> None:
    first, second = read(*events)
    assert "UNTIL" not in first.fields["rule"] and first.remark == Remark.NONE
    assert second.remark == Remark.ONLY_ONE and second.fields["uid"].startswith("a#")
    assert second.fields["rule"] == ""


RULES = st.builds(
    lambda freq, interval, end: f"FREQ={freq};INTERVAL={interval}{end}",
    st.sampled_from(["DAILY", "WEEKLY", "WEEKLY;BYDAY=MO,TH,SU", "MONTHLY", "YEARLY"]),
    st.integers(1, 3),
    st.sampled_from(["", ";COUNT=20", ";UNTIL=20280301T000000"]),
)


@settings(max_examples=20)
@given(rule=RULES, day=st.integers(1, 31), at=st.integers(0, 12), hours=st.integers(-9, 14))
def test_both_together_are_what_the_series_was(rule: str, day: int, at: int, hours: int) -> None:
    start = dt.datetime(2026, 1, day, 9)  # noqa: DTZ001 - on the wall
    every = list(recurring.times(rule, start, start, dt.datetime(2030, 1, 1), recurring.Budget()))  # noqa: DTZ001
    when = every[min(at, len(every) - 1)]
    there = when + dt.timedelta(hours=hours)
    begins, now = f":{start:%Y%m%dT%H%M%S}", f":{there:%Y%m%dT%H%M%S}"
    found = read(series(rule, begins), later(f":{when:%Y%m%dT%H%M%S}", now, "SUMMARY:B"))
    wanted = [one for one in every if one < when] + [one + (there - when) for one in every if one >= when]
    assert not any(one.remark for one in found)
    told = [when for one in found for when in walls(one)]
    assert told[: len(wanted)] == [f"{each:%m-%d %H:%M}" for each in wanted][: len(told)]
