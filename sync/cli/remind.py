"""The verbs that say what is due or to be confirmed, and take it off the list."""

import argparse
from typing import Protocol

from i18n import formats, tr, tr_n
from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.agenda import Occurrence
from sync.engine.confirming import Asked
from sync.engine.reminders import Reminder
from sync.engine.session import Session

DAYS = 14
DAYS_MAX = 3_650
LATER = 1


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...
    def also_a_group(self, name: str, parser: argparse.ArgumentParser) -> None: ...


def verbs(grammar: Grammar) -> None:
    parser = grammar.verb("remind", due)
    parser.add_argument("--days", type=_days, default=DAYS, metavar="N")
    parser.add_argument("--space", metavar="SPACE")
    grammar.also_a_group("remind", parser)
    grammar.verb("remind done", done, "item")
    later = grammar.verb("remind later", put_off, "item")
    later.add_argument("--days", dest="away", type=_days, default=LATER, metavar="N")
    grammar.verb("confirm", confirm, "item")


def _days(text: str) -> int:
    number = int(text)
    if not 0 <= number <= DAYS_MAX:
        raise ValueError(text)
    return number


def due(session: Session, arguments: argparse.Namespace) -> Answer:
    """Print what is overdue, what is due within some days, and what waits to be confirmed."""
    spaces = [session.spaces.find(arguments.space).id] if arguments.space else None
    found = session.reminders.due(arguments.days, spaces)
    asked = session.confirming.mine(spaces)
    lines = [f"{formats.date_of(one.of.day)}  {one.of.kind}  {_said(one.of)}" for one in found]
    lines += [f"{_confirmed(one)}  {one.kind}  {one.title or tr('Without a title')}" for one in asked]
    return Answer([*map(_row, found), *map(_asked_row, asked)], lines or [_nothing(arguments.days)])


def done(session: Session, arguments: argparse.Namespace) -> Answer:
    """Remind of something no more: of one line of `remind` by its name, or of all that an item has."""
    names = _names(session, arguments.item)
    for name in names:
        session.reminders.dismiss(name)
    return Answer({"names": names}, names)


def put_off(session: Session, arguments: argparse.Namespace) -> Answer:
    """Say nothing of it for some days."""
    names = _names(session, arguments.item)
    for name in names:
        session.reminders.snooze(name, arguments.away)
    return Answer({"names": names}, names)


def confirm(session: Session, arguments: argparse.Namespace) -> Answer:
    """Say that an item is still right today."""
    item = session.items.find_id(arguments.item)
    session.confirming.confirm(item)
    return Answer({"id": item}, [item])


def _names(session: Session, said: str) -> list[str]:
    found = session.reminders.due(DAYS_MAX)
    exact = [one.name for one in found if one.name == said]
    if exact:
        return exact
    item = session.items.find_id(said)
    return [one.name for one in found if one.of.item == item]


def _nothing(days: int) -> str:
    return tr_n("Nothing is due within {count} day.", "Nothing is due within {count} days.", days)


def _said(one: Occurrence) -> str:
    return " · ".join(part for part in (one.title or tr("Without a title"), one.said) if part)


def _confirmed(one: Asked) -> str:
    if one.confirmed is None:
        return tr("Never confirmed")
    return tr("Confirmed on {day}", day=formats.date_of(one.confirmed))


def _row(reminder: Reminder) -> dict[str, object]:
    one = reminder.of
    times = {"begins": one.begins, "ends": one.ends}
    return {
        "id": one.item, "space": one.space, "kind": one.kind, "field": one.field, "title": one.title,
        "text": one.said, "day": one.day.isoformat(), "last_day": one.last_day.isoformat(),
        **{name: time.isoformat("T", "minutes") if time else None for name, time in times.items()},
        "days": reminder.days, "name": reminder.name, "confirm": False,
    }  # fmt: skip


def _asked_row(one: Asked) -> dict[str, object]:
    day = one.confirmed.isoformat() if one.confirmed else None
    return {
        "id": one.item, "space": one.space, "kind": one.kind, "field": one.field, "title": one.title,
        "text": "", "day": day, "last_day": day, "begins": None, "ends": None,
        "days": -one.days if one.confirmed else None, "name": "", "confirm": True,
    }  # fmt: skip
