"""What careful words stand in items that are about to leave, whichever spaces they are of."""

from collections.abc import Sequence
from itertools import groupby

from desktop.models.facade import Items
from desktop.models.facade_words import CarefulFound, SpaceWords


def found(items: Items, wording: SpaceWords, ids: Sequence[str]) -> list[CarefulFound]:
    """Return what each space asks to look at first (runs off the Qt thread)."""
    known = sorted(items.lists.rows(ids), key=lambda row: row.space)
    return [
        one
        for space, rows in groupby(known, key=lambda row: row.space)
        for one in wording.check_items(space, [row.id for row in rows])
    ]
