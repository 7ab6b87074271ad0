"""A small library to begin with: texts of ours that become ordinary items, to be changed or thrown away."""

from collections.abc import Mapping

import resources
from sync.engine.events import ItemsChanged
from sync.engine.items import Items

FOLDER = "starter"
USUAL = "en"
QUESTIONS = "\n---\n"
"""Between the text of a form and its questions."""


class Starter:
    def __init__(self, items: Items) -> None:
        self._items = items

    def languages(self) -> tuple[str, ...]:
        """The languages it is written in."""
        return tuple(sorted(each.name for each in resources.path(FOLDER).iterdir() if each.is_dir()))

    def add(self, space: str, language: str, *, by: object = None) -> ItemsChanged:
        """Put the library into *space*, in *language* or else in English; one step takes it back."""
        folder = f"{FOLDER}/{language if language in self.languages() else USUAL}"
        pages = [page(resources.text(f"{folder}/{name}")) for name in resources.names(folder)]
        made: set[str] = set()
        try:
            for kind, fields in pages:
                made |= self._items.new_many(space, kind, [fields], by=by).ids
        finally:
            if made:
                self._items.history.remember(lambda who: self._items.many.drop(made, by=who))
        return ItemsChanged(frozenset(made), by)


def page(text: str) -> tuple[str, Mapping[str, str]]:
    """Return the kind and the fields that a page says: lines "name: value", an empty line, and a text."""
    head, _, rest = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    kind = fields.pop("kind")
    long, _, questions = rest.partition(QUESTIONS)
    written = {"intro": long, "questions": questions} if questions else {"body": long}
    return kind, fields | {name: value.strip() for name, value in written.items()}
