"""The questions of a form, and the lines in which answers to them are kept: "id: value"."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.model.kinds.values import QUESTION


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    way: str
    words: str
    options: tuple[str, ...] = ()


def questions(text: str) -> list[Question]:
    """Return the questions in *text*, each id once; lines that are none are left out."""
    found: dict[str, Question] = {}
    for line in text.splitlines():
        match = QUESTION.fullmatch(line.strip())
        if match:
            options = tuple(each.strip() for each in (match[4] or "").split(";") if each.strip())
            found.setdefault(match[1], Question(match[1], match[2], match[3].strip(), options))
    return list(found.values())


def answers(text: str) -> dict[str, str]:
    """Return each answer by the id of its question; what is no answer stands under its whole line."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if line.strip():
            found[name.strip() if colon else line.strip()] = value.strip() if colon else ""
    return found


def written(given: Mapping[str, str], rest: str) -> str:
    """Return the lines to be kept: answers in the order of their questions, then what answers none."""
    lines = [f"{name}: {' '.join(value.split())}" for name, value in given.items() if value.strip()]
    return "\n".join([*lines, *([rest] if rest else [])])


def besides(text: str, asked: list[Question]) -> str:
    """Return the lines of *text* that answer none of these questions."""
    known = {each.id for each in asked}
    lines = (line.strip() for line in text.splitlines() if line.strip())
    return "\n".join(line for line in lines if ":" not in line or line.partition(":")[0].strip() not in known)
