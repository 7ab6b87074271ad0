"""Which fields go into a file for others: what makes it useful, and the rest once somebody says so."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sync.exchange import icalendar, icalendar_writing, references, references_bibtex, references_ris, vcard
from sync.model.kinds.declaration import Field, FieldType, Kind

FOLDER = ""
"""The form of a folder of Markdown files; others are told by the ending of a file."""

PAPER = "paper"
REFERENCES = references.CSL_ENDINGS | references_bibtex.ENDINGS | references_ris.ENDINGS
CARD = frozenset(
    {
        "name", "sort", "organisation", "role", "phone", "email", "address", "web", "languages", "tags",
        "note", "source",
    }
)  # fmt: skip
CALENDAR = frozenset(
    {
        "title", "begins", "ends", "rule", "where", "state", "people", "agenda", "notes", "actions", "tags",
        "papers", "uid", "moved", "extra",
    }
)  # fmt: skip
TASKS = frozenset(
    {"title", "who", "to_whom", "due", "state", "evidence", "assessment", "tags", "uid", "extra"}
)
REFERENCE = frozenset(
    {"title", "sort", "body", "authors", "year", "web", "languages", "version", "tags", "reference"}
)
NEEDED = {
    "contact": CARD - {"tags", "note", "source"},
    "event": CALENDAR - {"people", "agenda", "papers", "notes", "actions", "tags", "extra"},
    "plan": frozenset({"title", "who", "to_whom", "due", "state", "uid"}),
    "tool": frozenset({"reference"}),
}
"""Confidential fields of a kind without which nobody could do anything with the file."""

READ = {"event": frozenset({"agenda"})}
"""The same of what people read themselves, on paper or in a folder; of other kinds their texts."""


def form_of(kind: str, target: Path) -> str:
    """Return the form in which things of *kind* are written to *target*: an ending, or FOLDER."""
    if target.is_dir():
        return FOLDER
    ending = target.suffix.casefold()
    if kind == vcard.KIND:
        return ending or ".vcf"
    if kind == icalendar_writing.TASK:
        return ending if ending in icalendar.ENDINGS else FOLDER
    return ending if kind in {icalendar_writing.KIND, references.KIND} else FOLDER


def carried(kind: Kind, form: str) -> tuple[Field, ...]:
    """Return the fields that can stand in a file of this *form*; those of a compartment never can."""
    held = _held(kind, form)
    return tuple(each for each in kind.fields if not each.compartment and (held is None or each.name in held))


def _held(kind: Kind, form: str) -> frozenset[str] | None:
    if form == PAPER:
        return frozenset(each.name for each in kind.fields if not each.hidden)
    own = {
        vcard.KIND: CARD, icalendar_writing.KIND: CALENDAR, icalendar_writing.TASK: TASKS,
        references.KIND: REFERENCE,
    }  # fmt: skip
    return own.get(kind.name) if form != FOLDER else None


def concerned(kind: Kind, form: str) -> tuple[Field, ...]:
    """Return the confidential ones among them: what somebody is asked about."""
    return tuple(each for each in carried(kind, form) if each.confidential)


def usual(kind: Kind, form: str) -> frozenset[str]:
    """Return the names of the fields that go where nobody says anything."""
    fields = carried(kind, form)
    free = {each.name for each in fields if not each.confidential}
    return frozenset(free | (_needed(kind, form) & {each.name for each in fields}))


def _needed(kind: Kind, form: str) -> frozenset[str]:
    said = NEEDED.get(kind.name)
    if form not in {FOLDER, PAPER}:
        return said or frozenset()
    if said is not None:
        return said | READ.get(kind.name, frozenset())
    title = kind.field(kind.title_field)
    if title is None or not title.confidential:
        return frozenset()
    return frozenset({title.name, *(each.name for each in kind.fields if each.type is FieldType.DOCUMENT)})


def only(fields: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Return of *fields* those that are in *names*."""
    wanted = frozenset(names)
    return {name: value for name, value in fields.items() if name in wanted}
