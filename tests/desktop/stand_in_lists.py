"""Lists, many items at once and taking back, as the stand-in has them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from desktop.models.staying import Held
from sync.engine.choice import NEWEST, Choice
from sync.engine.events import ItemsChanged
from sync.engine.lists import Listing
from sync.engine.narrowing import Facet


class History:
    def __init__(self) -> None:
        self.steps: list[Callable[[], ItemsChanged]] = []
        self.again: list[Callable[[], ItemsChanged]] = []

    def undo(self, *, by: object = None, watch: object = None) -> ItemsChanged | None:  # noqa: ARG002
        return self.steps.pop()() if self.steps and by is not None else None

    def redo(self, *, by: object = None, watch: object = None) -> ItemsChanged | None:  # noqa: ARG002
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
        self.at_once = 500

    def listing(
        self, space: str, kind: str | None = None, *, trashed: bool = False, choice: Choice = NEWEST
    ) -> Listing:
        self.asked.append(choice)
        return self._chosen(self._items.rows(space, kind, trashed=trashed), choice)

    def found(
        self, words: str, *, space: str | None = None, choice: Choice = NEWEST, whole: bool = False
    ) -> Listing:
        self.asked.append(choice)
        found = self._chosen(self._items.find(words, space=space), choice)
        more = not whole and len(found.ids) > self.at_once
        return Listing(found.ids[: self.at_once], found.rows[: self.at_once], more=True) if more else found

    def facets(self, space: str, kind: str, choice: Choice = NEWEST) -> list[Facet]:
        return self._counted(self._items.rows(space, kind), choice)

    def facets_found(self, words: str, *, space: str | None = None, choice: Choice = NEWEST) -> list[Facet]:
        return self._counted(self._items.find(words, space=space), choice)

    @staticmethod
    def _counted(rows: list[Any], choice: Choice) -> list[Facet]:
        counts = Counter(tag for row in rows for tag in row.tags)
        chosen = {value: 0 for field, value in choice.facets if field == "tags"}
        values = sorted((chosen | counts).items(), key=lambda each: (-each[1], each[0]))
        return [Facet("tags", tuple(values))] if values else []

    def ids(self, space: str, kind: str | None = None) -> list[str]:
        return [row.id for row in self._items.rows(space, kind)]

    def held(self, _ids: Sequence[str]) -> list[Held]:
        return []

    def columns(self, ids: Sequence[str], fields: Sequence[str]) -> dict[str, tuple[str, ...]]:
        return {each: tuple(self._value(each, field) for field in fields) for each in ids}

    def _value(self, item: str, field: str) -> str:
        values = self._items.show(item).fields.get(field, ())
        return values[0].value if values else ""

    def rows(self, ids: Sequence[str]) -> list[Any]:
        every = {row.id: row for row in self._items.every()}
        return [every[each] for each in ids if each in every]

    def tags(self, space: str, kind: str | None = None) -> list[str]:
        return sorted({tag for row in self._items.rows(space, kind) for tag in row.tags})

    @staticmethod
    def _chosen(rows: list[Any], choice: Choice) -> Listing:
        tags = {value for field, value in choice.facets if field == "tags"}
        kept = [row for row in rows if not choice.tag or choice.tag in row.tags]
        kept = [row for row in kept if not tags or tags & set(row.tags)]
        if choice.sort == "title":
            kept.sort(key=lambda row: row.title)
        return Listing(tuple(row.id for row in kept), tuple(kept))
