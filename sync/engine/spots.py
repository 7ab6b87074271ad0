"""Where things are: for a map, which items name which country or region."""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.engine import moments
from sync.engine.notebook import Notebook
from sync.model import kinds
from sync.model.kinds import values
from sync.store import fresh, placement
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Spot:
    """An item and one of its places: a country of ISO 3166-1, and a region of it, or nothing."""

    item: str
    title: str
    country: str
    region: str
    stale: bool = False
    """Whether somebody is to confirm the item again."""


class Spots:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def of(self, space: str, kind: str, field: str = "places") -> Sequence[Spot]:
        """Return the places of all items of a kind, in the order of their titles; none for what has none."""
        rows, stale = self._book.read(lambda db: self._read(db, bytes.fromhex(space), kind, field))
        return [
            Spot(record.hex(), title, *_place(line), record in stale)
            for record, title, value in rows
            for line in values.lines(value)
        ]

    def _read(
        self, db: Db, space: bytes, kind: str, field: str
    ) -> tuple[list[tuple[bytes, str, str]], set[bytes]]:
        rows, declared = placement.every(db, space, kind, field), kinds.find(kind)
        if declared is None or declared.confirmed is None:
            return rows, set()
        today = moments.today(self._book.clock()).toordinal()
        return rows, fresh.among(db, [record for record, _, _ in rows], today)


def _place(line: str) -> tuple[str, str]:
    country, _, region = line.partition("/")
    return country, region
