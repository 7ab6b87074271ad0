"""Verbs for what was: the history of an item, and an earlier state of it brought back."""

import argparse
from datetime import UTC, datetime, timedelta
from typing import Protocol

from i18n import tr
from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.past import Change
from sync.engine.session import Session

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    grammar.verb("history", history, "item")
    back = grammar.verb("restore", restore, "item")
    back.add_argument("--at", type=moment, metavar="TIME", required=True)


def moment(text: str) -> int:
    """Return milliseconds since 1970 of an ISO time with its zone, or of such a number. Raises ValueError."""
    if text.lstrip("-").isdecimal():
        return int(text)
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError(text)
    return (when - BEGINNING) // MILLISECOND


def history(session: Session, arguments: argparse.Namespace) -> Answer:
    changes = session.past.of(session.items.find_id(arguments.item))
    return Answer([_document(one) for one in changes], [_line(one) for one in changes])


def restore(session: Session, arguments: argparse.Namespace) -> Answer:
    item = session.items.find_id(arguments.item)
    session.past.restore_at(item, arguments.at)
    return Answer({"id": item, "at_ms": arguments.at}, [tr("The item is as it was then.")])


def _document(one: Change) -> dict[str, object]:
    return {
        "at": _iso(one.at_ms),
        "at_ms": one.at_ms,
        "author": one.author,
        "checked": one.checked,
        "what": one.what,
        "field": one.field,
        "before": one.before,
        "after": one.after,
        "entry": one.entry,
    }


def _line(one: Change) -> str:
    parts = (_iso(one.at_ms), one.author, one.what, one.field, one.after.partition("\n")[0])
    return "  ".join(part for part in parts if part)


def _iso(at_ms: int) -> str:
    """A clock may say any time at all; one beyond the calendar is shown as its number."""
    try:
        when = BEGINNING + at_ms * MILLISECOND
    except OverflowError:
        return str(at_ms)
    return when.isoformat(timespec="milliseconds")
