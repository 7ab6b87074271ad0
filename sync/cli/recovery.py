"""Verbs for recovery sheets: make them, and open a notebook with them."""

import argparse
from pathlib import Path

from i18n import notices, sheets, tr, tr_n
from sync.cli import files
from sync.cli.answer import Answer
from sync.engine import recovered
from sync.engine.session import Session
from sync.engine.sheets import Sheet
from sync.errors import FileUnwritable
from sync.recovery_refusals import SheetsForeign

COUNTS = range(2, 17)  # of sheets in a set


def make(session: Session, arguments: argparse.Namespace) -> Answer:
    folder = Path(arguments.to)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(name=folder.name) from error
    made = session.recovery.make(arguments.shares, arguments.need)
    paths = [_written(folder, sheet) for sheet in made]
    lines = [
        tr_n("{count} sheet is written.", "{count} sheets are written.", len(paths)),
        *map(str, paths),
        *notices.lines(notices.SHEETS_MADE),
    ]
    document: dict[str, object] = {
        "files": [str(path) for path in paths],
        "need": arguments.need,
        "shares": arguments.shares,
        "set": made[0].set_id,
    }
    return Answer(document, lines)


def _written(folder: Path, sheet: Sheet) -> Path:
    path = folder / f"{sheet.set_id}-{sheet.number}.txt"  # says nothing of whom or what it is for
    files.write(path, sheets.text(sheet).encode())
    return path


def rehearse(session: Session, arguments: argparse.Namespace) -> Answer:
    fits = session.recovery.rehearse(handed(arguments.sheets))
    said = tr("These sheets open this notebook.") if fits else ""
    return Answer({"fits": fits}, [said] if fits else [], None if fits else SheetsForeign())


def retire(session: Session, arguments: argparse.Namespace) -> Answer:
    session.recovery.retire(handed(arguments.sheets))
    return Answer({"retired": True}, [tr("These sheets bring no laptop back any more.")])


def use(profile: Path, arguments: argparse.Namespace) -> tuple[Session, Answer]:
    opened = recovered.use(profile, handed(arguments.sheets), new_words(arguments))
    return opened, Answer({"recovered": True}, [tr("From now on the new words open this notebook.")])


def handed(given: list[str]) -> list[str]:
    """Return the text of each sheet: a file's where there is one of that name, else what was typed."""
    return [files.text(Path(one)) if _is_file(one) else one for one in given]


def _is_file(one: str) -> bool:
    try:
        return Path(one).is_file()
    except (OSError, ValueError):
        return False  # 33 words are too long for a name


def new_words(arguments: argparse.Namespace) -> str:
    path: str | None = arguments.new_passphrase_file
    if path:
        return files.text(Path(path)).rstrip("\r\n")
    typed: str = arguments.ask(tr("New password words: "))
    return typed
