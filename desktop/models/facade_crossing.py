"""What the windows ask of the engine where items are copied to another space."""

from collections.abc import Callable, Iterable
from typing import Protocol

from sync.engine.crossing import Crossed, Wish
from sync.engine.crossing_survey import Look, Readers

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class Crossing(Protocol):
    def look(self, items: Iterable[str]) -> Look: ...
    def readers(self, space: str) -> Readers: ...
    def copy(
        self, items: Iterable[str], wish: Wish, *, by: object = None,
        progress: Progress | None = None, cancelled: Stopped | None = None,
    ) -> Crossed: ...  # fmt: skip


class Crosses(Protocol):
    """The part of an open notebook that copies between its spaces."""

    @property
    def crossing(self) -> Crossing: ...
