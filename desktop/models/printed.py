"""Items as they stand on paper: titles, labels and texts, with nothing that paper would have to fetch."""

import html
from collections.abc import Iterable, Sequence

from desktop.models import markdown, when
from desktop.models.facade import Item
from desktop.models.plain import one_line
from i18n import tr
from sync.model import kinds
from sync.model.kinds.declaration import Field, FieldType, Kind

TEXT_MAX = 100_000
NEXT_PAGE = ' style="page-break-before: always"'


def pages(items: Sequence[Item]) -> str:
    """Return the text of *items* in the few tags that Qt prints; each begins a page."""
    return "".join(_page(item, begins=not at) for at, item in enumerate(items))


def _page(item: Item, *, begins: bool) -> str:
    kind = kinds.find(item.kind)
    title = html.escape(one_line(item.title) or tr("Without a title"))
    changed = html.escape(tr("Changed {when}", when=when.day(item.changed_ms)))
    fields = "".join(_fields(item, kind)) if kind is not None else ""
    return f"<h1{'' if begins else NEXT_PAGE}>{title}</h1><p><i>{changed}</i></p>{fields}"


def _fields(item: Item, kind: Kind) -> Iterable[str]:
    for field in kind.fields:
        texts = [each.value for each in item.fields.get(field.name, ()) if each.value.strip()]
        if texts and not field.hidden and field.name != kind.title_field:
            yield from _field(field, texts, named=len(kind.fields) > len(("title", "body", "tags", "extra")))


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
