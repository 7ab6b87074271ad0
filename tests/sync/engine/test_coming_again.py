"""Calendars that are brought in more than once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sync.engine.agenda import Agenda
from sync.engine.transfer import Transfer
from tests.sync.engine.members_of_a_space import Member


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", *(f"BEGIN:VEVENT\r\n{each}\r\nEND:VEVENT" for each in events),
                        "END:VCALENDAR", ""])  # fmt: skip


def event(uid: str, title: str, *more: str) -> str:
    return "\r\n".join([f"UID:{uid}", f"SUMMARY:{title}", "DTSTART:20261203T100000Z", *more])


def bring(member: Member, folder: Path, *events: str) -> int:
    path = folder / "calendar.ics"
    path.write_text(calendar(*events))
    return Transfer(member.items).bring_in(member.space.hex(), [path]).added


def titles(member: Member) -> list[str]:
    return sorted(row.title for row in member.items.rows(member.space.hex(), "event"))


def test_an_event_that_comes_again_is_brought_up_to_date(amal: Member, tmp_path: Path) -> None:
    bring(amal, tmp_path, event("1", "Meeting", "DESCRIPTION:One"), event("2", "Round"), "SUMMARY:No name")
    (item,) = [row.id for row in amal.items.rows(amal.space.hex(), "event") if row.title == "Meeting"]
    amal.items.set(item, {"notes": "Written here"})
    bring(
        amal,
        tmp_path,
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


def test_what_lies_in_the_trash_comes_new(amal: Member, tmp_path: Path) -> None:
    bring(amal, tmp_path, event("1", "Meeting"))
    (row,) = amal.items.rows(amal.space.hex(), "event")
    amal.items.drop(row.id)
    bring(amal, tmp_path, event("1", "Meeting"), event("1", "Meeting twice in a file"))
    assert titles(amal) == ["Meeting twice in a file"]


def test_a_calendar_goes_out_and_comes_back_as_it_was(amal: Member, tmp_path: Path) -> None:
    bring(amal, tmp_path, event("1", "Meeting", "RRULE:FREQ=WEEKLY", "GEO:1;2", "DTEND:20261203T113000Z"))
    (row,) = amal.items.rows(amal.space.hex(), "event")
    before = {name: values[0].value for name, values in amal.items.show(row.id).fields.items()}
    target = tmp_path / "out.ics"
    assert Transfer(amal.items).take_out(amal.space.hex(), "event", target) == 1
    Transfer(amal.items).bring_in(amal.space.hex(), [target])
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
    Transfer(amal.items).bring_in(space, [target])
    assert amal.items.show(item).fields["people"][0].value.split("\n") == [contact, "0" * 32, "Caro"]
