"""Where things are: for a map, which items name which country or region."""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.engine.notebook import Notebook
from sync.model.kinds import values
from sync.store import placement


@dataclass(frozen=True, slots=True)
class Spot:
    """An item and one of its places: a country of ISO 3166-1, and a region of it, or nothing."""

    item: str
    title: str
    country: str
    region: str


class Spots:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def of(self, space: str, kind: str, field: str = "places") -> Sequence[Spot]:
        """Return the places of all items of a kind, in the order of their titles; none for what has none."""
        rows = self._book.read(lambda db: placement.every(db, bytes.fromhex(space), kind, field))
        return [
            Spot(record.hex(), title, *_place(line))
            for record, title, value in rows
            for line in values.lines(value)
        ]


def _place(line: str) -> tuple[str, str]:
    country, _, region = line.partition("/")
    return country, region
