"""What lists ask of the engine: rows in an order, many items at once, and a way back."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from sync.engine.events import ItemsChanged
from sync.engine.choice import NEWEST, Choice

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class ItemRow(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def space(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def preview(self) -> str: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def changed_ms(self) -> int: ...
    @property
    def twofold(self) -> bool: ...
    @property
    def trashed(self) -> bool: ...
    @property
    def author(self) -> str: ...


class Listing(Protocol):
    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def rows(self) -> Sequence[ItemRow]: ...


class Lists(Protocol):
    def listing(
        self, space: str, kind: str | None = None, *, trashed: bool = False, choice: Choice = NEWEST
    ) -> Listing: ...
    def found(self, words: str, *, space: str | None = None, choice: Choice = NEWEST) -> Listing: ...
    def rows(self, ids: Sequence[str]) -> Sequence[ItemRow]: ...
    def tags(self, space: str, kind: str | None = None) -> Sequence[str]: ...


class Many(Protocol):
    def drop(
        self, items: Iterable[str], *, by: object = None, progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged: ...  # fmt: skip
    def restore(
        self, items: Iterable[str], *, by: object = None, progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged: ...  # fmt: skip
    def tag(
        self, items: Iterable[str], tags: str, *, by: object = None, progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged: ...  # fmt: skip
    def untag(self, items: Iterable[str], tags: str, *, by: object = None) -> ItemsChanged: ...


class History(Protocol):
    def undo(self, *, by: object = None) -> ItemsChanged | None: ...
    def redo(self, *, by: object = None) -> ItemsChanged | None: ...
