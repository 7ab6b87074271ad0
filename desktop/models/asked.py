"""Which list is wanted, and reading it away from the windows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.models import arranging, steps
from desktop.models.facade import Settings
from desktop.models.facade_items import Facet, ItemRow, Listing, Lists, Tags
from desktop.models.steps import Step
from i18n import language
from sync.engine.choice import Choice
from sync.model import kinds
from sync.model.kinds.declaration import Field, Kind

TRASH = "trash"
BESIDE = 2  # columns beside the title and the day


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list is wanted: a section of a space, or what *words* find, here or everywhere."""

    space: str = ""
    section: str = ""
    words: str = ""
    here: bool = False

    @property
    def within(self) -> str | None:
        return self.space if self.here else None

    @property
    def kind(self) -> Kind | None:
        """The kind whose section it is; none of what was found, and of the trash."""
        return None if self.words else kinds.find(self.section)


@dataclass(frozen=True, slots=True)
class Sources:
    """What lists are read from; without settings nothing is remembered."""

    lists: Lists
    settings: Settings | None = None
    tags: Tags | None = None

    def get(self, key: str) -> str | None:
        return self.settings.get(key) if self.settings is not None else None

    def names_of_tags(self, space: str) -> Mapping[str, str]:
        return self.tags.shown(space, language()) if self.tags is not None and space else {}


@dataclass(frozen=True, slots=True)
class Answer:
    choice: Choice
    listing: Listing
    changed: Sequence[ItemRow]
    steps: Sequence[Step] | None
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[float, ...] = ()
    """The part of all that each column takes, where somebody drew them."""


Rows = tuple[Sequence[ItemRow], Mapping[str, tuple[str, ...]]]
"""Rows, and what they have in the columns."""


def columns_of(kind: Kind | None) -> tuple[Field, ...]:
    """Return the fields that stand beside the title of a kind in a wide list."""
    if kind is None:
        return ()
    named = [kind.field(name) for name in kind.columns if name != kind.title_field]
    return tuple(each for each in named if each is not None)[:BESIDE]


def answered(
    sources: Sources,
    asked: Asked,
    choice: Choice | None,
    changed: Sequence[str],
    old: Sequence[str],
) -> Answer:
    """Read a list, as it was chosen the last time where nobody says how, and what changed since *old*."""
    if choice is None and not asked.words:
        choice = arranging.read(sources.get(arranging.key(asked.space, asked.section)))
    choice = choice or Choice()
    listing = _listing(sources.lists, asked, choice)
    fresh = {row.id for row in listing.rows}
    others = sources.lists.rows([each for each in changed if each not in fresh])
    cells = _cells(sources.lists, asked, [*listing.rows, *others])
    shares = widths_read(sources.get(widths_key(asked))) if asked.kind is not None else ()
    tags = sources.names_of_tags(asked.space)
    return Answer(choice, listing, others, steps.between(old, listing.ids), cells, tags, shares)


def whole(sources: Sources, asked: Asked, choice: Choice, old: Sequence[str]) -> Answer:
    """Read all that was found, once the newest of it are there."""
    listing = sources.lists.found(asked.words, space=asked.within, choice=choice, whole=True)
    tags = sources.names_of_tags(asked.space)
    return Answer(choice, listing, (), steps.between(old, listing.ids), tags=tags)


def rows(lists: Lists, asked: Asked, ids: Sequence[str]) -> Rows:
    found = lists.rows(ids)
    return found, _cells(lists, asked, found)


def facets(sources: Sources, asked: Asked, choice: Choice) -> Sequence[Facet]:
    """Read what a list can be narrowed by."""
    if asked.words:
        return sources.lists.facets_found(asked.words, space=asked.within, choice=choice)
    return sources.lists.facets(asked.space, asked.section, choice) if asked.kind is not None else ()


def _listing(lists: Lists, asked: Asked, choice: Choice) -> Listing:
    if asked.words:
        return lists.found(asked.words, space=asked.within, choice=choice)
    trashed = asked.section == TRASH
    return lists.listing(asked.space, None if trashed else asked.section, trashed=trashed, choice=choice)


def _cells(lists: Lists, asked: Asked, found: Sequence[ItemRow]) -> Mapping[str, tuple[str, ...]]:
    names = [each.name for each in columns_of(asked.kind)]
    return lists.columns([row.id for row in found], names) if names and found else {}


# ------------------------------------------------------------ widths of columns
def widths_key(asked: Asked) -> str:
    return f"columns/{asked.space}/{asked.section}"


def widths_written(shares: Sequence[float]) -> str:
    return json.dumps(list(shares))


def widths_read(text: str | None) -> tuple[float, ...]:
    """Return widths as they were kept; whatever cannot be understood is as if nobody had drawn them."""
    try:
        kept = json.loads(text or "[]")
    except ValueError:
        return ()
    fine = isinstance(kept, list) and all(isinstance(each, float) and 0 < each < 1 for each in kept)
    return tuple(kept) if fine else ()
