"""A notebook with recovery sheets, and a backup of it."""

from dataclasses import dataclass
from pathlib import Path

from crypto import agefile
from crypto.keys import KemSeed
from sync.engine import session
from sync.engine.restoring import Backup
from sync.engine.session import Session
from tests.sync.engine.notebook_folder import WORDS

COST = session.quick_cost()


@dataclass(frozen=True)
class Kept:
    notebook: Path
    backup: Path
    sheets: list[str]
    space: str
    person: str

    def opened(self, path: Path | None = None, sheets: list[str] | None = None) -> Backup:
        return Backup(path or self.backup, self.sheets[:2] if sheets is None else sheets)


def make(folder: Path) -> Kept:
    opened = session.create(folder / "notebook", WORDS, name="Amal", cost=COST)
    space = opened.spaces.new("Field team")
    opened.items.new(space.id, "note", {"title": "bread", "body": "and water"})
    made = opened.recovery.make()
    opened.backups.write(folder / "holiday.bin")
    person = opened.me.person
    opened.close()
    return Kept(folder / "notebook", folder / "holiday.bin", [one.text for one in made], space.id, person)


def titles(opened: Session, space: str) -> set[str]:
    return {row.title for row in opened.items.rows(space)}


def sealed(seed: KemSeed, *pieces: bytes) -> bytes:
    """Any content as an age file to *seed*."""
    made = bytearray()
    writer = agefile.write(made.extend, seed.public)
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    return bytes(made)
