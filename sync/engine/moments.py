"""Moments as fields hold them: a day, or a day and time, of a zone or of wherever one is."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    wall: dt.datetime
    """Without its zone: as the clock on the wall has it."""
    whole_day: bool
    zone: dt.tzinfo | None
    """None for wherever one is, and for a zone that nobody here knows."""

    def seen_from(self, here: dt.tzinfo | None) -> dt.datetime:
        """Return the moment as it is on the clock *here*; a day is the same day everywhere."""
        return seen(self.wall, None if self.whole_day else self.zone, here)


def seen(wall: dt.datetime, zone: dt.tzinfo | None, here: dt.tzinfo | None) -> dt.datetime:
    """Return a time on the wall of *zone* as one on the wall *here*, or of this computer's own clock."""
    if zone is None:
        return wall
    try:
        return wall.replace(tzinfo=zone).astimezone(here).replace(tzinfo=None)
    except (OverflowError, ValueError, OSError):
        return wall


def today(clock_ms: int, here: dt.tzinfo | None = None) -> dt.date:
    """Return the day *here*, or by this computer's own zone, so many milliseconds after 1970 began."""
    return dt.datetime.fromtimestamp(clock_ms / 1000, dt.UTC).astimezone(here).date()


def day_after(day: dt.date, days: int) -> dt.date:
    """Return the day so many days later, never one beyond what calendars hold."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def read(text: str) -> Moment | None:
    """Return the moment in *text*, None where it is none."""
    day, _, zone = text.partition(" ")
    try:
        return Moment(dt.datetime.fromisoformat(day).replace(tzinfo=None), "T" not in day, _zone(zone))
    except ValueError:
        return None


def _zone(name: str) -> dt.tzinfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a folder of zones raises what opening a folder does
        return None
