"""Days and reminders of a stand-in session."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sync.engine.agenda import Occurrence
from sync.engine.confirming import Asked, Standing
from sync.engine.events import ItemsChanged
from sync.engine.meetings import Belonging
from sync.engine.reminders import Reminder, When, Wish

TODAY = dt.date(2026, 12, 3)


def event(item: str, title: str, day: dt.date, hour: int | None = None, **more: Any) -> Occurrence:
    begins = dt.datetime.combine(day, dt.time(hour)) if hour is not None else None
    ends = begins + dt.timedelta(minutes=90) if begins else None
    given = {
        "kind": "event", "field": "begins", "place": 0, "said": "", "last_day": day, "begins": begins,
        "ends": ends, "repeats": False, "reminds": True, "done": False,
    } | more  # fmt: skip
    return Occurrence(item=item, space="space-1", title=title, day=day, **given)


def deadline(item: str, title: str, day: dt.date, **more: Any) -> Occurrence:
    return event(item, title, day, **({"kind": "call", "field": "deadline"} | more))


@dataclass
class Agenda:
    rows: list[Occurrence] = field(default_factory=list)
    asked: list[tuple[dt.date, dt.date]] = field(default_factory=list)

    def today(self) -> dt.date:
        return TODAY

    def between(
        self, first_day: dt.date, last_day: dt.date, _spaces: Collection[str] | None = None
    ) -> list[Occurrence]:
        self.asked.append((first_day, last_day))
        return [one for one in self.rows if one.day <= last_day and one.last_day >= first_day]

    def due(self, days: int, _spaces: Collection[str] | None = None) -> list[Occurrence]:
        last = TODAY + dt.timedelta(days=days)
        return [one for one in self.rows if one.day <= last and not one.done]


@dataclass
class Reminders:
    agenda: Agenda
    wish: Wish = field(default_factory=Wish)
    hushed: dict[str, int] = field(default_factory=dict)

    def choose(self, when: When, without: Collection[str] = ()) -> None:
        self.wish = Wish(when, frozenset(without))

    def kinds(self) -> tuple[str, ...]:
        return ("event", "call", "plan")

    def now(self) -> list[Reminder]:
        return [] if self.wish.when == "off" else self.due(1)

    def due(self, days: int, _spaces: Collection[str] | None = None) -> list[Reminder]:
        every = [Reminder(one.item, one, (one.day - TODAY).days) for one in self.agenda.due(days)]
        return [each for each in every if each.name not in self.hushed]

    def recall(self, name: str) -> None:
        del self.hushed[name]

    def dismiss(self, name: str) -> None:
        self.hushed[name] = 9999

    def snooze(self, name: str, days: int = 1) -> None:
        self.hushed[name] = days


@dataclass
class Confirming:
    """Asks for what it is told to ask for, until somebody confirms it."""

    rows: list[Asked] = field(default_factory=list)
    standing: Standing | None = None

    def mine(self, _wanted: Collection[str] | None = None) -> list[Asked]:
        return list(self.rows)

    def of(self, _item: str) -> Standing | None:
        return self.standing

    def confirm(self, item: str, *, by: object = None) -> ItemsChanged:
        self.rows = [one for one in self.rows if one.item != item]
        self.standing = None
        return ItemsChanged(frozenset({item}), by)


@dataclass
class Meetings:
    may: bool = True
    said: list[tuple[str, dt.date, dt.date, bool]] = field(default_factory=list)
    folder: list[Belonging] = field(default_factory=list)

    def belonging(self, _item: str) -> list[Belonging]:
        return list(self.folder)

    def may_move(self, _space: str) -> bool:
        return self.may

    def move(
        self, item: str, day: dt.date, to: dt.date, *, only: bool = False, by: object = None
    ) -> ItemsChanged:
        self.said.append((item, day, to, only))
        return ItemsChanged(frozenset({item}), by)


def furnish(session: Any) -> None:
    session.agenda = Agenda()
    session.reminders = Reminders(session.agenda)
    session.confirming, session.meetings = Confirming(), Meetings()
