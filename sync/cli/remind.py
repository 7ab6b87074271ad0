"""The verb that says what is due."""

import argparse
from typing import Protocol

from i18n import formats, tr, tr_n
from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.agenda import Occurrence
from sync.engine.session import Session

DAYS = 14
DAYS_MAX = 3_650


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    parser = grammar.verb("remind", due)
    parser.add_argument("--days", type=_days, default=DAYS, metavar="N")
    parser.add_argument("--space", metavar="SPACE")


def _days(text: str) -> int:
    number = int(text)
    if not 0 <= number <= DAYS_MAX:
        raise ValueError(text)
    return number


def due(session: Session, arguments: argparse.Namespace) -> Answer:
    """Print what is overdue and what is due within some days."""
    spaces = [session.spaces.find(arguments.space).id] if arguments.space else None
    found = session.agenda.due(arguments.days, spaces)
    today = session.agenda.today()
    rows: list[dict[str, object]] = [_row(one) | {"days": (one.day - today).days} for one in found]
    lines = [f"{formats.date_of(one.day)}  {one.kind}  {_said(one)}" for one in found]
    if not lines:
        lines = [_nothing(arguments.days)]
    return Answer(rows, lines)


def _nothing(days: int) -> str:
    return tr_n("Nothing is due within {count} day.", "Nothing is due within {count} days.", days)


def _said(one: Occurrence) -> str:
    return " · ".join(part for part in (one.title or tr("Without a title"), one.said) if part)


def _row(one: Occurrence) -> dict[str, object]:
    times = {"begins": one.begins, "ends": one.ends}
    return {
        "id": one.item, "space": one.space, "kind": one.kind, "field": one.field, "title": one.title,
        "text": one.said, "day": one.day.isoformat(), "last_day": one.last_day.isoformat(),
        **{name: time.isoformat("T", "minutes") if time else None for name, time in times.items()},
    }  # fmt: skip
