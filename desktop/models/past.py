"""The history of an item as a person reads it: one line for each sitting, by day; what differs, by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.models import said, when
from desktop.models.differing import Piece, folded, pieces
from desktop.models.plain import isolated, one_line
from desktop.models.wording import Wording
from i18n import formats, tr
from sync.engine.past import Change
from sync.model.kinds.declaration import Field, Kind

SHOWN_MAX = 60
TEXT_MAX = 4_000
ATTACHMENT = "attachment."


@dataclass(frozen=True, slots=True)
class Part:
    """One field as it was, in pieces, and what the other state says there, where that is something else."""

    label: str
    text: str
    pieces: Sequence[Piece]
    other: str = ""
    other_pieces: Sequence[Piece] = ()
    differs: bool = False
    stays: bool = False
    """Never leaves its space, by the clipboard neither."""


def by_day(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield each day's words with its changes, in their order."""
    for day, group in groupby(changes, key=lambda one: when.day(one.at_ms)):
        yield day, list(group)


def time_of(change: Change) -> str:
    return formats.time_of(formats.local(change.at_ms))


def author_of(change: Change) -> str:
    return isolated(change.author, SHOWN_MAX) if change.author else tr("No name")


def sentence(change: Change, kind: Kind, wording: Wording) -> str:
    """Return what happened, in few words."""
    name = isolated(change.after or change.before, SHOWN_MAX)
    happened = {
        "made": tr("Made"),
        "dropped": tr("Moved to the trash"),
        "back": tr("Put back"),
        "attached": tr("File added: {name}", name=name),
        "detached": tr("File taken off: {name}", name=name),
        "renamed": tr("File renamed: {name}", name=name),
    }
    field = label_of(kind, change.field, wording)
    fallback = (
        tr("Changed: {field}", field=field)
        if change.before or change.after
        else tr("Emptied: {field}", field=field)
    )
    if change.what == "set" and not change.after:
        return tr("Emptied: {field}", field=field)
    return happened.get(change.what, fallback)


def label_of(kind: Kind, field: str, wording: Wording) -> str:
    known = kind.field(field)
    if known is None:
        return tr("File") if field.startswith(ATTACHMENT) else isolated(field, SHOWN_MAX)
    key = f"field.{kind.name}.{field}"
    return isolated(wording.say(key), SHOWN_MAX) if wording.says(key) else tr(known.label)


def parts_of(kind: Kind, shown: Mapping[str, str], other: Mapping[str, str], wording: Wording) -> list[Part]:
    """Return the fields of a state, each marked where *other* says something else."""
    declared = [field.name for field in kind.fields if not field.hidden]
    names = [*declared, *sorted({*shown, *other} - {field.name for field in kind.fields})]
    made = (_part(kind, name, shown.get(name, ""), other.get(name, ""), wording) for name in names)
    return [part for part in made if part.text or part.other]


def _part(kind: Kind, name: str, text: str, other: str, wording: Wording) -> Part:
    field = kind.field(name)
    here, there = _read(field, text), _read(field, other)
    label = label_of(kind, name, wording)
    stays = field is not None and field.compartment
    if here == there:
        return Part(label, here, [Piece(here[:TEXT_MAX])] if here else [], stays=stays)
    parted = folded(pieces(here, there)), there, folded(pieces(there, here))
    return Part(label, here, *parted, differs=True, stays=stays)


def _read(field: Field | None, text: str) -> str:
    return said.said(field, text) if field is not None else one_line(text)


def heard(change: Change, happened: str, known: str) -> str:
    """Return a line of the history for those who hear it."""
    return f"{happened}. {when.full(change.at_ms)}. {author_of(change)}. {known}"
