"""Meetings moved to another day, alone and in series, and taken back in one step."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.engine import departure, recurring, recurring_moved
from sync.engine.agenda import Agenda
from sync.engine.meetings import Meetings
from sync.engine.recurring_words import WEEKDAYS
from sync.item_refusals import NotMovable, RuleStays
from sync.model import ops
from sync.refusals import NotAllowed
from tests.sync.engine.members_of_a_space import Member

PARIS = ZoneInfo("Europe/Paris")
THIRD, FIFTH = dt.date(2026, 12, 3), dt.date(2026, 12, 5)


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


def meetings(member: Member) -> Meetings:
    return Meetings(member.book, member.items, Agenda(member.book, PARIS))


def make(member: Member, **fields: str) -> str:
    (item,) = member.items.new(member.space.hex(), "event", {"title": "Round", **fields}).ids
    return item


def fields(member: Member, item: str) -> dict[str, str]:
    return {name: values[0].value for name, values in member.items.show(item).fields.items()}


def days(member: Member) -> list[str]:
    found = Agenda(member.book, PARIS).between(dt.date(2026, 12, 1), dt.date(2026, 12, 20))
    return [f"{one.day.day}" + (f" {one.begins:%H:%M}" if one.begins else "") for one in found]


def test_beginning_and_end_move_together_at_the_same_time_of_day(amal: Member) -> None:
    timed = make(amal, begins="2026-12-03T10:00 Africa/Nairobi", ends="2026-12-04T01:00 Africa/Nairobi")
    meetings(amal).move(timed, THIRD, FIFTH)
    now = fields(amal, timed)
    assert (now["begins"], now["ends"]) == (
        "2026-12-05T10:00 Africa/Nairobi",
        "2026-12-06T01:00 Africa/Nairobi",
    )
    whole = make(amal, begins="2026-12-03", ends="2026-12-04")
    meetings(amal).move(whole, FIFTH, THIRD, only=True)
    assert (fields(amal, whole)["begins"], fields(amal, whole)["ends"]) == ("2026-12-01", "2026-12-02")
    for _ in range(3):
        amal.items.history.undo()
    assert fields(amal, timed)["begins"] == "2026-12-03T10:00 Africa/Nairobi"
    (plan,) = amal.items.new(amal.space.hex(), "plan", {"title": "A"}).ids
    for item in (plan, make(amal)):
        with pytest.raises(NotMovable):
            meetings(amal).move(item, THIRD, FIFTH)


def test_one_time_of_a_series_moves_apart_and_back_in_one_step(amal: Member) -> None:
    rule = "FREQ=WEEKLY;COUNT=3\nEXDATE:20260101T220000Z"
    item = make(amal, begins="2026-12-03T23:00 America/New_York", ends="2026-12-03T23:30 America/New_York",
                rule=rule, agenda="1. Tea", notes="Agreed")  # fmt: skip
    assert days(amal) == ["4 05:00", "11 05:00", "18 05:00"]
    changed = meetings(amal).move(item, dt.date(2026, 12, 11), dt.date(2026, 12, 13), only=True)
    assert days(amal) == ["4 05:00", "13 05:00", "18 05:00"]
    (other,) = changed.ids - {item}
    now = fields(amal, other)
    assert (now["title"], now["agenda"], now["moved"]) == (
        "Round",
        "1. Tea",
        "2026-12-10T23:00 America/New_York",
    )
    assert now["uid"] == f"{item}#20261210T230000" and "notes" not in now and "rule" not in now
    amal.items.history.undo()
    assert days(amal) == ["4 05:00", "11 05:00", "18 05:00"] and fields(amal, item)["rule"] == rule
    amal.items.history.redo()
    assert days(amal) == ["4 05:00", "13 05:00", "18 05:00"]
    amal.items.history.undo()
    with pytest.raises(NotMovable):
        meetings(amal).move(item, dt.date(2026, 12, 12), FIFTH, only=True)
    assert not amal.items.show(item).trashed and amal.items.show(other).trashed


def test_one_time_at_another_hour_than_the_first_keeps_its_hour(amal: Member) -> None:
    rule = "FREQ=WEEKLY\nRDATE:20261204T143000"
    item = make(amal, begins="2026-12-03T09:00", ends="2026-12-03T10:15", rule=rule)
    (apart,) = meetings(amal).move(item, dt.date(2026, 12, 4), FIFTH, only=True).ids - {item}
    said = {name: values[0].value for name, values in amal.items.show(apart).fields.items()}
    assert (said["begins"], said["ends"], said["moved"]) == (
        "2026-12-05T14:30", "2026-12-05T15:45", "2026-12-04T14:30",
    )  # fmt: skip


def test_a_series_moves_as_a_whole_or_says_that_it_is_tied(amal: Member) -> None:
    item = make(amal, begins="2026-12-01", rule="FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4\nEXDATE:20261203")
    assert days(amal) == ["1", "8", "10"]
    meetings(amal).move(item, dt.date(2026, 12, 8), dt.date(2026, 12, 9))
    assert days(amal) == ["2", "9", "11"]
    amal.items.set(item, {"rule": "FREQ=DAILY;BYDAY=MO,TU"})
    with pytest.raises(RuleStays):
        meetings(amal).move(item, THIRD, FIFTH)


def test_whoever_only_reads_may_not(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("amal", "badu")
    item, space = make(amal, begins="2026-12-03", rule="FREQ=WEEKLY"), amal.space.hex()
    assert meetings(badu).may_move(space)
    reader = [ops.SetRole(badu.book.me.person, "reader")]
    amal.book.write(lambda db: departure.publish(db, amal.book, amal.space, reader))
    badu.receive(badu.lacks(amal))
    assert not meetings(badu).may_move(space) and meetings(amal).may_move(space)
    for only in (True, False):
        with pytest.raises(NotAllowed):
            meetings(badu).move(item, THIRD, FIFTH, only=only)


@pytest.mark.parametrize(
    ("begins", "rule", "there"),
    [
        ("2026-12-01", "FREQ=WEEKLY;UNTIL=20261231T100000Z", "FREQ=WEEKLY;UNTIL=20270103T100000Z"),
        ("2026-12-01", "FREQ=WEEKLY;BYDAY=TU,SU;WKST=SU", "FREQ=WEEKLY;BYDAY=FR,WE;WKST=SU"),
        ("2026-12-01", "FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=4"),
        ("2026-12-08", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=2FR"),
        ("2026-12-28", "FREQ=MONTHLY;BYDAY=-1MO", "FREQ=MONTHLY;BYDAY=-1TH"),
        ("2026-12-25", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1MO"),
        ("2026-11-29", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=1WE"),
        ("2026-12-30", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2"),
        ("2026-12-30", "FREQ=YEARLY;BYMONTH=12", "FREQ=YEARLY;BYMONTH=1"),
        ("2026-12-01", "RDATE:20261203T100000,20261231", "RDATE:20261206T100000,20270103"),
        ("2026-12-01", "EXDATE:99991231", "EXDATE:99991231"),
        ("2026-12-01", "INTERVAL=2;FREQ=WEEKLY;BYDAY=TU,FR", "INTERVAL=2;FREQ=WEEKLY;BYDAY=FR,MO;WKST=TH"),
        ("2026-12-05", "RRULE:FREQ=MONTHLY;BYDAY=1SA\nEXDATE:20270102,20270206T090000,20270305,20271399",
         "FREQ=MONTHLY;BYDAY=2TU\nEXDATE:20270112,20270209T090000,20270308,20271399"),
        ("2026-12-28", "FREQ=MONTHLY\nEXDATE:20270128,20270228", "FREQ=MONTHLY\nEXDATE:20270131,20270303"),
    ],
)  # fmt: skip
def test_rules_move_along(begins: str, rule: str, there: str) -> None:
    assert recurring_moved.moved(rule, dt.date.fromisoformat(begins), 3) == there


@given(
    st.integers(0, 6), st.integers(-10, 10), st.integers(1, 3), st.sampled_from(["MO", "SU", "TH"]),
    st.sets(st.sampled_from(list(WEEKDAYS)), min_size=1, max_size=3),
)  # fmt: skip
def test_every_time_of_weeks_moves_by_as_much(
    begins: int, days: int, weeks: int, first: str, named: set[str]
) -> None:
    start = dt.datetime.combine(dt.date(2026, 11, 30 - begins), dt.time(9))
    rule = f"FREQ=WEEKLY;INTERVAL={weeks};WKST={first};BYDAY={','.join(sorted(named))}\nEXDATE:20270101"
    there = recurring_moved.moved(rule, start.date(), days)
    by = dt.timedelta(days=days)
    assert _times(there, start + by) == [each + by for each in _times(rule, start)]


def _times(rule: str, start: dt.datetime) -> list[dt.datetime]:
    last = start + dt.timedelta(days=100)
    return list(recurring.times(rule, start, start, last, recurring.Budget()))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=2WE",
        "FREQ=YEARLY;BYMONTH=3", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=DAILY;BYHOUR=9", "FREQ=WEEKLY;BYDAY=1TU",
    ],
)  # fmt: skip
def test_rules_that_are_tied_stay(rule: str) -> None:
    with pytest.raises(recurring_moved.Tied):
        recurring_moved.moved(rule, dt.date(2026, 12, 1), 3)


def test_at_the_end_of_all_days_and_whole_weeks() -> None:
    with pytest.raises(recurring_moved.Tied):
        recurring_moved.moved("FREQ=MONTHLY;BYMONTHDAY=31", dt.date.max, 3)
    assert recurring_moved.moved("FREQ=WEEKLY;BYDAY=TU", dt.date(2026, 12, 1), 14) == "FREQ=WEEKLY;BYDAY=TU"


def test_a_folder_holds_what_names_the_meeting(amal: Member) -> None:
    space, meeting = amal.space.hex(), make(amal, begins="2026-12-03")
    paper = amal.note("Draft")
    amal.items.set(meeting, {"papers": paper})
    fields_of = {"title": "Where next?", "state": "open", "meeting": meeting}
    (topic,) = amal.items.new(space, "topic", fields_of).ids
    amal.items.new(space, "topic", {"title": "Another", "meeting": make(amal)})
    (plan,) = amal.items.new(space, "plan", {"title": "Letter", "due": "2026-12-09", "meeting": meeting}).ids
    (gone,) = amal.items.new(space, "plan", {"title": "Gone", "meeting": meeting}).ids
    amal.items.drop(gone)
    found = meetings(amal).belonging(meeting)
    assert [(one.item, one.kind, one.title, one.state, one.due) for one in found] == [
        (topic, "topic", "Where next?", "open", ""), (plan, "plan", "Letter", "", "2026-12-09"),
    ]  # fmt: skip
