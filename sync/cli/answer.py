"""What a verb gives back: one JSON document for programs, lines for people."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from i18n import problems
from sync.errors import Problem

Document = dict[str, object] | list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Answer:
    document: Document
    lines: Sequence[str]
    problem: Problem | None = None
    """Something was done, and something else was not: the exit code says so."""

    def text(self) -> str:
        return "\n".join(self.lines)

    def as_json(self) -> str:
        return json.dumps(self.document, ensure_ascii=False)


def message(problem: Problem) -> str:
    said = problems.sentences(problem.code, problem.holes)
    return " ".join(part for part in (said.what, said.safe, said.do) if part)


def of_problem(problem: Problem) -> dict[str, object]:
    return {"code": problem.code, "message": message(problem)}
