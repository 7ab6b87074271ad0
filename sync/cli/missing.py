"""The verb for what somebody wrote and has not arrived."""

import argparse

from i18n import missing
from sync.cli.answer import Answer
from sync.engine.session import Session


def look(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id
    rows = session.repairs.gaps(space)
    document: list[dict[str, object]] = [
        {
            "person": row.person,
            "name": row.name,
            "device": row.device,
            "from": row.first,
            "to": row.last,
            "count": row.count,
            "since": row.since_ms,
            "asked": row.asked_ms,
        }
        for row in rows
    ]
    lines = [missing.gap(row.name, row.count) for row in rows]
    lines += [missing.differing(row.name) for row in session.repairs.differing(space)]
    return Answer(document, lines or [missing.nothing()])
