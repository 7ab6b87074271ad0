"""What the history of an item and the trash ask of the engine."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from desktop.models.facade_attachments import Attachments
from sync.engine.events import ItemsChanged
from sync.engine.past import Change

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]
Fields = Mapping[str, str]


class Past(Protocol):
    def of(
        self, item: str, *, sittings: bool = False, progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> Sequence[Change]: ...  # fmt: skip
    def around(
        self, item: str, change: Change, *, cancelled: Stopped | None = None
    ) -> tuple[Fields, Fields]: ...
    def restore_at(self, item: str, time_ms: int, *, change: str = "", by: object = None) -> ItemsChanged: ...


class Trash(Protocol):
    def days_left(self, space: str) -> Mapping[str, int]: ...
    def empty(self, space: str, *, by: object = None) -> ItemsChanged: ...


class Remembers(Protocol):
    """The part of an open notebook that knows what was, and what is attached."""

    @property
    def past(self) -> Past: ...
    @property
    def trash(self) -> Trash: ...
    @property
    def attachments(self) -> Attachments: ...
