"""The words of a space while somebody changes them: nothing counts before they keep it."""

from collections.abc import Iterator, Mapping, Sequence

from desktop.models.facade_words import Forms
from desktop.models.plain import RIGHT_TO_LEFT
from sync.model import terms

Place = tuple[str, str]
"""Language and key."""


class Draft:
    def __init__(self, messages: Mapping[str, Mapping[str, Forms]]) -> None:
        self._before = {
            (language, key): tuple(forms)
            for language, by_key in messages.items()
            for key, forms in by_key.items()
        }
        self._now = dict(self._before)

    def languages(self) -> Iterator[str]:
        yield from dict.fromkeys(language for language, _ in self._now)

    def forms(self, language: str, key: str) -> Forms:
        """Return all forms that the message has in *language*, empty where nothing was written."""
        needed = terms.ALL[key].forms(language)
        return (*self._now.get((language, key), ()), *("",) * needed)[:needed]

    def write(self, language: str, key: str, place: int, text: str) -> None:
        forms = list(self.forms(language, key))
        forms[place] = " ".join(text.removeprefix(RIGHT_TO_LEFT).split())
        self._now[language, key] = tuple(forms)

    def use(self, words: Mapping[str, Mapping[str, Forms]]) -> None:
        """Write these in place of all there is; what only a newer release knows stays."""
        self._now = {place: forms for place, forms in self._now.items() if place[1] not in terms.ALL}
        for language, by_key in words.items():
            self._now.update({(language, key): tuple(forms) for key, forms in by_key.items()})

    def shown(self, language: str) -> dict[str, Forms]:
        """Return what would be shown in *language*: what is whole and fits."""
        mine = {key: forms for (spoken, key), forms in self._now.items() if spoken == language}
        return {key: forms for key, forms in mine.items() if not terms.unfit(key, language, forms)}

    def changes(self) -> dict[str, dict[str, Sequence[str]]]:
        """Return by language what is to be signed; no forms give the program's own words back."""
        found: dict[str, dict[str, Sequence[str]]] = {}
        for place in sorted({*self._before, *self._now}):
            now = _written(self._now.get(place, ()))
            if now != _written(self._before.get(place, ())):
                found.setdefault(place[0], {})[place[1]] = now
        return found

    def unfit(self) -> Place | None:
        """Return the first message that was changed and cannot be kept so."""
        for language, by_key in self.changes().items():
            for key, forms in by_key.items():
                if forms and terms.unfit(key, language, forms):
                    return language, key
        return None


def _written(forms: Sequence[str]) -> Forms:
    return tuple(forms) if any(forms) else ()
