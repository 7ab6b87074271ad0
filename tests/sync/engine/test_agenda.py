"""What is on which day, what is due, and what to be reminded of."""

import datetime as dt
import secrets
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from sync.engine.agenda import Agenda, Occurrence
from sync.engine.editing import Edit
from sync.engine.reminders import Reminders
from sync.model import ops
from sync.store import settings
from sync.store.database import Db
from tests.sync.engine.members_of_a_space import Member

TODAY = dt.date(2026, 12, 3)
CLOCK = int(dt.datetime(2026, 12, 3, 12, tzinfo=dt.UTC).timestamp() * 1000)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    member = people("amal")[0]
    member.book.clock = lambda: CLOCK
    return member


def agenda(member: Member, here: dt.tzinfo = PARIS) -> Agenda:
    return Agenda(member.book, here)


def make(member: Member, kind: str, **fields: str) -> str:
    (item,) = member.items.new(member.space.hex(), kind, {"title": "Meeting", **fields}).ids
    return item


def from_another_release(member: Member, **fields: str) -> None:
    """Write values that this release would not take."""

    def write(db: Db) -> None:
        edit = Edit(db, member.book, member.space)
        edit.say(ops.New(record := secrets.token_bytes(16), "event"))
        for name, value in fields.items():
            edit.say(ops.Set(record, name, value))
        edit.finish()

    member.book.write(write)


def said(found: list[Occurrence]) -> list[str]:
    return [" ".join(filter(None, (
        str(one.day), "" if one.last_day == one.day else f"- {one.last_day}",
        one.begins.strftime("%H:%M") if one.begins else "", one.title, one.said,
    ))) for one in found]  # fmt: skip


def month(member: Member, here: dt.tzinfo = PARIS) -> list[str]:
    return said(agenda(member, here).between(dt.date(2026, 12, 1), dt.date(2026, 12, 31)))


def test_events_deadlines_and_steps_stand_in_order(amal: Member) -> None:
    make(amal, "event", begins="2026-12-03T14:00 Africa/Nairobi", ends="2026-12-03T16:00 Africa/Nairobi")
    make(amal, "event", begins="2026-12-05", ends="2026-12-07", title="Workshop")
    make(
        amal,
        "call",
        deadline="2026-12-03",
        title="Small grants",
        milestones="[ ] 2026-12-10 Draft\n[x] 2026-11-01",
    )
    make(amal, "plan", due="2026-12-24", title="Report")
    make(amal, "event", begins="2027-01-01", title="Later")
    from_another_release(amal, begins="no moment", title="Nonsense", actions="[ ] 2026-99-99 Never\nnothing")
    make(amal, "note", title="No day")
    assert month(amal) == [
        "2026-12-03 Small grants", "2026-12-03 12:00 Meeting", "2026-12-05 - 2026-12-07 Workshop",
        "2026-12-10 Small grants Draft", "2026-12-24 Report",
    ]  # fmt: skip


def test_a_change_the_trash_and_other_spaces(amal: Member) -> None:
    item = make(amal, "event", begins="2026-12-03")
    assert month(amal) == ["2026-12-03 Meeting"]
    amal.items.set(item, {"begins": "2026-12-04"})
    assert month(amal) == ["2026-12-04 Meeting"]
    days = dt.date(2026, 12, 1), dt.date(2026, 12, 31)
    assert agenda(amal).between(*days, [amal.space.hex()])
    assert not agenda(amal).between(*days, ["00" * 32])
    amal.items.drop(item)
    assert month(amal) == []
    amal.items.restore(item)
    assert month(amal) == ["2026-12-04 Meeting"]


def test_what_recurs_keeps_its_time_on_the_wall(amal: Member) -> None:
    make(amal, "event", begins="2026-10-23T09:00 Europe/Paris", ends="2026-10-23T10:00 Europe/Paris",
         rule="FREQ=WEEKLY;COUNT=2")  # fmt: skip
    nairobi = ZoneInfo("Africa/Nairobi")
    found = agenda(amal, nairobi).between(dt.date(2026, 10, 1), dt.date(2026, 11, 30))
    assert said(found) == [
        "2026-10-23 10:00 Meeting",
        "2026-10-30 11:00 Meeting",
    ]  # Paris set its clocks back
    assert all(one.repeats for one in found)


def test_the_day_is_that_of_where_one_is(amal: Member) -> None:
    make(amal, "event", begins="2026-12-31T23:30 Europe/Paris", ends="2027-01-01T00:00 Europe/Paris")
    assert month(amal) == ["2026-12-31 23:30 Meeting"]
    assert month(amal, ZoneInfo("Pacific/Kiritimati")) == []
    from_another_release(amal, begins="2026-12-02T09:00 No/Where", title="Odd", ends="2026-12-01")
    from_another_release(amal, begins="2026-12-02T08:00 Africa", title="A folder", ends="2026-12-02")
    assert month(amal)[:2] == ["2026-12-02 08:00 A folder", "2026-12-02 09:00 Odd"]


def test_the_ends_of_time_are_no_trouble(amal: Member) -> None:
    make(amal, "event", begins="9999-12-31T23:00 America/Lima", ends="9999-12-31T23:59 Asia/Tokyo",
         rule="FREQ=DAILY")  # fmt: skip
    make(amal, "event", begins="0001-01-01", ends="9999-12-31", rule="FREQ=YEARLY", title="Always")
    assert "Always" in month(amal)[0]
    first, last = dt.date(1, 1, 1), dt.date.max
    assert len(agenda(amal).between(first, last)) > 1_000


def test_what_recurs_every_second_costs_nothing(amal: Member) -> None:
    make(amal, "event", begins="2026-12-03T10:00", rule="FREQ=SECONDLY")
    assert month(amal) == ["2026-12-03 10:00 Meeting"]


def due(member: Member, days: int = 7) -> list[str]:
    return said(agenda(member).due(days))


def test_due_is_what_is_open_and_near(amal: Member) -> None:
    make(amal, "call", deadline="2026-12-01", title="Missed")
    make(
        amal, "call", deadline="2026-12-01", title="Sent", stage="sent", reports="[ ] 2026-12-09 First report"
    )
    make(amal, "plan", due="2026-12-05", title="Done", state="done")
    make(amal, "event", begins="2026-12-02", title="Over")
    make(amal, "event", begins="2026-12-04", title="Cancelled", state="cancelled")
    make(amal, "event", begins="2026-11-01T10:00", rule="FREQ=DAILY", title="Daily")
    assert due(amal) == ["2026-12-01 Missed", "2026-12-03 10:00 Daily", "2026-12-09 Sent First report"]
    assert due(amal, 0) == ["2026-12-01 Missed", "2026-12-03 10:00 Daily"]


def test_a_person_is_reminded_as_they_wish(amal: Member) -> None:
    reminders = Reminders(amal.book, agenda(amal))
    make(amal, "plan", due="2026-12-03", title="Today")
    make(amal, "plan", due="2026-12-04", title="Tomorrow")
    make(amal, "call", deadline="2026-12-10", title="Next week")

    def now() -> list[str]:
        return [f"{each.days} {each.of.title}" for each in reminders.now()]

    assert now() == ["0 Today", "1 Tomorrow"]
    reminders.choose("week-before")
    assert now() == ["0 Today", "1 Tomorrow", "7 Next week"]
    reminders.choose("week-before", without=["plan"])
    assert now() == ["7 Next week"] and reminders.wish.without == {"plan"}
    reminders.choose("day")
    assert now() == ["0 Today"]
    reminders.choose("off")
    assert now() == [] and set(reminders.kinds()) == {"event", "call", "plan"}
    amal.book.write(lambda db: settings.put(db, "setting/reminders/when", b"\xff"))
    assert reminders.wish.when == "day-before"


def test_what_was_dismissed_or_put_off_stays_so(amal: Member) -> None:
    reminders = Reminders(amal.book, agenda(amal))
    make(amal, "plan", due="2026-12-03", title="Today")
    make(amal, "plan", due="2026-12-04", title="Tomorrow")
    first, second = reminders.now()
    reminders.dismiss(first.name)
    reminders.snooze(second.name)
    assert reminders.now() == []
    amal.book.clock = lambda: CLOCK + 86_400_000
    (left,) = reminders.now()
    assert left.of.title == "Tomorrow" and left.days == 0


def test_items_of_an_earlier_release_are_found(amal: Member) -> None:
    make(amal, "event", begins="2026-12-03")
    amal.book.write(lambda db: db.run("DELETE FROM dated"))
    amal.book.write(lambda db: settings.put(db, "dated", b"event:begins"))
    assert month(amal) == ["2026-12-03 Meeting"]
    assert agenda(amal).today() == TODAY
