"""Events as a calendar file that other programs read: the zones it needs, lines of 75 bytes, CRLF."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from sync.exchange import icalendar_times, lines, tags
from sync.exchange.icalendar_event import LONG, OURS, PEOPLE, STATES, TEXTS, person, person_line
from sync.exchange.lines import escaped

KIND = "event"
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Notebook//Calendar//EN", "CALSCALE:GREGORIAN")
MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?: (\S+))?)?")
RECORD = re.compile(r"[0-9a-f]{32}")
YEARS = 10  # for which a zone is told after the last event
FIRST, LAST = 1971, 2200
MADE = "DTSTAMP:19700101T000000Z"  # says nothing of when somebody took it out
DAY = dt.timedelta(days=1)


def write(items: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """Yield a calendar of events, piece by piece: first the zones, so all events are read before."""
    every = list(items)
    yield _folded(HEAD)
    for name in sorted({zone for fields in every for zone in _zones(fields)}):
        yield from _zone(name, [fields.get("begins", "")[:4] for fields in every])
    for fields in every:
        yield _folded(["BEGIN:VEVENT", *_event(fields), "END:VEVENT"])
    yield _folded(["END:VCALENDAR"])


def _folded(texts: Iterable[str]) -> bytes:
    return b"".join(lines.fold(text) for text in texts)


def _zones(fields: Mapping[str, str]) -> Iterator[str]:
    for name in ("begins", "ends"):
        found = MOMENT.fullmatch(fields.get(name, ""))
        zone = found[6] if found else None
        if zone and zone != "UTC" and icalendar_times.known(zone) == zone:
            yield zone


def _zone(name: str, years: Iterable[str]) -> Iterator[bytes]:
    known = sorted(int(year) for year in years if year.isdecimal() and year.isascii())
    first, last = (known[0], known[-1]) if known else (FIRST, FIRST)
    yield _told(name, min(max(first - 1, FIRST), LAST), min(max(last + YEARS, FIRST), LAST))


@lru_cache(maxsize=64)
def _told(name: str, first: int, last: int) -> bytes:
    from icalendar import Timezone  # noqa: PLC0415 - only where there is something to write

    limits = dt.date(first, 1, 1), dt.date(last, 1, 1)
    return bytes(Timezone.from_tzid(name, first_date=limits[0], last_date=limits[1]).to_ical())


def _event(fields: Mapping[str, str]) -> Iterator[str]:
    yield f"UID:{escaped(fields.get('uid') or _uid(fields))}"
    yield MADE
    yield from _times(fields)
    for name, label in (TEXTS | LONG).items():
        if fields.get(name):
            yield f"{label}:{escaped(fields[name])}"
    state = next((said for said, key in STATES.items() if key == fields.get("state")), "")
    if state:
        yield f"STATUS:{state}"
    words = ",".join(escaped(word) for word in tags.parts(fields.get("tags", "")))
    if words:
        yield f"CATEGORIES:{words}"
    yield from _others(fields)


def _uid(fields: Mapping[str, str]) -> str:
    """Return a name for an event that has none, the same as long as it says the same."""
    said = "\0".join(fields.get(name, "") for name in ("title", "begins", "where", "agenda"))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _times(fields: Mapping[str, str]) -> Iterator[str]:
    begins = MOMENT.fullmatch(fields.get("begins", ""))
    if begins is None:
        return
    yield f"DTSTART{_when(begins)}"
    ends = MOMENT.fullmatch(fields.get("ends", ""))
    if ends is not None:
        yield f"DTEND{_end(begins, ends)}"
    zone = begins[6] if begins[4] else None
    for line in fields.get("rule", "").splitlines():
        name, _, value = line.partition(":")
        if line.startswith("FREQ="):
            yield f"RRULE:{line}"
        elif name in ("EXDATE", "RDATE"):
            yield from _days(name, value, zone)


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
