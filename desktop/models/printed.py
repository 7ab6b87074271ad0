"""Items as they stand on paper: titles, labels and texts, with nothing that paper would have to fetch."""

import html
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.models import markdown, when
from desktop.models.facade import Item
from desktop.models.plain import one_line
from desktop.models.said import Titles, said
from i18n import tr
from sync.engine import unnamed
from sync.exchange import going
from sync.model import kinds
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType, Kind

TEXT_MAX = 100_000
LEADING = frozenset({FieldType.LINKS, FieldType.PERSONS})
Asked = tuple[str, str]
"""A kind, and one of its fields."""

NEXT_PAGE = ' style="page-break-before: always"'


def links(items: Sequence[Item]) -> list[str]:
    """Return the ids of what the items lead to."""
    texts = (
        each.value
        for item in items
        for field in getattr(kinds.find(item.kind), "fields", ())
        if field.type in LEADING
        for each in item.fields.get(field.name, ())
    )
    return [line for text in texts for line in values.lines(text) if values.RECORD.fullmatch(line)]


def asked(items: Sequence[Item]) -> dict[str, dict[Asked, bool]]:
    """Return by its label each confidential field that says something, and whether it usually is on paper.

    A label may stand for fields of several kinds. Titles are always on the paper.
    """
    found: dict[str, dict[Asked, bool]] = {}
    for kind in filter(None, map(kinds.find, dict.fromkeys(item.kind for item in items))):
        usual = going.usual(kind, going.PAPER)
        of_kind = [item for item in items if item.kind == kind.name]
        for field in going.concerned(kind, going.PAPER):
            if field.name != kind.title_field and any(_texts(item, field) for item in of_kind):
                found.setdefault(tr(field.label), {})[kind.name, field.name] = field.name in usual
    return found


def led_to(items: Sequence[Item]) -> frozenset[str]:
    """Return the ids of the items that the texts of *items* lead to."""
    return unnamed.led_to(each.value for item in items for texts in item.fields.values() for each in texts)


@dataclass(frozen=True, slots=True)
class Without:
    """What does not come onto paper: fields, and the names of things, by their ids."""

    fields: Collection[Asked] = ()
    names: Collection[str] = ()


def pages(
    items: Sequence[Item], titles: Mapping[str, Titles] | None = None, without: Without | None = None
) -> str:
    """Return the text of *items* in the few tags that Qt prints; each begins a page.

    *titles* holds by space the titles of what is in it: nothing of another space comes onto the page.
    """
    known, out = titles or {}, without or Without()
    every = (_page(item, known.get(item.space, {}), out) for item in items)
    return "".join(f"<h1{NEXT_PAGE if at else ''}>{page}" for at, page in enumerate(every))


def _page(item: Item, titles: Titles, without: Without) -> str:
    kind = kinds.find(item.kind)
    title = html.escape(one_line(item.title) or tr("Without a title"))
    changed = html.escape(tr("Changed {when}", when=when.day(item.changed_ms)))
    fields = "".join(_fields(item, kind, titles, without)) if kind is not None else ""
    return f"{title}</h1><p><i>{changed}</i></p>{fields}"


def _texts(item: Item, field: Field) -> list[str]:
    return [each.value for each in item.fields.get(field.name, ()) if each.value.strip()]


def _fields(item: Item, kind: Kind, titles: Titles, without: Without) -> Iterable[str]:
    for field in going.carried(kind, going.PAPER):  # where something is known from stays in its space
        texts = _texts(item, field)
        if texts and field.name != kind.title_field and (kind.name, field.name) not in without.fields:
            shown = [unnamed.in_text(said(field, text, titles), without.names) for text in texts]
            yield from _field(field, shown, named=len(kind.fields) > len(("title", "body", "tags", "extra")))


def _field(field: Field, texts: Sequence[str], *, named: bool) -> Iterable[str]:
    long = field.type is FieldType.DOCUMENT
    if named or not long:
        label = html.escape(tr(field.label))
        yield f"<h4>{label}</h4>"
    for text in texts:
        yield _long(text) if long else _plain(text)


def _long(text: str) -> str:
    made = markdown.shown(text)
    shown = made.html or _plain(made.plain)
    if not made.shortened:
        return shown
    rest = html.escape(tr("The rest is not shown here. Nothing is missing in the text itself."))
    return f"{shown}<p><i>{rest}</i></p>"


def _plain(text: str) -> str:
    lines = markdown.bounded(text[:TEXT_MAX]).split("\n")
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
