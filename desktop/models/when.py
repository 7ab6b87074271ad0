"""Moments as people say them: the hour today, the day this year, else the whole date."""

from datetime import datetime

from i18n import formats


def short(when_ms: int, now: datetime | None = None) -> str:
    return formats.time_of(formats.local(when_ms)) if is_today(when_ms, now) else day(when_ms, now)


def is_today(when_ms: int, now: datetime | None = None) -> bool:
    return formats.local(when_ms).date() == (now or datetime.now().astimezone()).date()


def day(when_ms: int, now: datetime | None = None) -> str:
    """Return the date, without the year when it is this one."""
    moment, today = formats.local(when_ms), now or datetime.now().astimezone()
    return formats.day_of(moment) if moment.year == today.year else formats.date_of(moment)


def full(when_ms: int) -> str:
    return formats.moment_of(formats.local(when_ms))


def ago(when_ms: int, now: datetime | None = None) -> str:
    """Return how long ago that was, as “10 minutes ago”."""
    today = now or datetime.now().astimezone()
    return formats.ago((today - formats.local(when_ms)).total_seconds())
