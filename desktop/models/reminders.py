"""Which quiet line a person is due: no recovery sheets, a backup that is old, or days that come soon."""

import time
from typing import Literal, Protocol

from desktop.models.facade import Settings
from desktop.models.facade_agenda import Confirming, Reminders
from desktop.models.facade_security import Backups, Recovery

BACKUP_SETTING = "backup-days"
BACKUP_DAYS = (7, 14, 30, 90)
BACKUP_DEFAULT = 14
SHEETS_DAYS = 7
TOLD_SETTING = "reminded-day"
DIGITS_MAX = 9
DAY_S = 86_400

DAYS_SETTING = "reminded-of-days"
CONFIRM_SETTING, CONFIRM_EACH = "reminded-to-confirm", 7  # days

Reminder = Literal["", "sheets", "backup", "days", "confirm"]


class Kept(Protocol):
    @property
    def settings(self) -> Settings: ...
    @property
    def recovery(self) -> Recovery: ...
    @property
    def backups(self) -> Backups: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def confirming(self) -> Confirming: ...


def due(session: Kept, today: int | None = None) -> Reminder:
    """Return what to remind of, each at most once a day; *today* is in days since 1970."""
    day = int(time.time()) // DAY_S if today is None else today
    return _of_safety(session, day) or _of_days(session, day) or _of_what_is_old(session, day)


def _of_what_is_old(session: Kept, day: int) -> Reminder:
    """Once a week, and again only that there is something."""
    told = _number(session.settings.get(CONFIRM_SETTING), 0)
    if (
        session.reminders.wish.when == "off"
        or 0 <= day - told < CONFIRM_EACH
        or not session.confirming.mine()
    ):
        return ""
    session.settings.put(CONFIRM_SETTING, str(day))
    return "confirm"


def _of_days(session: Kept, day: int) -> Reminder:
    """The line says only that there is something: what it is stands on the first page."""
    if _number(session.settings.get(DAYS_SETTING), 0) == day or not session.reminders.now():
        return ""
    session.settings.put(DAYS_SETTING, str(day))
    return "days"


def _of_safety(session: Kept, day: int) -> Reminder:
    told = _number(session.settings.get(TOLD_SETTING), 0)
    if session.recovery.current is None:
        wait, found = SHEETS_DAYS, "sheets"
    else:
        wait, found = 1, "backup" if _backup_is_due(session) else ""
    if not told:
        session.settings.put(TOLD_SETTING, str(day))  # the first day is for other things
        return ""
    if not found or day - told < wait:
        return ""
    session.settings.put(TOLD_SETTING, str(day))
    return "sheets" if found == "sheets" else "backup"


def _backup_is_due(session: Kept) -> bool:
    limit = _number(session.settings.get(BACKUP_SETTING), BACKUP_DEFAULT)
    age = session.backups.due()
    return limit > 0 and (age is None or age >= limit)


def _number(kept: str | None, otherwise: int) -> int:
    return int(kept) if kept is not None and kept.isdecimal() and len(kept) <= DIGITS_MAX else otherwise
