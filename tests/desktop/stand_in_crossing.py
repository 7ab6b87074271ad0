"""Copies to another space, without a notebook behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sync.engine.crossing import Crossed, Wish
from sync.engine.crossing_survey import Concerned, Look, One, Readers
from sync.errors import Problem

FIELDS = (Concerned("note", "title", 1), Concerned("note", "body", 1))
KNOWN = (Concerned("contact", "known_from", 1),)
SAID = Look(1, 0, (), FIELDS, KNOWN, (), 2, 3_000_000, ("far.pdf",))


@dataclass
class Crossing:
    """Notes what it was asked for, and fails where a test wants that."""

    asked: list[tuple[tuple[str, ...], Wish]] = field(default_factory=list)
    said: Look = SAID
    spaces: dict[str, Readers] = field(default_factory=dict)
    done: Crossed | None = None
    problem: Problem | None = None

    def look(self, items: Iterable[str]) -> Look:
        ones = tuple(
            One(f"{number:016}".encode(), "space-1", "note", 0, closed=frozenset({"title", "body"}))
            for number, _ in enumerate(items)
        )
        return replace(self.said, items=len(ones), ones=ones)

    def readers(self, space: str) -> Readers:
        return self.spaces.get(space, Readers(1, wider=False))

    def copy(self, items: Iterable[str], wish: Wish, **_how: object) -> Crossed:
        if self.problem is not None:
            raise self.problem
        every = tuple(items)
        self.asked.append((every, wish))
        return self.done or Crossed({item: f"{item}-copy" for item in every})


def furnish(session: Any) -> None:
    session.crossing = Crossing()
