"""What somebody at the relay, or on the line before it, sees of a notebook."""

import re
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import shake_256
from pathlib import Path
from sqlite3 import connect

import pytest

from sync.engine.fetch import Answer, Line, Question
from sync.wire import routes


@dataclass
class Seen:
    """Each request as it was made: what it asked for, without the numbers, and the bytes of its body."""

    requests: list[tuple[str, str, int]] = field(default_factory=list)

    def take(self) -> list[tuple[str, str, int]]:
        taken, self.requests = self.requests, []
        return taken


def watch(monkeypatch: pytest.MonkeyPatch) -> Seen:
    seen, asked = Seen(), Line.ask

    def ask(line: Line, question: Question) -> Answer:
        path = re.sub(r"after=\d+", "after", question.path)
        seen.requests.append((question.method, path, len(question.body)))
        return asked(line, question)

    monkeypatch.setattr(Line, "ask", ask)
    return seen


def lines(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Return what fills with the mailboxes that are asked about over each line, by its user name."""
    over: dict[str, set[str]] = {}
    asked = Line.ask

    def ask(line: Line, question: Question) -> Answer:
        if routes.MAILBOX in question.headers:
            over.setdefault(line._user, set()).add(question.headers[routes.MAILBOX])
        return asked(line, question)

    monkeypatch.setattr(Line, "ask", ask)
    return over


def sizes(data: Path) -> list[int]:
    """Return the bytes of every blob that the relay holds, in the order they came."""
    with closing(connect(data / "relay.db")) as file:
        return [size for (size,) in file.execute("SELECT length(data) FROM blob ORDER BY rowid")]


def dense(name: str, size: int) -> str:
    """Return *size* letters that compression makes half as many at best."""
    return shake_256(name.encode()).hexdigest(size // 2)
