"""Calendars in and out: what programs write, what nobody should, and the same fields back (C04)."""

import datetime as dt
import string

import calendar_samples as samples
import icalendar as library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.exchange import icalendar, icalendar_writing
from sync.exchange.outcome import Imported, Reason, Refused, Remark
from sync.model import kinds
from sync.model.kinds import values

EVENT = kinds.ALL["event"]


def every(raw: bytes) -> list[Imported]:
    found = list(icalendar.read("cal.ics", raw))
    brought = [one for one in found if isinstance(one, Imported)]
    assert len(brought) == len(found)
    for one in brought:
        for name, value in one.fields.items():
            field = kinds.ALL[one.kind].field(name)
            assert field is not None
            assert values.checked(field, value) == value
    return brought


def one(*properties: str) -> dict[str, str]:
    text = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *properties, "END:VEVENT", "END:VCALENDAR", ""])
    (found,) = every(text.encode())
    return {name: value for name, value in found.fields.items() if value}


def test_a_calendar_of_google() -> None:
    (found,) = every(samples.GOOGLE)
    fields = found.fields
    assert fields["title"] == "Review meeting with a rather long title that goes on in the next line"
    assert (fields["begins"], fields["ends"]) == (
        "2026-12-03T09:00 Africa/Nairobi", "2026-12-03T10:30 Africa/Nairobi",
    )  # fmt: skip
    assert (fields["where"], fields["state"]) == ("Room 5, Long Road", "confirmed")
    assert fields["agenda"] == "Bring the list, please\nand a <b>pen</b>"
    assert fields["uid"] == "abc123@google.com"
    assert fields["extra"].split("\n") == [
        "CREATED:20261101T101010Z", "LAST-MODIFIED:20261101T101010Z", "SEQUENCE:2", "TRANSP:OPAQUE",
    ]  # fmt: skip


def test_a_calendar_of_outlook() -> None:
    weekly, own_zone = every(samples.OUTLOOK)
    assert weekly.fields["begins"] == "2026-12-07T10:00 Africa/Lagos"
    assert weekly.fields["rule"] == "FREQ=WEEKLY;COUNT=10;BYDAY=MO\nEXDATE:20261214T100000,20261221T100000"
    assert weekly.fields["people"] == "Diallo, Amina\nbadu@example.org\nFront Desk"
    assert "ATTACH:https://files.example.org/plan.pdf" in weekly.fields["extra"]
    assert own_zone.fields["begins"] == "2026-07-02T09:00 Europe/Paris"
    assert own_zone.fields["ends"] == "2026-07-02T10:30 Europe/Paris"


def test_a_calendar_of_apple() -> None:
    series, moved = every(samples.APPLE)
    assert (series.fields["begins"], series.fields["ends"]) == ("2026-12-05", "2026-12-07")
    assert series.fields["rule"] == "FREQ=MONTHLY;BYDAY=1SA;UNTIL=20270601\nEXDATE:20270102,20270206"
    assert moved.fields["uid"] == "5D2A-1#20270206"
    assert (moved.fields["title"], moved.fields["rule"]) == ("Training of trainers, elsewhere", "")


def test_a_calendar_of_thunderbird() -> None:
    task, event = every(samples.THUNDERBIRD)
    assert task.kind == "plan"
    assert {name: value for name, value in task.fields.items() if value} == {
        "title": "Send the report", "due": "2026-12-24", "state": "begun", "tags": "Donors, Reports",
        "evidence": "Draft is with Badu", "uid": "todo-1",
        "extra": "DUE;TZID=Europe/Paris:20261224T170000\nPERCENT-COMPLETE:50",
    }  # fmt: skip
    assert event.fields["begins"] == "2026-12-03T18:00 America/Argentina/Buenos_Aires"
    assert event.fields["rule"] == "RDATE:20261210T180000,20261217T180000"


def test_an_old_phone_and_an_old_encoding() -> None:
    (found,) = every(samples.OLD_PHONE)
    assert (found.fields["title"], found.fields["rule"]) == ("Réunion du bureau", "")
    (found,) = every(samples.LATIN)
    assert (found.fields["title"], found.fields["begins"]) == ("Fête du quartier", "2026-12-03T10:00")
    assert found.remark == "letters:windows-1252"
    (found, _) = every(b"\xff\xfe" + samples.APPLE.decode().encode("utf-16-le"))
    assert found.fields["title"] == "Training of trainers"


def test_a_day_that_is_none_stays_in_the_text() -> None:
    said = "BEGIN:VEVENT\nSUMMARY:Odd\nDTSTART:20261345T996100\nDESCRIPTION:Tea\nEND:VEVENT"
    (found,) = every(samples.crlf(f"BEGIN:VCALENDAR\n{said}\nEND:VCALENDAR"))
    assert (found.fields["begins"], found.fields["agenda"]) == ("", "Tea\n\nDTSTART:20261345T996100")
    (again,) = every(b"".join(icalendar_writing.write([found.fields])))
    assert again.fields["agenda"] == found.fields["agenda"]


def test_ends_that_are_missing() -> None:
    first, second, third = icalendar.read("cal.ics", samples.NO_ENDS)
    assert isinstance(first, Imported)
    assert isinstance(second, Imported)
    assert (first.fields["title"], second.fields["title"]) == ("First", "Second")
    assert third == Refused("cal.ics #3", Reason.CUT_SHORT)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("DTSTART;TZID=Nowhere/Atall:20261203T100000", "2026-12-03T10:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Africa/Nairobi:20261203T100000",
         "2026-12-03T10:00 Africa/Nairobi"),
        ("DTSTART;TZID=Egypt Standard Time:20261203T100000", "2026-12-03T10:00 Africa/Cairo"),
        ("DTSTART;TZID=../../etc/passwd:20261203T100000", "2026-12-03T10:00"),
        ("DTSTART:20261203T100000Z", "2026-12-03T10:00 UTC"),
        ("DTSTART:20261203", "2026-12-03"),
        ("DTSTART:20269999", ""),
        ("DTSTART:soon", ""),
        ("DTSTART:", ""),
    ],
)  # fmt: skip
def test_when_it_begins(line: str, kept: str) -> None:
    assert one("SUMMARY:A", line).get("begins", "") == kept


def test_what_lasts() -> None:
    begins = "DTSTART:20261203T100000"
    assert one(begins, "DURATION:P1DT2H")["ends"] == "2026-12-04T12:00"
    assert "ends" not in one(begins, "DURATION:-PT1H")
    assert "ends" not in one(begins, "DURATION:long")
    assert "ends" not in one("DTSTART:99991231T235900", "DURATION:P5W")
    assert "ends" not in one("DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261204")
    assert "ends" not in one("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:00010101")
    assert "begins" not in one("SUMMARY:A", "DTEND:20261204")


def test_rules_of_all_sorts() -> None:
    begins = "DTSTART;TZID=Africa/Nairobi:20261203T100000"
    assert one(begins, "RRULE:count=3 ; freq=daily")["rule"] == "FREQ=DAILY;COUNT=3"
    assert "rule" not in one(begins, "RRULE:every second moon")
    assert one(begins, "EXDATE:20261204T070000Z,nothing")["rule"] == "EXDATE:20261204T100000"
    assert one("DTSTART:20261203T100000", "EXDATE:20261204T070000Z")["rule"] == "EXDATE:20261204T070000Z"
    periods = one(begins, "RDATE;VALUE=PERIOD:20261205T100000/PT1H")
    assert periods["rule"] == "RDATE:20261205T100000"


def test_ten_thousand_times_left_out() -> None:
    days = [f"{dt.date(2000, 1, 1) + dt.timedelta(days=number):%Y%m%d}" for number in range(10_000)]
    rule = one("DTSTART;VALUE=DATE:20000101", "RRULE:FREQ=DAILY", *(f"EXDATE:{day}" for day in days))["rule"]
    assert rule.count("2") > 10_000
    assert len(rule.splitlines()) == 92


def test_what_cannot_be_brought_in_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(icalendar.read("x.ics", b"nothing")) == [Refused("x.ics", Reason.NO_EVENTS)]
    empty = b"BEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n"
    assert list(icalendar.read("x.ics", empty)) == [Refused("x.ics #1", Reason.EMPTY)]
    long = b"BEGIN:VEVENT\nSUMMARY:A\n" + b"X-A:1\n" * 31_000 + b"END:VEVENT\n"
    assert list(icalendar.read("x.ics", long)) == [Refused("x.ics #1", Reason.TOO_LARGE)]
    monkeypatch.setattr(icalendar, "EVENTS_MAX", 1)
    assert list(icalendar.read("x.ics", empty * 3))[-1] == Refused("x.ics", Reason.TOO_LARGE)


def test_what_is_heavy_is_left_out() -> None:
    raw = b"BEGIN:VEVENT\nSUMMARY:A\nX-SMALL:1\nATTACH:" + b"A" * 100_000 + b"\nno property\nEND:VEVENT\n"
    (found,) = every(raw)
    assert (found.fields["extra"], found.remark) == ("X-SMALL:1", Remark.PICTURE_LEFT_OUT)
    (found,) = every(b"BEGIN:VEVENT\nno property\nDESCRIPTION:One\ntwo words\nEND:VEVENT\n")
    assert found.fields["agenda"] == "One\ntwo words"


@pytest.mark.parametrize(
    "raw",
    [
        b"BEGIN:VEVENT\n" * 20_000,
        b"BEGIN:VCALENDAR\n" * 20_000 + b"BEGIN:VEVENT\nEND:VEVENT\n" * 20_000,
        b"BEGIN:VEVENT\nSUMMARY:" + b"\\" * 500_000 + b"\nEND:VEVENT",
        b"BEGIN:VEVENT\nDTSTART" + b";A=B" * 100_000 + b":1\nEND:VEVENT",
        b"BEGIN:VEVENT\nSUMMARY:A\nRECURRENCE-ID:1\nEND:VEVENT\n" * 5_000,
    ],
)
def test_hostile_calendars_cost_little(raw: bytes) -> None:
    assert len(list(icalendar.read("x.ics", raw))) >= 1


SAMPLES = st.sampled_from([samples.OUTLOOK, samples.APPLE, samples.LATIN])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), SAMPLES, st.integers(0))
def test_any_damage_is_survived(noise: bytes, raw: bytes, place: int) -> None:
    at = place % len(raw)
    for found in icalendar.read("x.ics", raw[:at] + noise + raw[at + len(noise) // 2 :]):
        assert isinstance(found, Imported | Refused)


# ------------------------------------------------------------ out, and back in
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40)
LINE = WORDS.map(lambda text: " ".join(text.split()))
NAME = LINE.filter(lambda text: text and not set(text) <= set(string.hexdigits))
LONG = st.lists(WORDS.map(str.strip), max_size=3).map("\n".join).map(str.strip)
DAYS = st.dates(dt.date(1980, 1, 1), dt.date(2090, 1, 1))
ZONES = st.sampled_from(["", " UTC", " Africa/Nairobi", " Europe/Paris", " America/New_York"])


@st.composite
def events(draw: st.DrawFn) -> dict[str, str]:
    day, zone = draw(DAYS), draw(ZONES)
    whole = draw(st.booleans())
    begins, ends = (day.isoformat(), (day + dt.timedelta(days=2)).isoformat()) if whole else (
        f"{day}T09:05{zone}", f"{day}T23:55{zone}"
    )  # fmt: skip
    time = "" if whole else "T090500"
    rule = draw(st.sampled_from([
        "", "FREQ=WEEKLY;BYDAY=MO,TH", f"FREQ=DAILY;COUNT=3\nEXDATE:20261204{time}\nRDATE:20270101{time}",
    ]))  # fmt: skip
    return {
        "title": draw(LINE), "begins": begins, "ends": draw(st.sampled_from(["", ends])), "rule": rule,
        "where": draw(LINE), "state": draw(st.sampled_from(["", "planned", "confirmed", "cancelled"])),
        "people": "\n".join(dict.fromkeys(draw(st.lists(NAME, max_size=3)))),
        "agenda": draw(LONG), "notes": draw(LONG),
        "actions": draw(st.sampled_from(["", "[ ] 2026-12-03 Call"])),
        "tags": draw(st.sampled_from(["", "a, b c"])), "uid": draw(NAME),
        "extra": draw(st.sampled_from(["", "X-OTHER;A=B:c\nCLASS:PRIVATE"])),
    }  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(events(), min_size=1, max_size=3))
def test_what_goes_out_comes_back(wanted: list[dict[str, str]]) -> None:
    raw = b"".join(icalendar_writing.write(wanted))
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    bare = [{name: text for name, text in fields.items() if text} for fields in wanted]
    assert [{name: text for name, text in found.fields.items() if text} for found in every(raw)] == bare
    read = library.Calendar.from_ical(raw)
    assert len(read.walk("VEVENT")) == len(wanted)


@pytest.mark.parametrize("sample", [samples.GOOGLE, samples.OUTLOOK, samples.APPLE, samples.OLD_PHONE])
def test_what_came_in_goes_out_without_loss(sample: bytes) -> None:
    found = [one.fields for one in every(sample)]
    again = [one.fields for one in every(b"".join(icalendar_writing.write(found)))]
    named = [{**fields, "uid": fields["uid"] or new["uid"]} for fields, new in zip(found, again, strict=True)]
    assert again == named


def test_an_event_of_somebody_else_writes_nothing_but_an_event() -> None:
    forged = {
        "title": "A\r\nEND:VEVENT\nX", "begins": "never", "ends": "2026-12-03", "rule": "FREQ=DAILY\nFOO:1",
        "extra": "END:VEVENT\nBEGIN:VALARM\nSUMMARY:Other\nno one\nATTENDEE;CN=Gone:mailto:a@b\nX-KEPT:1",
        "people": "a" * 32 + "\nO'Neil \"Tip\" ^ more", "uid": "",
    }  # fmt: skip
    raw = b"".join(icalendar_writing.write([forged]))
    (found,) = every(raw)
    assert raw.count(b"END:VEVENT\r\n") == 1
    assert (found.fields["extra"], found.fields["people"]) == ("X-KEPT:1", 'O\'Neil "Tip" ^ more')
    assert len(found.fields["uid"]) == 32


def test_ends_of_another_sort_than_beginnings() -> None:
    def written(begins: str, ends: str) -> str:
        (found,) = every(b"".join(icalendar_writing.write([{"title": "A", "begins": begins, "ends": ends}])))
        return found.fields["ends"]

    assert written("2026-12-03", "2026-12-04T10:00 Europe/Paris") == "2026-12-04"
    assert written("2026-12-03T10:00 Europe/Paris", "2026-12-03") == "2026-12-03T23:59 Europe/Paris"
    assert written("2026-12-03T10:00", "2026-12-03") == "2026-12-03T23:59"
    assert written("9999-12-30", "9999-12-31") == ""
