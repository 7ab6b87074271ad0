"""Verbs for what opens the notebook: other words, and the travel lock."""

import argparse
from pathlib import Path

from i18n import notices, tr
from sync.cli import files
from sync.cli.answer import Answer
from sync.engine.session import Session


def change(session: Session, arguments: argparse.Namespace) -> Answer:
    current, new = _current(arguments), _new(arguments)
    session.words.change(current, new)
    lines = [tr("From now on the new words open this notebook.")]
    if not arguments.rekey:
        return Answer({"changed": True, "rekeyed": False}, [*lines, *notices.lines(notices.WORDS_CHANGED)])
    rekeyed = session.words.rekey(new)
    lines.append(tr("Everything in it is sealed anew; old words are useless for it."))
    if rekeyed.sheets_void:
        lines += notices.lines(notices.SHEETS_VOID)
    return Answer({"changed": True, "rekeyed": True}, lines)


def lock_travel(session: Session, _: argparse.Namespace) -> Answer:
    session.travel_lock()
    return Answer({"locked": True}, [tr("Only recovery sheets open this notebook now.")])


def _current(arguments: argparse.Namespace) -> str:
    """Return the words that opened the notebook, or, where they are forgotten, ask for them again."""
    given: str | None = getattr(arguments, "opened_with", None)
    if given is not None:
        return given
    path = getattr(arguments, "passphrase_file", None)
    return _of_file(path) if path else _asked(arguments, tr("Password words: "))


def _new(arguments: argparse.Namespace) -> str:
    path = arguments.new_passphrase_file
    return _of_file(path) if path else _asked(arguments, tr("New password words: "))


def _of_file(path: str) -> str:
    return files.text(Path(path)).rstrip("\r\n")


def _asked(arguments: argparse.Namespace, prompt: str) -> str:
    typed: str = arguments.ask(prompt)
    return typed
