"""Content types as declarations, one file each: a module here with a `KIND` is all there is to do."""

import pkgutil
from collections.abc import Iterable, Mapping
from importlib import import_module

from sync.model.kinds.declaration import Field, FieldType, Kind

ORDER = (
    "note",
    "contact",
    "tool",
    "event",
    "call",
    "programme",
    "topic",
    "reply",
    "lesson",
    "plan",
    "form",
    "answer",
    "feed",
    "news",
    "tag",
)
"""As they stand at the side; what is not named here comes after these."""


def _place(kind: Kind) -> tuple[int, str]:
    return (ORDER.index(kind.name) if kind.name in ORDER else len(ORDER)), kind.name


def _declared() -> dict[str, Kind]:
    found = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    kinds = [module.KIND for module in found if hasattr(module, "KIND")]
    return {kind.name: kind for kind in sorted(kinds, key=_place)}


ALL: Mapping[str, Kind] = _declared()


TITLES = ("title", "name")


def find(name: str) -> Kind | None:
    """Return the kind of that name, or None for one of a newer release."""
    return ALL.get(name)


def plain(name: str, fields: Iterable[str]) -> Kind:
    """Return how items of a kind of a newer release are shown: every field is a text of its own name."""
    names = sorted(set(fields))
    title = next((each for each in (*TITLES, *names) if each in names), TITLES[0])
    texts = tuple(Field(each, FieldType.TEXT, each) for each in names)
    return Kind(name, name, name, "file-text", title, texts, (title,))
