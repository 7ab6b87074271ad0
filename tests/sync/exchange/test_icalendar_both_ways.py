"""Calendars out and in again: times of a series that stand apart, papers, and tasks, without loss."""

import datetime as dt
import string

import icalendar as library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.exchange import icalendar, icalendar_writing
from sync.exchange.outcome import Imported
from sync.model import kinds
from sync.model.kinds import values

Fields = dict[str, str]
SERIES = """\
BEGIN:VEVENT
UID:week
SUMMARY:Round
DTSTART;TZID=Europe/Paris:20261203T100000
RRULE:FREQ=WEEKLY
EXDATE;TZID=Europe/Paris:20261217T100000
END:VEVENT
BEGIN:VEVENT
UID:week
RECURRENCE-ID:20261210T090000Z
SUMMARY:Round, later
DTSTART;TZID=Europe/Paris:20261211T140000
END:VEVENT
"""


def every(raw: bytes) -> list[Fields]:
    found = [one for one in icalendar.read("cal.ics", raw) if isinstance(one, Imported)]
    for one in found:
        for name, value in one.fields.items():
            field = kinds.ALL[one.kind].field(name)
            assert field is not None and values.checked(field, value) == value
    return [{name: text for name, text in one.fields.items() if text} for one in found]


def calendar(inside: str) -> bytes:
    return f"BEGIN:VCALENDAR\n{inside}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def lines(raw: bytes, kind: str) -> list[list[str]]:
    parts = raw.decode().replace("\r\n ", "").split(f"BEGIN:{kind}\r\n")[1:]
    return [part.split(f"END:{kind}")[0].split("\r\n") for part in parts]


def test_a_time_of_a_series_goes_out_as_what_it_was() -> None:
    before = every(calendar(SERIES))
    assert before[0]["rule"] == "FREQ=WEEKLY\nEXDATE:20261210T100000,20261217T100000"
    assert (before[1]["uid"], before[1]["moved"]) == ("week#20261210T090000", "2026-12-10T09:00 UTC")
    raw = b"".join(icalendar_writing.write(before))
    series, apart = lines(raw, "VEVENT")
    assert "EXDATE;TZID=Europe/Paris:20261217T100000" in series, "what stands apart is not left out besides"
    assert {"UID:week", "RECURRENCE-ID:20261210T090000Z"} <= set(apart)
    assert every(raw) == before
    (alone,) = lines(b"".join(icalendar_writing.write(before[1:])), "VEVENT")
    assert {"UID:week", "RECURRENCE-ID:20261210T090000Z"} <= set(alone)
    (series,) = lines(b"".join(icalendar_writing.write(before[:1])), "VEVENT")
    assert "EXDATE;TZID=Europe/Paris:20261210T100000,20261217T100000" in series


@pytest.mark.parametrize("moved", ["", "never", "2026-02-31", "2026-12-10"])
def test_a_name_with_a_mark_in_it_is_only_a_name(moved: str) -> None:
    (found,) = every(b"".join(icalendar_writing.write([{"title": "A", "uid": "a#1", "moved": moved}])))
    assert found == {"title": "A", "uid": "a#1"}


# ------------------------------------------------------------ whatever it is
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)
LINE = TEXT.map(lambda text: " ".join(text.split()))
NAME = LINE.filter(lambda text: text and not set(text) <= set(string.hexdigits))
LONG = st.lists(TEXT.map(str.strip), max_size=3).map("\n".join).map(str.strip)
ZONES = st.sampled_from(["", " UTC", " Africa/Nairobi", " Europe/Paris"])
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1))
PAPERS = st.lists(
    st.tuples(st.binary(min_size=16, max_size=16), LINE), max_size=3, unique_by=lambda one: one[0]
)


@st.composite
def series(draw: st.DrawFn) -> tuple[list[Fields], str]:
    """A series of which some times stand apart, and the names of its papers with their titles."""
    day, zone, whole = draw(DAYS), draw(ZONES), draw(st.booleans())
    papers, name = draw(PAPERS), draw(NAME)

    def at(days: int) -> str:
        there = day + dt.timedelta(days=days)
        return f"{there}" if whole else f"{there}T09:05{zone}"

    def bare(days: int) -> str:
        return f"{day + dt.timedelta(days=days):%Y%m%d}" + ("" if whole else "T090500")

    out = sorted(draw(st.sets(st.integers(1, 9), min_size=1, max_size=3)))
    apart = draw(st.sets(st.sampled_from(out)))
    rule = "FREQ=DAILY\nEXDATE:" + ",".join(map(bare, out))
    shown = "\n".join(f"{record.hex()} {title}".rstrip() for record, title in papers)
    first = {"title": draw(LINE), "begins": at(0), "rule": rule, "uid": name, "papers": shown}
    others = [
        {"title": draw(LINE), "begins": at(20), "uid": f"{name}#{bare(days)}", "moved": at(days)}
        for days in sorted(apart)
    ]
    return [first, *others], "\n".join(record.hex() for record, _ in papers)


@settings(max_examples=60, deadline=None)
@given(series())
def test_any_series_comes_back_whole(given: tuple[list[Fields], str]) -> None:
    wanted, papers = given
    raw = b"".join(icalendar_writing.write(wanted))
    wanted[0]["papers"] = papers
    assert every(raw) == [{name: text for name, text in one.items() if text} for one in wanted]
    assert len(library.Calendar.from_ical(raw).walk("VEVENT")) == len(wanted)
    assert raw.count(b"RECURRENCE-ID") == len(wanted) - 1


@st.composite
def tasks(draw: st.DrawFn) -> Fields:
    day = draw(DAYS)
    extra = draw(st.sampled_from([
        "", "PRIORITY:1\nX-OTHER;A=B:c", f"DUE:{day:%Y%m%d}T170000Z", "RRULE:FREQ=DAILY",
        f"DUE;TZID=Africa/Nairobi:{day:%Y%m%d}T170000\nDTSTART;VALUE=DATE:{day:%Y%m%d}",
    ]))  # fmt: skip
    return {
        "title": draw(LINE), "due": f"{day}", "uid": draw(NAME), "extra": extra, "evidence": draw(LONG),
        "state": draw(st.sampled_from(["", "promised", "begun", "done", "partly", "dropped"])),
        "assessment": draw(st.sampled_from(["", "well", "poor", "open"])), "to_whom": draw(LINE),
        "who": "\n".join(dict.fromkeys(draw(st.lists(NAME, max_size=3)))),
        "tags": draw(st.sampled_from(["", "a, b c"])),
    }  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(tasks(), min_size=1, max_size=3))
def test_any_task_comes_back_whole(wanted: list[Fields]) -> None:
    raw = b"".join(icalendar_writing.write_tasks(wanted))
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert every(raw) == [{name: text for name, text in one.items() if text} for one in wanted]
    assert len(library.Calendar.from_ical(raw).walk("VTODO")) == len(wanted)


def task(fields: Fields) -> list[str]:
    (out,) = lines(b"".join(icalendar_writing.write_tasks([fields])), "VTODO")
    return out


def test_a_task_keeps_what_it_has_no_field_for_until_that_is_not_true_any_more() -> None:
    due = "DUE;TZID=W. Europe Standard Time:20261203T170000"
    moved, person = "RECURRENCE-ID;VALUE=DATE:20261201", 'ATTENDEE;CN="Badu":mailto:b@example.org'
    (found,) = every(calendar(f"BEGIN:VTODO\nUID:t\n{moved}\n{due}\n{person}\nEND:VTODO\n"))
    assert (found["uid"], found["due"], found["who"]) == ("t#20261201", "2026-12-03", "Badu")
    assert {"UID:t", moved, "DUE;TZID=Europe/Berlin:20261203T170000", person} <= set(task(found))
    out = task(found | {"due": "2026-12-05", "who": "Amina"})
    assert "DUE;VALUE=DATE:20261205" in out and not any("17000" in line or "Badu" in line for line in out)
    assert sum("Amina" in line for line in out) == 1
    forged = task({"title": "A\r\nEND:VTODO", "extra": "END:VTODO\nno\nUID:x"})
    assert len([line for line in forged if line.startswith("UID:")]) == 1
