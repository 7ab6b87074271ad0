"""The engine's cures, handed to the windows: sheets, rescue, backups."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.models.facade import Progress, Stopped
from sync.engine import recovered, session, sheets
from sync.engine.rescue import Rescued, rescue
from sync.engine.restoring import Backup, Contents
from sync.engine.session import Session, Strength


@dataclass(frozen=True, slots=True)
class Seen:
    set_id: str
    number: int
    need: int


class EngineCures:
    def generated_passphrase(self, language: str = "en") -> str:
        return session.generated_passphrase(language)

    def strength(self, passphrase: str) -> Strength:
        return session.strength(passphrase)

    def sheet(self, text: str, place: int) -> Seen:
        parsed = sheets.check(text, place)
        return Seen(sheets.set_id(parsed), parsed.number, parsed.need)

    def recover(self, profile: Path, given: Sequence[str], new_words: str) -> Session:
        return recovered.use(profile, given, new_words)

    def rescue(
        self, profile: Path, words: str, progress: Progress | None, cancelled: Stopped | None
    ) -> Rescued:
        return rescue(profile, words, progress=progress, cancelled=cancelled)

    def look_over(
        self, backup: Path, given: Sequence[str], progress: Progress | None, cancelled: Stopped | None
    ) -> Contents:
        return Backup(backup, given).check(progress, cancelled)

    def restore(
        self, backup: Path, given: Sequence[str], profile: Path, new_words: str,
        progress: Progress | None, cancelled: Stopped | None,
    ) -> Session:  # fmt: skip
        return Backup(backup, given).restore(profile, new_words, progress=progress, cancelled=cancelled)
