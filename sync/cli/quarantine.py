"""Verbs for what was set aside in a space, and for letting it count after all."""

import argparse

from i18n import set_aside, tr, tr_n
from sync.cli.answer import Answer
from sync.engine.session import Session
from sync.refusals import NothingToAdmit


def look(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    if arguments.way == "admit":
        return _admit(session, space.id, arguments.entries)
    rows = session.quarantine.rows(space.id)
    document: list[dict[str, object]] = [
        {
            "entry": row.entry,
            "kind": row.kind,
            "author": row.author,
            "titles": list(row.titles),
            "reason": row.reason,
            "message": set_aside.why(row.reason),
            "admissible": row.admissible,
        }
        for row in rows
    ]
    lines = ["  ".join((row.entry[:12], row.author, set_aside.why(row.reason), *row.titles)) for row in rows]
    return Answer(document, lines or [tr("Nothing is set aside here.")])


def _admit(session: Session, space: str, asked: list[str]) -> Answer:
    rows = session.quarantine.rows(space)
    chosen = [row.entry for row in rows if any(row.entry.startswith(each) for each in asked)]
    if asked and not chosen:
        raise NothingToAdmit
    admitted = session.quarantine.admit(space, chosen or None)
    lines = [tr_n("{count} change let in.", "{count} changes let in.", len(admitted))]
    return Answer({"admitted": admitted}, lines)
