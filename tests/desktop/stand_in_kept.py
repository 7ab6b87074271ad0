"""What keeps, finds and shows things of all kinds, in memory: one small class for each service."""

from collections.abc import Iterable
from typing import Any

from sync.engine.assessments import Comparison
from sync.engine.events import ItemsChanged
from sync.engine.rolling_up import RollUp


class Spots:
    def __init__(self) -> None:
        self.rows: list[Any] = []

    def of(self, _space: str, _kind: str, _field: str = "places") -> list[Any]:
        return list(self.rows)


class Board:
    """Topics and threads as they were handed in; what was asked of them is noted."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.threads: dict[str, Any] = {}
        self.said: list[tuple[str, str]] = []
        self.held: dict[str, str] = {}
        self.seen: dict[str, list[str]] = {}

    def topics(self, _space: str) -> list[Any]:
        return list(self.rows)

    def thread(self, topic: str) -> Any:
        return self.threads[topic]

    def reply(self, topic: str, text: str, *, by: object = None) -> ItemsChanged:
        self.said.append((topic, text))
        return ItemsChanged(frozenset({topic}), by)

    def looked(self, topic: str, words: Iterable[str]) -> None:
        self.seen[topic] = list(words)

    def hold(self, topic: str, text: str) -> None:
        self.held[topic] = text


class Assessments:
    def __init__(self) -> None:
        self.comparison = Comparison((), (), ())
        self.sums: tuple[RollUp, ...] = ()

    def compare(self, _form: str) -> Comparison:
        return self.comparison

    def roll_ups(self, _form: str) -> tuple[RollUp, ...]:
        return self.sums


def furnish(session: Any) -> None:
    session.assessments = Assessments()
    session.spots = Spots()
    session.board = Board()
