"""What can be asked of a notebook that is damaged, lost, or whose words are forgotten, as shapes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from desktop.models.door import Maker
from desktop.models.facade import Progress, Session, Stopped


class SheetSeen(Protocol):
    """What one sheet says of itself."""

    @property
    def set_id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def need(self) -> int: ...


class Contents(Protocol):
    @property
    def made_ms(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def spaces(self) -> int: ...
    @property
    def items(self) -> int: ...


class LostInSpace(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def missing(self) -> int: ...
    @property
    def uncertain(self) -> bool: ...


class Rescued(Protocol):
    @property
    def entries(self) -> int: ...
    @property
    def spaces(self) -> Sequence[LostInSpace]: ...
    @property
    def kept_as(self) -> Sequence[str]: ...


class Cures(Maker, Protocol):
    def sheet(self, text: str, place: int) -> SheetSeen:
        """Look at one sheet, the *place*-th that was entered. Raises Problem for one that is not right."""

    def recover(self, profile: Path, sheets: Sequence[str], new_words: str) -> Session: ...
    def rescue(
        self, profile: Path, words: str, progress: Progress | None, cancelled: Stopped | None
    ) -> Rescued: ...
    def look_over(
        self, backup: Path, sheets: Sequence[str], progress: Progress | None, cancelled: Stopped | None
    ) -> Contents: ...
    def restore(
        self, backup: Path, sheets: Sequence[str], profile: Path, new_words: str,
        progress: Progress | None, cancelled: Stopped | None,
    ) -> Session: ...  # fmt: skip
