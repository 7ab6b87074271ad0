"""Lists, many items at once and taking back, as the stand-in has them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sync.engine.events import ItemsChanged
from sync.engine.choice import NEWEST, Choice
from sync.engine.lists import Listing


class History:
    def __init__(self) -> None:
        self.steps: list[Callable[[], ItemsChanged]] = []
        self.again: list[Callable[[], ItemsChanged]] = []

    def undo(self, *, by: object = None) -> ItemsChanged | None:
        return self.steps.pop()() if self.steps and by is not None else None

    def redo(self, *, by: object = None) -> ItemsChanged | None:
        return self.again.pop()() if self.again and by is not None else None


class Many:
    def __init__(self, items: Any) -> None:
        self._items = items

    def drop(self, items: Iterable[str], *, by: object = None, **_how: object) -> ItemsChanged:
        return self._all(self._items.drop, items, by)

    def restore(self, items: Iterable[str], *, by: object = None, **_how: object) -> ItemsChanged:
        return self._all(self._items.restore, items, by)

    def tag(self, items: Iterable[str], tags: str, *, by: object = None, **_how: object) -> ItemsChanged:
        return self._all(lambda item, by: self._items.set(item, {"tags": tags}, by=by), items, by)

    def untag(self, items: Iterable[str], tags: str, *, by: object = None) -> ItemsChanged:  # noqa: ARG002
        return self._all(lambda item, by: self._items.set(item, {"tags": ""}, by=by), items, by)

    @staticmethod
    def _all(do: Callable[..., ItemsChanged], items: Iterable[str], by: object) -> ItemsChanged:
        ids = frozenset(items)
        for each in ids:
            do(each, by=by)
        return ItemsChanged(ids, by)


class Lists:
    def __init__(self, items: Any) -> None:
        self._items = items
        self.asked: list[Choice] = []

    def listing(
        self, space: str, kind: str | None = None, *, trashed: bool = False, choice: Choice = NEWEST
    ) -> Listing:
        self.asked.append(choice)
        return self._chosen(self._items.rows(space, kind, trashed=trashed), choice)

    def found(self, words: str, *, space: str | None = None, choice: Choice = NEWEST) -> Listing:
        return self._chosen(self._items.find(words, space=space), choice)

    def rows(self, ids: Sequence[str]) -> list[Any]:
        every = {row.id: row for row in self._items.every()}
        return [every[each] for each in ids if each in every]

    def tags(self, space: str, kind: str | None = None) -> list[str]:
        return sorted({tag for row in self._items.rows(space, kind) for tag in row.tags})

    @staticmethod
    def _chosen(rows: list[Any], choice: Choice) -> Listing:
        kept = [row for row in rows if not choice.tag or choice.tag in row.tags]
        if choice.sort == "title":
            kept.sort(key=lambda row: row.title)
        return Listing(tuple(row.id for row in kept), tuple(kept))
