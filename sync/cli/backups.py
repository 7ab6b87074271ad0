"""Verbs for backups: write one, look at one, make a notebook of one."""

import argparse
from pathlib import Path

from i18n import tr, tr_n
from sync.cli.answer import Answer
from sync.cli.recovery import handed, new_words
from sync.engine import backup_file
from sync.engine.restoring import Backup
from sync.engine.session import Session


def write(session: Session, arguments: argparse.Namespace) -> Answer:
    path = Path(arguments.file)
    written = session.backups.write(path)
    lines = [
        tr("The backup is written: {name}", name=path.name),
        tr("Only enough recovery sheets open it. Keep it away from the laptop."),
    ]
    return Answer({"file": str(path), "bytes": written.size}, lines)


def check(session: Session, arguments: argparse.Namespace) -> Answer:
    """Without sheets only the outside shows: its form, and whether this notebook wrote it, bit for bit."""
    path = Path(arguments.file)
    backup_file.look(path)
    known = session.backups.is_ours(path)
    lines = [
        tr("This file is, to the last letter, a backup that this notebook wrote.")
        if known
        else tr("This looks like a backup. Only sheets show whether it is whole.")
    ]
    return Answer({"ok": True, "opened": False, "known": known}, lines)


def check_inside(_: Path, arguments: argparse.Namespace) -> tuple[None, Answer]:
    found = Backup(Path(arguments.file), handed(arguments.sheets)).check()
    document: dict[str, object] = {
        "ok": True,
        "opened": True,
        "made_ms": found.made_ms,
        "person": found.person,
        "spaces": found.spaces,
        "items": found.items,
        "entries": found.entries,
    }
    lines = [
        tr("The backup is whole. All of it was read."),
        tr_n("{count} space", "{count} spaces", found.spaces),
        tr_n("{count} item", "{count} items", found.items),
    ]
    return None, Answer(document, lines)


def restore(profile: Path, arguments: argparse.Namespace) -> tuple[Session, Answer]:
    words = new_words(arguments)
    opened = Backup(Path(arguments.file), handed(arguments.sheets)).restore(profile, words)
    lines = [
        tr("Your notebook is back."),
        tr("This laptop has new keys. Your spaces learn of it when you next send."),
    ]
    return opened, Answer({"ok": True, "person": opened.me.person}, lines)
