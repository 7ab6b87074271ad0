"""How somebody wants a list, in words, and as it is kept in the notebook."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models import said
from desktop.models.plain import isolated, one_line
from i18n import tr
from sync.engine.choice import BEST, BY_FIELD, STALE, Choice
from sync.model import kinds
from sync.model.kinds.declaration import Field, FieldType, Kind

SORTS: tuple[str, ...] = ("newest", "oldest", "title", "author")
ONLY: tuple[str, ...] = ("", "twofold", "unsent", STALE)
TURNED = ("title", "author")  # and every field: these stand from either end
TAG_MAX, NAME_MAX, KEPT_MAX, FACETS_MAX = 40, 60, 50, 50
UNSORTED = frozenset(
    {FieldType.DOCUMENT, FieldType.RULE, FieldType.QUESTIONS, FieldType.LINKS, FieldType.TAGS}
)


def key(space: str, section: str) -> str:
    """Return the name of the setting that holds the choice for a section of a space."""
    return f"list/{space}/{section}"


def written(choice: Choice) -> str:
    return json.dumps(_plain(choice), ensure_ascii=False)


def read(text: str | None) -> Choice:
    """Return the choice that was kept; whatever cannot be understood is as if nobody had chosen."""
    return _choice(_loaded(text, {}))


def _plain(choice: Choice) -> dict[str, Any]:
    made: dict[str, Any] = {"sort": choice.sort, "tag": choice.tag, "only": choice.only}
    made |= {"facets": [list(pair) for pair in choice.facets]} if choice.facets else {}
    return made | ({"descending": True} if choice.descending else {})


def _loaded(text: str | None, otherwise: Any) -> Any:
    try:
        return json.loads(text or "null") or otherwise
    except ValueError:
        return otherwise


def _choice(kept: Any) -> Choice:
    if not isinstance(kept, dict):
        return Choice()
    sort, tag, only = (kept.get(name, "") for name in ("sort", "tag", "only"))
    known = sort in SORTS or (isinstance(sort, str) and sort.startswith(BY_FIELD))
    facets = kept.get("facets")
    pairs = facets[:FACETS_MAX] if isinstance(facets, list) else []
    return Choice(
        sort if known else "newest",
        tag if isinstance(tag, str) else "",
        only if only in ONLY else "",
        tuple((pair[0], pair[1]) for pair in pairs if _is_pair(pair)),
        kept.get("descending") is True,
    )


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and list(map(type, pair)) == [str, str]


# ------------------------------------------------------------ filters that are kept
@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    choice: Choice


def kept_key(space: str, section: str) -> str:
    return f"filters/{space}/{section}"


def kept_written(every: Sequence[Kept]) -> str:
    return json.dumps([[one.name, _plain(one.choice)] for one in every[:KEPT_MAX]], ensure_ascii=False)


def kept_read(text: str | None) -> tuple[Kept, ...]:
    every = _loaded(text, [])
    pairs = every[:KEPT_MAX] if isinstance(every, list) else []
    return tuple(
        Kept(pair[0], _choice(pair[1]))
        for pair in pairs
        if isinstance(pair, list) and list(map(type, pair)) == [str, dict] and pair[0]
    )


# ------------------------------------------------------------ in words
def sorted_by(kind: Kind | None) -> list[Field]:
    """Return the fields by whose values the list of a kind can stand."""
    if kind is None:
        return []
    found = (kind.field(name) for name in kind.columns if name != kind.title_field)
    return [field for field in found if field is not None and field.type not in UNSORTED]


def sort_words(sort: str, kind: Kind | None = None) -> str:
    usual = {
        "newest": tr("Newest first"),
        "oldest": tr("Oldest first"),
        "title": tr("By title"),
        "author": tr("By who changed it last"),
        BEST: tr("Best match first"),
    }
    field = kind.field(sort.removeprefix(BY_FIELD)) if kind is not None else None
    return usual.get(sort) or (tr("By: {field}", field=tr(field.label)) if field is not None else sort)


def turns(sort: str) -> bool:
    """Whether an order can be turned round besides."""
    return sort in TURNED or sort.startswith(BY_FIELD)


def only_here(kind: Kind | None) -> list[str]:
    """Return what the list of a kind can leave out."""
    return [only for only in ONLY if only != STALE or (kind is not None and kind.confirmed is not None)]


def only_words(only: str) -> str:
    return {
        "": tr("Everything"),
        "twofold": tr("Only what has two versions"),
        "unsent": tr("Only what is not sent yet"),
        STALE: tr("Only what is to be confirmed"),
    }[only]


def narrowing(choice: Choice) -> str:
    """Return in words what a list leaves out besides facets, or nothing."""
    only = only_words(choice.only) if choice.only else ""
    tag = tr("Only with the tag “{tag}”", tag=isolated(choice.tag, TAG_MAX)) if choice.tag else ""
    return " · ".join(each for each in (only, tag) if each)


def field_of(name: str, kind: Kind | None) -> Field | None:
    """Return the declaration of a facet: the section's own, or of what was found in many kinds."""
    if kind is not None:
        return kind.field(name)
    found = (each.field(name) for each in kinds.ALL.values())
    return next((field for field in found if field is not None and field.faceted), None)


def value_words(name: str, value: str, kind: Kind | None, tags: Mapping[str, str]) -> str:
    """Return one value of a facet as people read it, tags as they are called in the interface's language."""
    field = field_of(name, kind)
    if field is None:
        return one_line(value, TAG_MAX)
    if field.type is FieldType.TAGS:
        return one_line(tags.get(value, value), TAG_MAX)
    return one_line(said.in_a_line(field, value), TAG_MAX)
