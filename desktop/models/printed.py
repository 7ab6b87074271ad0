"""Items as they stand on paper: titles, labels and texts, with nothing that paper would have to fetch."""

import html
from collections.abc import Iterable, Mapping, Sequence

from desktop.models import markdown, when
from desktop.models.facade import Item
from desktop.models.plain import one_line
from desktop.models.said import Titles, said
from i18n import tr
from sync.model import kinds
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType, Kind

TEXT_MAX = 100_000
LEADING = frozenset({FieldType.LINKS, FieldType.PERSONS})
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


def pages(items: Sequence[Item], titles: Mapping[str, Titles] | None = None) -> str:
    """Return the text of *items* in the few tags that Qt prints; each begins a page.

    *titles* holds by space the titles of what is in it: nothing of another space comes onto the page.
    """
    known = titles or {}
    return "".join(_page(item, known.get(item.space, {}), begins=not at) for at, item in enumerate(items))


def _page(item: Item, titles: Titles, *, begins: bool) -> str:
    kind = kinds.find(item.kind)
    title = html.escape(one_line(item.title) or tr("Without a title"))
    changed = html.escape(tr("Changed {when}", when=when.day(item.changed_ms)))
    fields = "".join(_fields(item, kind, titles)) if kind is not None else ""
    return f"<h1{'' if begins else NEXT_PAGE}>{title}</h1><p><i>{changed}</i></p>{fields}"


def _fields(item: Item, kind: Kind, titles: Titles) -> Iterable[str]:
    for field in kind.fields:
        if field.compartment:
            continue  # where something is known from stays in its space
        texts = [each.value for each in item.fields.get(field.name, ()) if each.value.strip()]
        if texts and not field.hidden and field.name != kind.title_field:
            shown = [said(field, text, titles) for text in texts]
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
