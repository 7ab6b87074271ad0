"""Events as a calendar file that other programs read: the zones it needs, lines of 75 bytes, CRLF."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from sync.exchange import icalendar_task, icalendar_times, lines, tags
from sync.exchange.icalendar_event import (
    ITEM,
    LONG,
    OURS,
    PAPER,
    PEOPLE,
    STATES,
    TEXTS,
    person,
    person_line,
)
from sync.exchange.icalendar_times import Time
from sync.exchange.lines import escaped

KIND, TASK = "event", "plan"
PAPER_TITLE = re.compile(r"([0-9a-f]{32})(?: (.*))?")
"""A paper as it goes out: which item, and what it is called."""

Apart = Mapping[str, Sequence[Time]]
"""Of series by their names the times that stand in the file by themselves."""

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Notebook//Calendar//EN", "CALSCALE:GREGORIAN")
MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?: (\S+))?)?")
UNNAMED = ("title", "begins", "where", "agenda")
RECORD = re.compile(r"[0-9a-f]{32}")
YEARS = 10  # for which a zone is told after the last event
FIRST, LAST = 1971, 2200
MADE = "DTSTAMP:19700101T000000Z"  # says nothing of when somebody took it out
DAY = dt.timedelta(days=1)


def write(items: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """Yield a calendar of events, piece by piece: first the zones, so all events are read before."""
    every = list(items)
    apart: dict[str, list[Time]] = {}
    for fields in every:
        series, moved = _series(fields)
        if moved is not None:
            apart.setdefault(series, []).append(moved)
    zones = {zone for fields in every for zone in _zones(fields)}
    yield from _begun(zones, [fields.get("begins", "")[:4] for fields in every])
    for fields in every:
        yield _folded(["BEGIN:VEVENT", *_event(fields, apart), "END:VEVENT"])
    yield _folded(["END:VCALENDAR"])


def write_tasks(items: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """Yield a calendar of tasks in the same way."""
    every = list(items)
    zones = {zone for fields in every for zone in icalendar_task.zones_of(fields) if _is_usual(zone)}
    yield from _begun(zones, [fields.get("due", "")[:4] for fields in every])
    for fields in every:
        name = icalendar_task.uid_of(fields) or _uid(fields, ("title", "due", "to_whom"))
        yield _folded(
            ["BEGIN:VTODO", f"UID:{escaped(name)}", MADE, *icalendar_task.written(fields), "END:VTODO"]
        )
    yield _folded(["END:VCALENDAR"])


def _begun(zones: Iterable[str], years: Sequence[str]) -> Iterator[bytes]:
    yield _folded(HEAD)
    for name in sorted(zones):
        yield from _zone(name, years)


def _folded(texts: Iterable[str]) -> bytes:
    return b"".join(lines.fold(text) for text in texts)


def _zones(fields: Mapping[str, str]) -> Iterator[str]:
    for name in ("begins", "ends", "moved"):
        found = MOMENT.fullmatch(fields.get(name, ""))
        zone = found[6] if found else None
        if zone and _is_usual(zone):
            yield zone


def _is_usual(zone: str) -> bool:
    return zone not in ("", "UTC") and icalendar_times.known(zone) == zone


def _series(fields: Mapping[str, str]) -> tuple[str, Time | None]:
    """Return what an event is called, and which time of the series of that name it is, if it is one."""
    name, moved = fields.get("uid") or _uid(fields, UNNAMED), time_of(fields.get("moved", ""))
    series, _, time = name.rpartition("#")
    return (series, moved) if series and moved is not None and time == moved.bare else (name, None)


def time_of(text: str) -> Time | None:
    """Return the time that a field says."""
    found = MOMENT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, zone = found.groups()
    try:
        wall = dt.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))  # noqa: DTZ001
    except ValueError:
        return None
    return Time(wall, hour is None, zone or "")


def _zone(name: str, years: Iterable[str]) -> Iterator[bytes]:
    known = sorted(int(year) for year in years if year.isdecimal() and year.isascii())
    first, last = (known[0], known[-1]) if known else (FIRST, FIRST)
    yield _told(name, min(max(first - 1, FIRST), LAST), min(max(last + YEARS, FIRST), LAST))


@lru_cache(maxsize=64)
def _told(name: str, first: int, last: int) -> bytes:
    from icalendar import Timezone  # noqa: PLC0415 - only where there is something to write

    limits = dt.date(first, 1, 1), dt.date(last, 1, 1)
    return bytes(Timezone.from_tzid(name, first_date=limits[0], last_date=limits[1]).to_ical())


def _event(fields: Mapping[str, str], apart: Apart) -> Iterator[str]:
    series, moved = _series(fields)
    yield f"UID:{escaped(series)}"
    yield MADE
    if moved is not None:
        yield f"RECURRENCE-ID{moved.written}"
    yield from _times(fields, () if moved is not None else apart.get(series, ()))
    for name, label in (TEXTS | LONG).items():
        if fields.get(name):
            yield f"{label}:{escaped(fields[name])}"
    state = next((said for said, key in STATES.items() if key == fields.get("state")), "")
    if state:
        yield f"STATUS:{state}"
    words = ",".join(escaped(word) for word in tags.parts(fields.get("tags", "")))
    if words:
        yield f"CATEGORIES:{words}"
    for paper in fields.get("papers", "").splitlines():
        found = PAPER_TITLE.fullmatch(paper)
        if found is not None:
            yield f"{PAPER};{ITEM}={found[1]}:{escaped(found[2] or '')}"
    yield from _others(fields)


def _uid(fields: Mapping[str, str], by: Iterable[str]) -> str:
    """Return a name for what has none, the same as long as it says the same."""
    said = "\0".join(fields.get(name, "") for name in by)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _times(fields: Mapping[str, str], apart: Iterable[Time]) -> Iterator[str]:
    """Yield when an event is; a time that stands *apart* is replaced there, and so not left out here."""
    begins = MOMENT.fullmatch(fields.get("begins", ""))
    if begins is None:
        return
    yield f"DTSTART{_when(begins)}"
    ends = MOMENT.fullmatch(fields.get("ends", ""))
    if ends is not None:
        yield f"DTEND{_end(begins, ends)}"
    zone = begins[6] if begins[4] else None
    own = time_of(fields["begins"])
    replaced = {each.on_the_wall_of(own).bare for each in apart} if own is not None else set()
    for line in fields.get("rule", "").splitlines():
        name, _, value = line.partition(":")
        if line.startswith("FREQ="):
            yield f"RRULE:{line}"
        elif name in ("EXDATE", "RDATE"):
            kept = [each for each in value.split(",") if name == "RDATE" or each not in replaced]
            yield from _days(name, ",".join(kept), zone) if kept else ()


def _when(found: re.Match[str]) -> str:
    year, month, day, hour, minute, zone = found.groups()
    if hour is None:
        return f";VALUE=DATE:{year}{month}{day}"
    wall = f"{year}{month}{day}T{hour}{minute}00"
    if zone == "UTC":
        return f":{wall}Z"
    return f";TZID={zone}:{wall}" if zone else f":{wall}"


def _end(begins: re.Match[str], ends: re.Match[str]) -> str:
    """A whole day ends where the next one begins, for those who read it."""
    if begins[4] is not None and ends[4] is not None:
        return _when(ends)
    year, month, day = (int(part) for part in ends.groups()[:3])
    if begins[4] is not None:
        wall = f"{year:04}{month:02}{day:02}T235900"
        return f";TZID={begins[6]}:{wall}" if begins[6] and begins[6] != "UTC" else f":{wall}"
    try:
        return f";VALUE=DATE:{dt.date(year, month, day) + DAY:%Y%m%d}"
    except (OverflowError, ValueError):
        return f";VALUE=DATE:{year:04}{month:02}{day:02}"


def _days(name: str, value: str, zone: str | None) -> Iterator[str]:
    whole = [each for each in value.split(",") if "T" not in each]
    universal = [each for each in value.split(",") if each.endswith("Z")]
    walls = [each for each in value.split(",") if "T" in each and not each.endswith("Z")]
    if whole:
        yield f"{name};VALUE=DATE:{','.join(whole)}"
    if universal:
        yield f"{name}:{','.join(universal)}"
    if walls and zone == "UTC":
        yield f"{name}:{','.join(f'{each}Z' for each in walls)}"
    elif walls:
        yield f"{name}{f';TZID={zone}' if zone else ''}:{','.join(walls)}"


def _others(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the properties that only passed through, those of people as far as they are still there."""
    wanted = [name for name in fields.get("people", "").splitlines() if not RECORD.fullmatch(name)]
    there: set[str] = set()
    for raw in fields.get("extra", "").splitlines():
        line, _ = lines.parse(raw.encode("utf-8", "replace"))
        if line is None or line.name in OURS or line.name in ("BEGIN", "END"):
            continue
        if line.name in PEOPLE:
            if person(line) not in wanted:
                continue
            there.add(person(line))
        yield line.text
    yield from (person_line(name).text for name in wanted if name not in there)
