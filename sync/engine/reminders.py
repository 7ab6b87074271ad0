"""What a person wants to be reminded of, worked out here and nowhere else; nothing is ever mailed."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from sync.engine.agenda import Agenda, Occurrence
from sync.engine.notebook import Notebook
from sync.model import kinds
from sync.store import dated, settings
from sync.store.database import Db

When = Literal["off", "day", "day-before", "week-before"]
AHEAD: Mapping[When, int] = {"day": 0, "day-before": 1, "week-before": 7}
DEFAULT: When = "day-before"
WHEN, WITHOUT = "setting/reminders/when", "setting/reminders/without"
NEVER = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Wish:
    """When somebody wants to be reminded, and of which kinds not."""

    when: When = DEFAULT
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reminder:
    name: str
    """Which it is, for `dismiss` and `snooze`."""
    of: Occurrence
    days: int
    """From today on: 0 for today, less for what is overdue."""


class Reminders:
    def __init__(self, book: Notebook, agenda: Agenda) -> None:
        self._book, self._agenda = book, agenda

    @property
    def wish(self) -> Wish:
        return self._book.read(_wish)

    def choose(self, when: When, without: Collection[str] = ()) -> None:
        """Keep when to remind, and of which kinds not."""

        def keep(db: Db) -> None:
            settings.put(db, WHEN, when.encode())
            settings.put(db, WITHOUT, " ".join(sorted(without)).encode())

        self._book.write(keep)

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that have dates to be reminded of."""
        return tuple(kind.name for kind in kinds.ALL.values() if any(each.reminds for each in kind.fields))

    def now(self) -> list[Reminder]:
        """Return what to remind of today, the most urgent first."""
        wish = self.wish
        if wish.when == "off":
            return []
        return [each for each in self.due(AHEAD[wish.when]) if each.of.kind not in wish.without]

    def due(self, days: int, spaces: Collection[str] | None = None) -> list[Reminder]:
        """Return what is overdue or due within *days*, but for what somebody dismissed or put off."""
        today = self._agenda.today()
        hushed = self._book.read(lambda db: dated.hushed(db, today.toordinal()))
        found = [_reminder(one, today) for one in self._agenda.due(days, spaces)]
        return [each for each in found if each.name not in hushed]

    def dismiss(self, name: str) -> None:
        """Never remind of this again; another day of the same item is another reminder."""
        self._hush(name, NEVER)

    def recall(self, name: str) -> None:
        """Remind of this as if it had neither been dismissed nor put off."""
        self._book.write(lambda db: dated.speak(db, name))

    def snooze(self, name: str, days: int = 1) -> None:
        """Say nothing of this for some days."""
        self._hush(name, self._agenda.today().toordinal() + days)

    def _hush(self, name: str, until: int) -> None:
        today = self._agenda.today().toordinal()
        self._book.write(lambda db: dated.hush(db, name, until, today))


def _wish(db: Db) -> Wish:
    when = (settings.get(db, WHEN) or b"").decode("utf-8", "replace")
    without = (settings.get(db, WITHOUT) or b"").decode("utf-8", "replace")
    known = next((each for each in ("off", *AHEAD) if each == when), DEFAULT)
    return Wish(known, frozenset(without.split()))


def _reminder(one: Occurrence, today: dt.date) -> Reminder:
    name = f"{one.item}/{one.field}/{one.day.isoformat()}/{one.said}"[:300]
    return Reminder(name, one, (one.day - today).days)
