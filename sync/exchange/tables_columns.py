"""Which column of a table becomes which field, and what becomes of a row by that.

Nothing of a row is lost. A cell that its field cannot hold, and on request each column that nobody gave a
field, goes as a line “Heading: value” to the end of the item's own text; the report names each cell that was
not understood, which is all that is left of it where a kind has no text.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sync.exchange import tables, tables_dates
from sync.exchange.tables_headings import COMMON
from sync.exchange.tables_names import folded
from sync.exchange.tables_values import NotUnderstood, Reading, Spoken, value
from sync.model.kinds.declaration import Field, FieldType, Kind

TEXTS = ("body", "note", "notes")
SEVERAL_COLUMNS = {
    FieldType.TEXT: " ",
    FieldType.DOCUMENT: "\n\n",
    FieldType.TAGS: ", ",
    FieldType.CHOICES: ", ",
    FieldType.LANGUAGES: ", ",
    FieldType.LINES: "\n",
    FieldType.PLACES: "\n",
    FieldType.PERSONS: "\n",
    FieldType.LINKS: "\n",
    FieldType.MILESTONES: "\n",
}
"""What stands between the values of several columns in one field; other fields take one column."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What somebody decided about a table."""

    kind: str
    fields: tuple[str, ...]
    """For each column the name of its field, or nothing."""
    order: str = tables_dates.DAY_FIRST
    keep_rest: bool = True
    headed: bool = True
    """Whether the first row holds headings."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a row became."""

    fields: Mapping[str, str]
    misread: tuple[tuple[str, str], ...] = ()
    """Heading and text of each cell that its field could not hold."""


@dataclass(slots=True)
class _Row:
    found: dict[str, list[str]] = field(default_factory=dict)
    rest: list[tuple[str, str]] = field(default_factory=list)
    misread: list[tuple[str, str]] = field(default_factory=list)


def importable(kind: Kind) -> Iterator[Field]:
    """Yield the fields that a column may become."""
    return (each for each in kind.fields if not each.hidden)


def text_field(kind: Kind) -> Field | None:
    """Return the field that takes what has no field of its own: one that does not leave by itself."""
    named = [field for name in TEXTS if (field := kind.field(name)) is not None]
    long = [*named, *(field for field in kind.fields if field.type is FieldType.DOCUMENT)]
    return next((field for field in long if field.confidential), next(iter(long), None))


def guess(kind: Kind, head: Sequence[str], spoken: Spoken) -> tuple[str, ...]:
    """Return for each heading the name of the field that it means, or nothing."""
    exact, common = _names(kind, spoken)
    taken: set[str] = set()
    found = [""] * len(head)
    for names in (exact, common):
        for at, heading in enumerate(head):
            meant = names.get(folded(heading), "")
            wanted = kind.field(meant) if not found[at] else None
            if wanted is not None and (meant not in taken or wanted.type in SEVERAL_COLUMNS):
                found[at] = meant
                taken.add(meant)
    return tuple(found)


def _names(kind: Kind, spoken: Spoken) -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    common: dict[str, str] = {}
    for each in importable(kind):
        for name in (each.name, each.label, *spoken(each.label)):
            exact.setdefault(folded(name), each.name)
        for name in COMMON.get(each.name, ()):
            common.setdefault(folded(name), each.name)
    if kind.title_field != "title":
        common = {folded(name): kind.title_field for name in COMMON["title"]} | common
    return exact, common


def made(kind: Kind, columns: Columns, head: Sequence[str], cells: Sequence[str], how: Reading) -> Made:
    """Return the item that the row *cells* becomes."""
    row = _Row()
    for at, text in enumerate(cells):
        if text.strip():
            name = columns.fields[at] if at < len(columns.fields) else ""
            heading = head[at] if at < len(head) else ""
            _take(row, kind.field(name), (heading, text), how)
    fields = {name: SEVERAL_COLUMNS[_type(kind, name)].join(parts) for name, parts in row.found.items()}
    kept = [*row.misread, *(row.rest if columns.keep_rest else ())]
    return Made(_with_rest(kind, fields, kept), tuple(row.misread))


def _type(kind: Kind, name: str) -> FieldType:
    declared = kind.field(name)
    several = declared is not None and declared.type in SEVERAL_COLUMNS
    return declared.type if declared is not None and several else FieldType.TEXT


def _take(row: _Row, wanted: Field | None, cell: tuple[str, str], how: Reading) -> None:
    if wanted is None or (wanted.name in row.found and wanted.type not in SEVERAL_COLUMNS):
        row.rest.append(cell)
        return
    try:
        row.found.setdefault(wanted.name, []).append(value(wanted, cell[1], how))
    except NotUnderstood:
        row.misread.append(cell)
        if not row.found[wanted.name]:
            del row.found[wanted.name]


def _with_rest(kind: Kind, fields: dict[str, str], rest: Sequence[tuple[str, str]]) -> dict[str, str]:
    target = text_field(kind)
    if not rest or target is None:
        return fields
    lines = [f"{heading}: {text}" if heading.strip() else text for heading, text in rest]
    before = fields.get(target.name, "").rstrip("\n")
    return fields | {target.name: "\n\n".join(filter(None, [before, "  \n".join(lines)]))}


def order_of(texts: Collection[str]) -> str | None:
    """Return the order of day and month that the dates among *texts* are in, where they tell it alone."""
    told = {order for text in texts if (order := tables_dates.is_told_by(text.strip())) is not None}
    return told.pop() if len(told) == 1 else None


def key(head: Sequence[str]) -> str:
    """Return what a decision about tables with these headings is kept under."""
    return hashlib.sha256(json.dumps([folded(each) for each in head]).encode()).hexdigest()[:32]


def packed(columns: Columns) -> str:
    kept = [columns.kind, list(columns.fields), columns.order, columns.keep_rest, columns.headed]
    return json.dumps(kept)


def unpacked(text: str) -> Columns | None:
    """Return what `packed` made, or None for anything else."""
    try:
        match json.loads(text):
            case [str(kind), list(names), str(order), bool(keep), bool(headed)] if (
                order in tables_dates.ORDERS
            ):
                return Columns(kind, tuple(map(str, names)), order, keep, headed)
    except ValueError:
        return None
    return None


def cells_of(fields: Mapping[str, str]) -> list[str]:
    """Return the cells of a row as it came from the limited process."""
    return tables.cells(fields, tables.width(fields))
