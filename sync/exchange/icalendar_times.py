"""Days and times of calendar files: with zones that others name as they like, kept under the usual names."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import ZoneInfo

from sync.exchange.lines import Line

WHEN = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?\d{2})?(?:\.\d{1,9})?)?(Z)?")
LASTS = re.compile(r"(\+|-)?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:\d{1,6}S)?)?")
OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?:\d{2})?")
ZONE_PARTS = 3
WHENS_MAX = 20_000
WHENS_A_LINE = 110
USUAL = (
    "Europe/London", "Europe/Paris", "Europe/Helsinki", "Europe/Moscow", "Africa/Lagos", "Africa/Cairo",
    "Africa/Johannesburg", "Africa/Nairobi", "Africa/Abidjan", "Asia/Beirut", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney",
    "America/Sao_Paulo", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
)  # to guess from, where a file names a zone in its own way and only says what it does  # fmt: skip
SAMPLES = (dt.datetime(2025, 1, 15, 12, tzinfo=dt.UTC), dt.datetime(2025, 7, 15, 12, tzinfo=dt.UTC))


@dataclass(frozen=True, slots=True)
class Zones:
    """What the names of zones in one file mean."""

    told: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    """The zone of the whole calendar, where it has one."""

    def of(self, line: Line) -> str:
        """Return the usual name of the zone that a line's times are of; empty where nobody knows it."""
        named = parameter(line, "TZID")
        return (known(named) or self.told.get(named, "")) if named else ""


def parameter(line: Line, name: str) -> str:
    """Return a parameter's value as it is written, without its quotes."""
    found = re.search(rf';{name}=("[^"]*"|[^;:]*)', line.params, re.IGNORECASE)
    return found[1].strip('" ') if found else ""


@lru_cache(maxsize=512)
def known(name: str) -> str:
    """Return the usual name of a zone, whatever a program puts around it; empty for none."""
    tail = name.strip("/").split("/")
    for count in range(1, ZONE_PARTS + 1):
        candidate = "/".join(tail[-count:])
        if _exists(candidate) and (count > 1 or len(tail) == 1):
            return candidate
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - rarely asked for

    return str(WINDOWS_TO_OLSON.get(name, ""))


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9_+/-]{1,60}", name))


def told(components: Sequence[Sequence[Line]], whole: str) -> Zones:
    """Return what a file says of its own zones: by the place they are of, or by their difference from UTC."""
    found: dict[str, str] = {}
    for lines in components:
        said = {line.name: line.value.strip() for line in lines}
        name = said.get("TZID", "")
        found[name] = known(said.get("X-LIC-LOCATION", "")) or _alike(lines)
    return Zones(found, known(whole))


def _alike(lines: Sequence[Line]) -> str:
    """Return a usual zone with the same differences from UTC in winter and in summer."""
    offsets = sorted({one for line in lines if line.name == "TZOFFSETTO" for one in _minutes(line.value)})
    if not offsets:
        return ""
    for name in USUAL:
        if sorted(_differences(name)) == offsets:
            return name
    hours, rest = divmod(offsets[0], 60)
    return f"Etc/GMT{-hours:+d}" if not rest and _exists(f"Etc/GMT{-hours:+d}") else ""


@lru_cache(maxsize=64)
def _differences(name: str) -> frozenset[int]:
    zone = ZoneInfo(name)
    offsets = (sample.astimezone(zone).utcoffset() or dt.timedelta() for sample in SAMPLES)
    return frozenset(int(each.total_seconds()) // 60 for each in offsets)


def _minutes(value: str) -> Iterator[int]:
    found = OFFSET.fullmatch(value.strip())
    if found:
        minutes = int(found[2]) * 60 + int(found[3])
        yield -minutes if found[1] == "-" else minutes


@dataclass(frozen=True, slots=True)
class Time:
    wall: dt.datetime
    whole_day: bool
    zone: str

    @property
    def text(self) -> str:
        if self.whole_day:
            return self.wall.date().isoformat()
        return f"{self.wall:%Y-%m-%dT%H:%M} {self.zone}".rstrip()

    @property
    def bare(self) -> str:
        """As a rule's lines have it."""
        return f"{self.wall:%Y%m%d}" if self.whole_day else f"{self.wall:%Y%m%dT%H%M%S}"

    @property
    def written(self) -> str:
        """As a property of a file has it, from behind its name on."""
        if self.whole_day:
            return f";VALUE=DATE:{self.bare}"
        if self.zone == "UTC":
            return f":{self.bare}Z"
        return f";TZID={self.zone}:{self.bare}" if self.zone else f":{self.bare}"

    def on_the_wall_of(self, other: "Time") -> "Time":
        """Return the same moment as the clock has it where *other* is."""
        if not self.zone or not other.zone or self.zone == other.zone:
            return self
        there = _moved(self.wall, self.zone, other.zone)
        return Time(there, self.whole_day, other.zone)

    def later(self, by: dt.timedelta) -> "Time":
        return Time(self.wall + by, self.whole_day, self.zone)


def _moved(wall: dt.datetime, zone: str, other: str) -> dt.datetime:
    try:
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo(other)).replace(tzinfo=None)
    except OverflowError:
        return wall


def times(line: Line, zones: Zones) -> Iterator[Time]:
    """Yield each time in a line; of a period where it begins. What is no time is left out."""
    zone = zones.of(line)
    for text in line.value.split(",")[:WHENS_MAX]:
        one = _time(text.partition("/")[0].strip(), zone, zones)
        if one is not None:
            yield one


def first(line: Line | None, zones: Zones) -> Time | None:
    return next(times(line, zones), None) if line is not None else None


def _time(text: str, zone: str, zones: Zones) -> Time | None:
    found = WHEN.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, universal = found.groups()
    try:
        wall = dt.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))  # noqa: DTZ001
    except ValueError:
        return None
    if not universal or hour is None:
        return Time(wall, hour is None, zone if hour else "")
    one = Time(wall, False, "UTC")
    return Time(_moved(wall, "UTC", zones.whole), False, zones.whole) if zones.whole else one


def lasts(value: str) -> dt.timedelta | None:
    """Return how long a DURATION is; None for none, or for one that goes back in time."""
    found = LASTS.fullmatch(value.strip().upper())
    if found is None or found[1] == "-":
        return None
    weeks, days, hours, minutes = (int(part or 0) for part in found.groups()[1:])
    return dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
