"""What windows ask of the engine where files are attached to items."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from sync.engine.attachments import Attachment

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class Came(Protocol):
    @property
    def missing(self) -> int: ...


class Rule(Protocol):
    @property
    def way(self) -> str: ...
    @property
    def above_mb(self) -> int: ...


class Rules(Protocol):
    @property
    def said(self) -> Rule: ...
    def say(self, way: str, above_mb: int = ..., /) -> object: ...


class HasRules(Protocol):
    @property
    def rules(self) -> Rules: ...


class Attachments(HasRules, Protocol):
    def rows(self, item: str) -> Sequence[Attachment]: ...
    def add(
        self, item: str, path: Path, *, progress: Progress | None = None,
        cancelled: Stopped | None = None, by: object = None,
    ) -> Attachment: ...  # fmt: skip
    def add_pieces(
        self, item: str, name: str, media_type: str, pieces: Iterable[bytes], *,
        progress: Progress | None = None, by: object = None,
    ) -> Attachment: ...  # fmt: skip
    def data(self, attachment: str, most: int) -> bytes: ...
    def save(
        self, attachment: str, target: Path, *, progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> None: ...  # fmt: skip
    def remove(self, item: str, attachment: str, *, by: object = None) -> object: ...
    def rename(self, item: str, attachment: str, name: str, *, by: object = None) -> object: ...
    def fetch(
        self, attachments: Iterable[str], *, progress: Progress | None = None,
        cancelled: Stopped | None = None, at_once: bool = False,
    ) -> Came: ...  # fmt: skip
    def send(
        self, attachments: Iterable[str], *, progress: Progress | None = None,
        cancelled: Stopped | None = None, at_once: bool = False,
    ) -> int: ...  # fmt: skip
