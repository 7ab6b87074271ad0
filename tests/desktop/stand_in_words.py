"""A space's own words in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sync.engine.events import WordsChanged
from sync.model import terms
from sync.model.careful import Finder
from sync.word_refusals import WordHoles


@dataclass(frozen=True)
class OwnWords:
    messages: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    careful: tuple[str, ...] = ()
    may_set: bool = True


@dataclass(frozen=True)
class CarefulFound:
    word: str
    items: tuple[str, ...]
    titles: tuple[str, ...]


class SpaceWords:
    def __init__(self, session: Any) -> None:
        self._session = session
        self.tables: dict[str, OwnWords] = {}

    def table(self, space: str) -> OwnWords:
        return self.tables.get(space, OwnWords())

    def shown(self, space: str, language: str) -> Mapping[str, tuple[str, ...]]:
        return self.table(space).messages.get(language, {})

    def put(self, space: str, words: Mapping[str, Mapping[str, Sequence[str]]]) -> OwnWords:
        now = {language: dict(by_key) for language, by_key in self.table(space).messages.items()}
        for language, by_key in words.items():
            for key, forms in by_key.items():
                if forms and terms.unfit(key, language, forms):
                    raise WordHoles(name=terms.ALL[key].one, holes="{count}")
                now.setdefault(language, {})[key] = tuple(forms)
        self.tables[space] = replace(self.table(space), messages=now)
        self._session.events.tell(WordsChanged(space))
        return self.table(space)

    def set_careful(self, space: str, phrases: Iterable[str]) -> OwnWords:
        self.tables[space] = replace(self.table(space), careful=tuple(filter(str.strip, phrases)))
        return self.table(space)

    def check_items(self, space: str, items: Iterable[str]) -> Sequence[CarefulFound]:
        kept = [self._session.items.kept[item] for item in items]
        found = []
        for word in self.table(space).careful:
            where = [
                item
                for item in kept
                if Finder([word]).find(value.value for values in item.fields.values() for value in values)
            ]
            if where:
                found.append(
                    CarefulFound(word, tuple(each.id for each in where), tuple(each.title for each in where))
                )
        return found

    def check_kind(self, space: str, kind: str) -> Sequence[CarefulFound]:
        return self.check_items(space, [row.id for row in self._session.items.rows(space, kind)])

    def check_space(self, space: str, *, trash: bool) -> Sequence[CarefulFound]:
        rows = [*self._session.items.rows(space)]
        rows += self._session.items.rows(space, trashed=True) if trash else []
        return self.check_items(space, [row.id for row in rows])

    def check_file(self, item: str, name: str, text: str = "") -> Sequence[CarefulFound]:
        phrases = self.table(self._session.items.show(item).space).careful
        return [CarefulFound(word, (item,), (name,)) for word in Finder(phrases).find([name, text])]


def furnish(session: Any) -> None:
    session.wording = SpaceWords(session)
