"""Verbs for the archive of a space: packed entries at its delivery services."""

import argparse

from i18n import tr, tr_n
from sync.cli.answer import Answer
from sync.cli.ways import Grammar
from sync.engine.session import Session


def verbs(grammar: Grammar) -> None:
    grammar.verb("archive list", every, "space")
    grammar.verb("archive pack", pack, "space")
    grammar.verb("archive fetch", fetch, "space")
    grammar.verb("archive trim", trim, "space")
    grammar.verb("archive automatic", automatic).add_argument("state", nargs="?", choices=("on", "off"))


def every(session: Session, arguments: argparse.Namespace) -> Answer:
    rows = session.archive.rows(session.spaces.find(arguments.space).id)
    document: list[dict[str, object]] = [
        {
            "id": row.id,
            "bytes": row.size,
            "parts": row.parts,
            "seen_ms": row.seen_ms,
            "announced": row.announced,
            "state": row.state,
            "here": row.here,
        }
        for row in rows
    ]
    lines = [f"{row.id[:12]}  {row.size}  {row.state}" for row in rows]
    return Answer(document, lines or [tr("Nothing is archived here yet.")])


def pack(session: Session, arguments: argparse.Namespace) -> Answer:
    packed = session.archive.pack(session.spaces.find(arguments.space).id)
    document: dict[str, object] = {
        "segments": packed.segments,
        "entries": packed.entries,
        "bytes": packed.size,
    }
    return Answer(document, [tr_n("{count} change archived.", "{count} changes archived.", packed.entries)])


def fetch(session: Session, arguments: argparse.Namespace) -> Answer:
    new = session.archive.fetch(session.spaces.find(arguments.space).id)
    return Answer({"received": new}, [tr_n("{count} change received.", "{count} changes received.", new)])


def trim(session: Session, arguments: argparse.Namespace) -> Answer:
    trimmed = session.archive.trim(session.spaces.find(arguments.space).id)
    document: dict[str, object] = {"trimmed": trimmed.mailboxes, "closed": trimmed.closed}
    return Answer(document, [tr("Done.")])


def automatic(session: Session, arguments: argparse.Namespace) -> Answer:
    """Say whether this notebook packs and trims by itself once a week, or change that."""
    if arguments.state is not None:
        session.archive.set_by_itself(on=arguments.state == "on")
    on = session.archive.by_itself
    said = tr("The archive is kept by itself.") if on else tr("The archive is kept when you ask for it.")
    return Answer({"automatic": on}, [said])
