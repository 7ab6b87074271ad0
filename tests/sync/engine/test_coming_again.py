"""Calendars that are brought in more than once."""

from collections.abc import Callable
from datetime import UTC, date
from pathlib import Path

import pytest

from sync.engine import series
from sync.engine.agenda import Agenda
from sync.engine.transfer import Transfer
from sync.exchange import icalendar
from tests.sync.engine.members_of_a_space import Member


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", *(f"BEGIN:VEVENT\r\n{each}\r\nEND:VEVENT" for each in events),
                        "END:VCALENDAR", ""])  # fmt: skip


def event(uid: str, title: str, *more: str) -> str:
    return "\r\n".join([f"UID:{uid}", f"SUMMARY:{title}", "DTSTART:20261203T100000Z", *more])


def came(member: Member, raw: bytes) -> int:
    """Bring in what is in a file, read in this process: that it is done in another one is tried elsewhere."""
    return Transfer(member.items).add(member.space.hex(), icalendar.read("calendar.ics", raw)).added


def bring(member: Member, *events: str) -> int:
    return came(member, calendar(*events).encode())


def titles(member: Member) -> list[str]:
    return sorted(row.title for row in member.items.rows(member.space.hex(), "event"))


def test_an_event_that_comes_again_is_brought_up_to_date(amal: Member) -> None:
    bring(amal, event("1", "Meeting", "DESCRIPTION:One"), event("2", "Round"), "SUMMARY:No name")
    (item,) = [row.id for row in amal.items.rows(amal.space.hex(), "event") if row.title == "Meeting"]
    amal.items.set(item, {"notes": "Written here"})
    bring(
        amal,
        event("1", "Meeting, later", "DESCRIPTION:Two"),
        event("2", "Round"),
        event("3", "New"),
    )
    assert titles(amal) == ["Meeting, later", "New", "No name", "Round"]
    fields = amal.items.show(item).fields
    assert (fields["agenda"][0].value, fields["notes"][0].value) == ("Two", "Written here")
    amal.items.history.undo()
    assert titles(amal) == ["Meeting, later", "No name", "Round"]
    amal.items.history.undo()
    assert titles(amal) == ["Meeting", "No name", "Round"]


def test_what_lies_in_the_trash_comes_new(amal: Member) -> None:
    bring(amal, event("1", "Meeting"))
    (row,) = amal.items.rows(amal.space.hex(), "event")
    amal.items.drop(row.id)
    bring(amal, event("1", "Meeting"), event("1", "Meeting twice in a file"))
    assert titles(amal) == ["Meeting twice in a file"]


def test_a_calendar_goes_out_and_comes_back_as_it_was(amal: Member, tmp_path: Path) -> None:
    bring(amal, event("1", "Meeting", "RRULE:FREQ=WEEKLY", "GEO:1;2", "DTEND:20261203T113000Z"))
    (row,) = amal.items.rows(amal.space.hex(), "event")
    before = {name: values[0].value for name, values in amal.items.show(row.id).fields.items()}
    target = tmp_path / "out.ics"
    assert Transfer(amal.items).take_out(amal.space.hex(), "event", target) == 1
    came(amal, target.read_bytes())
    assert len(amal.items.rows(amal.space.hex(), "event")) == 1
    assert {name: values[0].value for name, values in amal.items.show(row.id).fields.items()} == before
    assert Agenda(amal.book).between(date(2026, 12, 10), date(2026, 12, 10))[0].repeats


def test_people_go_out_by_name_and_stay_who_they_are(amal: Member, tmp_path: Path) -> None:
    space = amal.space.hex()
    (contact,) = amal.items.new(space, "contact", {"name": "Badu"}).ids
    people = f"{contact}\nAmina\n{'0' * 32}"
    (item,) = amal.items.new(space, "event", {"title": "Round", "uid": "1", "people": people}).ids
    target = tmp_path / "out.ics"
    Transfer(amal.items).take_out(space, "event", target)
    assert b'CN="Badu"' in target.read_bytes() and b"0" * 32 not in target.read_bytes()
    target.write_bytes(target.read_bytes().replace(b'CN="Amina"', b'CN="Caro"'))
    came(amal, target.read_bytes())
    assert amal.items.show(item).fields["people"][0].value.split("\n") == [contact, "0" * 32, "Caro"]


SERIES = event("week", "Round", "RRULE:FREQ=DAILY")
APART = "\r\n".join(
    ["UID:week", "RECURRENCE-ID:20261205T100000Z", "SUMMARY:Round, later", "DTSTART:20261205T150000Z"]
)


def days(member: Member) -> list[str]:
    found = Agenda(member.book, UTC).between(date(2026, 12, 4), date(2026, 12, 6))
    return [f"{one.day.day} {one.begins:%H}" for one in found if one.begins]


@pytest.mark.parametrize(
    "order", [(SERIES, APART), (APART, SERIES), (APART, SERIES, SERIES), (SERIES, APART, APART)]
)
def test_a_time_that_stands_apart_is_there_once_in_whatever_order_it_comes(
    amal: Member, tmp_path: Path, order: tuple[str, ...]
) -> None:
    for each in order:
        bring(amal, each)
    assert days(amal) == ["4 10", "5 15", "6 10"]
    bring(amal, SERIES, APART)
    assert days(amal) == ["4 10", "5 15", "6 10"] and len(titles(amal)) == 2
    target = tmp_path / "out.ics"
    Transfer(amal.items).take_out(amal.space.hex(), "event", target)
    raw = target.read_bytes()
    assert raw.count(b"UID:week\r\n") == 2 and raw.count(b"RECURRENCE-ID:20261205T100000Z") == 1
    assert b"EXDATE" not in raw


def test_a_task_that_comes_again_is_not_there_twice(amal: Member, tmp_path: Path) -> None:
    space = amal.space.hex()
    for title in ("Letter", "Letter to the office"):
        task = f"BEGIN:VTODO\r\nUID:t\r\nSUMMARY:{title}\r\nEND:VTODO\r\nEND:VCAL"
        came(amal, calendar().replace("END:VCAL", task).encode())
    assert [row.title for row in amal.items.rows(space, "plan")] == ["Letter to the office"]
    target = tmp_path / "out.ics"
    Transfer(amal.items).take_out(space, "plan", target)
    came(amal, target.read_bytes())
    assert len(amal.items.rows(space, "plan")) == 1


def test_what_was_made_here_is_known_again_with_its_papers(amal: Member, tmp_path: Path) -> None:
    space, target = amal.space.hex(), tmp_path / "out.ics"
    paper = amal.note("Draft of the plan")
    (item,) = amal.items.new(space, "event", {"title": "Round", "begins": "2026-12-03", "papers": paper}).ids
    Transfer(amal.items).take_out(space, "event", target)
    raw = target.read_bytes().replace(b"SUMMARY:Round", b"SUMMARY:Long round")
    assert f"X-PAPER;X-ITEM={paper}:Draft of the plan".encode() in raw.replace(b"\r\n ", b"")
    other = raw.replace(b"\r\n ", b"").replace(paper.encode(), b"0" * 32)
    for each in (raw, other):
        target.write_bytes(each)
        came(amal, target.read_bytes())
        fields = amal.items.show(item).fields
        assert (titles(amal), fields["papers"][0].value) == (["Long round"], paper)


def test_however_many_times_stand_apart_the_rule_of_their_series_is_read_once(
    amal: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, asked = series.read, list[str]()
    monkeypatch.setattr(series, "read", lambda rule: (asked.append(rule), read(rule))[1])
    whens = [f"202612{day:02}T{hour:02}0000Z" for day in range(4, 14) for hour in range(20)]
    bring(amal, *(event("week", "Apart", f"RECURRENCE-ID:{when}") for when in whens))
    bring(amal, event("week", "Round", "RRULE:FREQ=HOURLY"))
    (item,) = [row.id for row in amal.items.rows(amal.space.hex(), "event") if row.title == "Round"]
    (rule,) = amal.items.show(item).fields["rule"]
    assert rule.value.count("202612") == len(whens) and len(asked) == 1
    assert max(map(len, rule.value.splitlines())) <= series.LINE_MAX
    bring(amal, event("week", "Apart", "RECURRENCE-ID:20261220T100000Z"))
    assert amal.items.show(item).fields["rule"][0].value.endswith(",20261220T100000") and len(asked) == 2
