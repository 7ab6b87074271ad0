"""Questions of a form and the answers to them, as they are kept in lines (PROTOCOL 3.25)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.model.kinds.declaration import Field, FieldType
from sync.model.kinds.values import QUESTION, BadValue, checked

SCALE = ("1", "2", "3", "4", "5")
YES_NO = ("yes", "no")
NUMBER = Field("number", FieldType.NUMBER, "number")


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    way: str
    """How it is answered: text, number, scale, choice or yes-no."""
    words: str
    options: tuple[str, ...] = ()
    """What is chosen between, in the order of the form."""


def asked(text: str) -> tuple[Question, ...]:
    """Return the questions in *text*, each id once; lines that are none are left out."""
    found: dict[str, Question] = {}
    for line in text.splitlines():
        match = QUESTION.fullmatch(line.strip())
        if match is not None:
            name, way, words, options = match.groups()
            found.setdefault(name, Question(name, way, words.strip(), _options(way, options or "")))
    return tuple(found.values())


def _options(way: str, text: str) -> tuple[str, ...]:
    if way == "choice":
        return tuple(dict.fromkeys(each.strip() for each in text.split(";") if each.strip()))
    return {"scale": SCALE, "yes-no": YES_NO}.get(way, ())


def given(text: str, questions: Sequence[Question]) -> dict[str, str]:
    """Return the answers in *text* by the id of their question; what answers none of them is left out."""
    known = {each.id: each for each in questions}
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, _, said = (part.strip() for part in line.partition(":"))
        if name in known and said and is_answer(known[name], said):
            found.setdefault(name, said)
    return found


def is_answer(question: Question, said: str) -> bool:
    """Return whether *said* can be counted as an answer to *question*."""
    if question.way == "number":
        try:
            return bool(checked(NUMBER, said))
        except BadValue:
            return False
    return question.way == "text" or said in question.options
