"""Where somebody was last in the notebook, kept inside it; what is damaged or missing is as at the start."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from desktop.models.facade import Items, Settings
from sync.errors import Problem

SETTING, OTHERS = "last-place", "other-places"
OTHERS_MAX = 11  # windows besides the first
SIDE_MIN, SIDE_MAX = 200, 20_000  # pixels
WORD_MAX = 100


@dataclass(frozen=True, slots=True)
class Place:
    space: str = ""
    section: str = ""
    item: str = ""
    width: int = 0
    height: int = 0
    maximised: bool = False
    list_width: int = 0
    alone: bool = False
    """Whether only the item is shown, as in a window of its own."""


class Holds(Protocol):
    @property
    def settings(self) -> Settings: ...
    @property
    def items(self) -> Items: ...


def read(session: Holds) -> Place:
    """Return the last place; an item that is gone, or lies in the trash, is not opened."""
    place = understood(session.settings.get(SETTING))
    return place if not place.item or _is_there(session.items, place) else replace(place, item="")


def keep(session: Holds, place: Place) -> None:
    session.settings.put(SETTING, json.dumps(asdict(place)))


def others(session: Holds) -> list[Place]:
    """Return where the other windows were; one whose only item is gone is left out."""
    said = _said(session.settings.get(OTHERS))
    rows = said.get("windows") if isinstance(said, dict) else None
    every = [_place(row) for row in rows[:OTHERS_MAX]] if isinstance(rows, list) else []
    known = [
        place if not place.item or _is_there(session.items, place) else replace(place, item="")
        for place in every
    ]
    return [place for place in known if place.space and (place.item or not place.alone)]


def keep_others(session: Holds, every: Sequence[Place]) -> None:
    session.settings.put(OTHERS, json.dumps({"windows": [asdict(place) for place in every]}))


def understood(kept: str | None) -> Place:
    """Return the place in *kept*, with whatever in it makes no sense left out."""
    return _place(_said(kept))


def _said(kept: str | None) -> object:
    try:
        return json.loads(kept or "{}")
    except (ValueError, RecursionError):
        return {}


def _place(said: object) -> Place:
    if not isinstance(said, dict):
        return Place()
    words = {name: said[name] for name in ("space", "section", "item") if _is_word(said.get(name))}
    sides = {name: said[name] for name in ("width", "height", "list_width") if _is_side(said.get(name))}
    if sides.keys() & {"width", "height"} != {"width", "height"}:
        sides = {name: side for name, side in sides.items() if name == "list_width"}
    maximised, alone = (said.get(name) is True for name in ("maximised", "alone"))
    return Place(**words, **sides, maximised=maximised, alone=alone)


def _is_there(items: Items, place: Place) -> bool:
    try:
        item = items.show(place.item)
    except Problem:
        return False
    return not item.trashed and item.space == place.space


def _is_word(value: object) -> bool:
    return isinstance(value, str) and len(value) <= WORD_MAX


def _is_side(value: object) -> bool:
    return type(value) is int and SIDE_MIN <= value <= SIDE_MAX
