"""Cures of the stand-in: sheets, rescue, backups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sync.recovery_refusals import SheetMisspelt, SheetsForeign
from tests.desktop.rows import GENERATED, NOW_MS, Strength

if TYPE_CHECKING:
    from tests.desktop.stand_in import Session

Progress = Callable[[int, int], None] | None
Stopped = Callable[[], bool] | None


@dataclass(frozen=True)
class Seen:
    set_id: str
    number: int
    need: int


@dataclass(frozen=True)
class Lost:
    name: str
    missing: int
    uncertain: bool


@dataclass(frozen=True)
class Rescued:
    entries: int = 812
    spaces: tuple[Lost, ...] = (
        Lost("Horizon", 3, uncertain=False),
        Lost("Garden", 0, uncertain=True),
        Lost("My own notes", 0, uncertain=False),
    )
    kept_as: tuple[str, ...] = ("c0.db.old",)


@dataclass(frozen=True)
class Contents:
    made_ms: int = NOW_MS
    name: str = "Amina"
    spaces: int = 2
    items: int = 8


@dataclass
class Cures:
    """Sheets are three words: set, number, how many are needed."""

    session: "Session"
    recovered: list[tuple[list[str], str]] = field(default_factory=list)
    rescued: int = 0

    def generated_passphrase(self, _language: str = "en") -> str:
        return GENERATED

    def strength(self, passphrase: str) -> Strength:
        return Strength(float(len(passphrase)) * 3, len(passphrase) > 20)

    def sheet(self, text: str, place: int) -> Seen:
        words = text.split()
        if words[0] != "sheet":
            raise SheetMisspelt(sheet=place, word=1)
        return Seen(words[1], int(words[2]), int(words[3]))

    def recover(self, _profile: Path, sheets: Sequence[str], new_words: str) -> "Session":
        if not all("04711" in text for text in sheets):
            raise SheetsForeign
        self.recovered.append((list(sheets), new_words))
        return self.session

    def rescue(self, _profile: Path, _words: str, progress: Progress, _cancelled: Stopped) -> Rescued:
        if progress is not None:
            progress(1, 2)
        self.rescued += 1
        return Rescued()

    def look_over(
        self, _backup: Path, _sheets: Sequence[str], _progress: Progress, _cancelled: Stopped
    ) -> Contents:
        return Contents()

    def restore(
        self, _backup: Path, sheets: Sequence[str], _profile: Path, new_words: str,
        _progress: Progress, _cancelled: Stopped,
    ) -> "Session":  # fmt: skip
        self.recovered.append((list(sheets), new_words))
        return self.session
