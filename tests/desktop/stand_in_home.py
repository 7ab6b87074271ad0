"""The part of the stand-in that knows what is new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.desktop.rows import NOW_MS, ItemRow


@dataclass(frozen=True)
class NewItem:
    id: str
    space: str
    kind: str
    title: str
    who: str
    checked: str = ""
    when_ms: int = NOW_MS


@dataclass(frozen=True)
class SpaceNews:
    space: str
    rows: tuple[NewItem, ...]
    more: bool = False

    @property
    def unread(self) -> int:
        return len(self.rows)


class News:
    """Tells what it is given; looking takes it away."""

    def __init__(self) -> None:
        self.kept: list[SpaceNews] = []
        self.two: list[ItemRow] = []
        self.looked: list[str] = []

    def rows(self, _limit: int = 6) -> Sequence[SpaceNews]:
        return [each for each in self.kept if each.unread]

    def seen(self, item: str) -> bool:
        before = sum(each.unread for each in self.kept)
        self.looked.append(item)
        self.kept = [
            replace(each, rows=tuple(row for row in each.rows if row.id != item)) for each in self.kept
        ]
        return before != sum(each.unread for each in self.kept)

    def all_seen(self, space: str) -> None:
        self.kept = [each for each in self.kept if each.space != space]

    def twofold(self, _limit: int = 6) -> Sequence[ItemRow]:
        return self.two


@dataclass(frozen=True)
class Reached:
    state: str = "sent"
    waiting: int = 0
    who: str = "Jean"
    checked: str = ""


class Reach:
    """Says of the space and of every item what it is told to say."""

    space, item = Reached(), Reached()

    def of_space(self, _space: str) -> Reached:
        return self.space

    def of_item(self, _item: str) -> Reached:
        return self.item


def furnish(session: Any) -> None:
    session.news, session.reach = News(), Reach()
