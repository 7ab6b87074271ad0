"""What can be asked before a notebook is open."""

from pathlib import Path
from typing import Protocol

from desktop.models.facade import Progress, Session


class Strength(Protocol):
    @property
    def bits(self) -> float: ...
    @property
    def enough(self) -> bool: ...
    @property
    def generated(self) -> bool: ...


class Maker(Protocol):
    """Makes password words, and says how hard others are to guess."""

    def generated_passphrase(self, language: str = "en") -> str: ...
    def strength(self, passphrase: str) -> Strength: ...


class Door(Maker, Protocol):
    def create(self, profile: Path, passphrase: str, *, name: str = "") -> Session: ...
    def unlock(
        self, profile: Path, passphrase: str, *,
        accept_incomplete: bool = False, progress: Progress | None = None,
    ) -> Session: ...  # fmt: skip
    def exists(self, profile: Path) -> bool: ...
