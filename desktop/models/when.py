"""Moments as people say them: the hour today, the day this year, else the whole date."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale


def short(when_ms: int, now: datetime | None = None) -> str:
    moment = QDateTime.fromMSecsSinceEpoch(when_ms)
    today = now or datetime.now().astimezone()
    locale = QLocale()
    date = moment.date()
    if (date.year(), date.month(), date.day()) == (today.year, today.month, today.day):
        return locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    if date.year() == today.year:
        return locale.toString(date, "d MMM")
    return locale.toString(date, QLocale.FormatType.ShortFormat)


def day(when_ms: int, now: datetime | None = None) -> str:
    """Return the date, without the year when it is this one."""
    date = QDateTime.fromMSecsSinceEpoch(when_ms).date()
    today = now or datetime.now().astimezone()
    if date.year() == today.year:
        return QLocale().toString(date, "d MMM")
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)


def full(when_ms: int) -> str:
    moment = QDateTime.fromMSecsSinceEpoch(when_ms)
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
