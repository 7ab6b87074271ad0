"""Cards that we gave out: whoever has one may bring us into a space by a package alone (A4.7)."""

from sync.store import settings, spaces
from sync.store.database import Db

SETTING = "card-given"


def give(db: Db) -> None:
    settings.put(db, SETTING, b"\x01")


def may_come(db: Db, space: bytes) -> bool:
    """Say whether a package for *space* is worth reading: we are there, or somebody may have added us."""
    return spaces.has(db, space) or settings.get(db, SETTING) is not None
