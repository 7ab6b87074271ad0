"""The history of items and the trash, as the stand-in has them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sync.engine.events import ItemsChanged
from sync.engine.past import Change


class Past:
    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.states: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
        self.restored: list[tuple[str, int, str]] = []

    def of(self, _item: str, **_how: object) -> Sequence[Change]:
        return list(self.changes)

    def around(
        self, _item: str, change: Change, **_how: object
    ) -> tuple[Mapping[str, str], Mapping[str, str]]:
        return self.states.get(change.id, ({}, {}))

    def restore_at(self, item: str, time_ms: int, *, change: str = "", by: object = None) -> ItemsChanged:
        self.restored.append((item, time_ms, change))
        return ItemsChanged(frozenset({item}), by)


class Trash:
    def __init__(self) -> None:
        self.days: dict[str, int] = {}
        self.emptied: list[str] = []

    def days_left(self, _space: str) -> Mapping[str, int]:
        return dict(self.days)

    def empty(self, space: str, *, by: object = None) -> ItemsChanged:
        self.emptied.append(space)
        return ItemsChanged(frozenset(self.days), by)


def furnish(session: Any) -> None:
    session.past, session.trash = Past(), Trash()
