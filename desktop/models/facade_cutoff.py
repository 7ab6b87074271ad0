"""What was being brought in or attached when the notebook was closed, as the window sees it."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from sync.engine.under_way import Note


class UnderWay(Protocol):
    def cut_off(self) -> Sequence[Note]: ...
    def seen(self, names: Iterable[str]) -> object: ...


class Notes(Protocol):
    """What of an open notebook knows what was cut off."""

    @property
    def under_way(self) -> UnderWay: ...
