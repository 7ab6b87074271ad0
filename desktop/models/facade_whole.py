"""What the windows ask of the engine about everything at once, and about portals, as shapes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_words import SpaceWords
from sync.engine.whole_export import Wish
from sync.errors import Problem

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class TakenOut(Protocol):
    @property
    def items(self) -> int: ...
    @property
    def files(self) -> int: ...
    @property
    def missing(self) -> Sequence[str]: ...
    @property
    def stayed(self) -> int: ...


class Refused(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def reason(self) -> str: ...


class BroughtBack(Protocol):
    @property
    def added(self) -> int: ...
    @property
    def files(self) -> int: ...
    @property
    def refused(self) -> Sequence[Refused]: ...


class Whole(Protocol):
    @property
    def take_out(self) -> "TakesOut": ...
    @property
    def bring_in(self) -> "BringsIn": ...
    @property
    def bring_in_joplin(self) -> "BringsInto": ...


class TakesOut(Protocol):
    def __call__(
        self,
        target: Path,
        wish: Wish,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> TakenOut: ...


class BringsIn(Protocol):
    def __call__(
        self,
        folder: Path,
        space: str | None = None,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> BroughtBack: ...


class BringsInto(Protocol):
    def __call__(
        self,
        path: Path,
        space: str,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> BroughtBack: ...


class FoundsSpaces(Protocol):
    def all(self) -> Sequence[SpaceRow]: ...
    def new(self, name: str, /) -> SpaceRow: ...


class HoldsAll(Protocol):
    """The part of an open notebook that is taken out whole, and brought back."""

    @property
    def whole(self) -> Whole: ...
    @property
    def spaces(self) -> FoundsSpaces: ...
    @property
    def wording(self) -> SpaceWords: ...


class FeedRow(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def sort(self) -> str: ...
    @property
    def fetched(self) -> str: ...
    @property
    def agreed(self) -> bool: ...


class Fetched(Protocol):
    @property
    def added(self) -> int: ...
    @property
    def problems(self) -> Sequence[tuple[str, Problem]]: ...
    @property
    def waiting(self) -> Sequence[str]: ...


class Portals(Protocol):
    def add(self, space: str, address: str, *, title: str = "", sort: str = "news") -> str: ...
    def agree(self, feed: str) -> object: ...
    def rows(self, space: str) -> Sequence[FeedRow]: ...
    def fetch(
        self, space: str, *, progress: Progress | None = None, cancelled: Stopped | None = None
    ) -> Fetched: ...
