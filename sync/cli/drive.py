"""The same verbs in one long-lived process: a JSON array of words in, a JSON document out."""

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from sync.cli import grammar
from sync.cli.answer import Document, of_problem
from sync.cli.grammar import WrongUsage
from sync.cli.lines import Lines
from sync.engine import process, session
from sync.engine.session import Session
from sync.errors import NotebookLocked, Problem


class Drive:
    """One line in, one line out; an answer without a problem means that it is on the disk."""

    def __init__(self, profile: Path, lines: Lines, out: TextIO) -> None:
        self._profile = profile
        self._lines = lines
        self._out = out
        self._passphrase: str | None = None
        self._session: Session | None = None

    def run(self, *, locked: bool) -> int:
        try:
            if locked:
                self._say({"locked": True})
            else:
                self._passphrase = self._lines.next()
            while (line := self._lines.next()) is not None:
                if line.strip():
                    self._say(self._answer(line))
        finally:
            self._close()
        return 0

    def _say(self, document: Document) -> None:
        self._out.write(json.dumps(document, ensure_ascii=False) + "\n")
        self._out.flush()

    def _answer(self, line: str) -> Document:
        try:
            return self._do(grammar.parse(_words(line)))
        except WrongUsage as error:
            return {"code": "usage", "message": str(error)}
        except Problem as problem:
            return of_problem(problem)

    def _do(self, arguments: argparse.Namespace) -> Document:
        match arguments.verb:
            case "lock":
                return self._lock()
            case "lock travel":
                self._ran(self._opened(), arguments)
                return self._lock()
            case "unlock":
                return self._unlock(" ".join(arguments.passphrase))
            case "create":
                opened = session.create(self._profile, self._passphrase or "", name=arguments.name)
                return self._ran(opened, arguments)
            case _ if getattr(arguments, "alone", None):
                return self._ran_alone(arguments)
            case "drive":
                raise WrongUsage("drive does not nest")
            case _:
                return self._ran(self._opened(), arguments)

    def _ran(self, opened: Session, arguments: argparse.Namespace) -> Document:
        self._session, self._passphrase = opened, None
        arguments.ask = lambda _: self._lines.next() or ""
        document: Document = arguments.run(opened, arguments).document
        return document

    def _ran_alone(self, arguments: argparse.Namespace) -> Document:
        arguments.ask = lambda _: self._lines.next() or ""
        opened, answer = arguments.alone(self._profile, arguments)
        if opened is not None:
            self._session, self._passphrase = opened, None
        document: Document = answer.document
        return document

    def _opened(self) -> Session:
        if self._session is not None:
            return self._session
        if self._passphrase is None:
            raise NotebookLocked
        return session.unlock(self._profile, self._passphrase)

    def _unlock(self, passphrase: str) -> Document:
        if self._session is None:
            self._session = session.unlock(self._profile, passphrase or self._lines.next() or "")
            self._passphrase = None
        return {"locked": False}

    def _lock(self) -> Document:
        """Close, and become a new process that has never seen the words or a key (A2.6.8)."""
        self._close()
        left_over = self._lines.hand_over()
        process.replace_process(
            [
                sys.executable,
                "-m",
                "sync.cli",
                "drive",
                "--locked",
                str(left_over),
                "--profile",
                str(self._profile),
            ]
        )

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = self._passphrase = None


def _words(line: str) -> list[str]:
    try:
        words = json.loads(line)
    except ValueError as error:
        raise WrongUsage("a line is one JSON array of texts") from error
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise WrongUsage("a line is one JSON array of texts")
    return words
