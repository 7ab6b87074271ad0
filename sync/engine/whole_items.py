"""Items of an open folder, from what the limited process says of them: looked at as from anybody."""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sync.engine.beside import joined
from sync.engine.editing import FIELD_MAX, side_by_side, storable
from sync.exchange.outcome import Imported, Reason, Refused
from sync.model import document, kinds, ops, shapes
from sync.model.kinds.declaration import FieldType

BESIDE = "beside."
"""Before the name of a field whose second value its type does not let stand in one with the first."""

ATTACHED = "attachment."
"""Fields of an item that stand for its files (PROTOCOL 3.26); files bring their own."""

JOINABLE = frozenset({FieldType.TEXT, FieldType.LINES, FieldType.TAGS})
RecordFor = Callable[[str], bytes]
"""Gives the id that an item gets here for the one that it has in the folder."""


@dataclass(frozen=True, slots=True)
class BareItem:
    name: str
    record: bytes
    kind: str
    fields: Mapping[str, Sequence[str]]
    texts: Mapping[str, str]
    trashed: bool
    files: Sequence[Mapping[str, str]]

    @property
    def size(self) -> int:
        return sum(map(len, self.texts.values())) + sum(len("".join(each)) for each in self.fields.values())


def made(one: Imported, name: str, record_for: RecordFor) -> BareItem | Refused:
    """Return the item; what comes from the limited process is looked at as if it came from anywhere."""
    try:
        bare = _plain_note(one) if "id" not in one.fields else _item(one, name, record_for)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Refused(name, Reason.UNREADABLE)
    if not _name_of_a_field(bare.kind):
        return Refused(name, Reason.UNREADABLE)
    long = any(
        len(value.encode("utf-8", "replace")) > FIELD_MAX for each in bare.fields.values() for value in each
    )
    too_long = any(len(text.encode("utf-8", "replace")) > document.TEXT_MAX for text in bare.texts.values())
    return Refused(name, Reason.TOO_LARGE) if long or too_long else bare


def _plain_note(one: Imported) -> BareItem:
    """A file without an id: somebody put a Markdown file of their own into the folder."""
    fields = {key: [value] for key, value in one.fields.items() if key != "body" and value}
    texts = {"body": one.fields.get("body", "")}
    return BareItem(one.name, secrets.token_bytes(ops.RECORD_SIZE), one.kind, fields, texts, False, ())


def _item(one: Imported, name: str, record_for: RecordFor) -> BareItem:
    fields = {
        key: [str(value) for value in several]
        for key, several in json.loads(one.fields["fields"]).items()
        if _name_of_a_field(key) and not key.startswith(ATTACHED)
    }
    texts = {key: str(text) for key, text in json.loads(one.fields["texts"]).items() if _name_of_a_field(key)}
    files = [
        {key: storable(str(known[key])) for key in ("id", "name", "type", "path")}
        for known in json.loads(one.fields["files"])
    ]
    record = record_for(one.fields["id"])
    return BareItem(name, record, one.kind, fields, texts, bool(one.fields["trashed"]), files)


def _name_of_a_field(text: str) -> bool:
    return text.isascii() and 0 < len(text) <= shapes.FIELD_MAX


def together(kind: str, name: str, several: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield field and values, which stand side by side again.

    Where they are more than one operation says, they stand in one, or the others in a field of their own.
    """
    declared = kinds.find(kind)
    known = declared.field(name) if declared else None
    if side_by_side(several) == tuple(dict.fromkeys(map(storable, several))):
        yield name, tuple(several)
    elif declared is not None and known is not None and known.type in JOINABLE:
        yield name, (joined(declared, name, several),)
    else:
        yield name, (several[0],)
        yield (BESIDE + name)[: shapes.FIELD_MAX], ("\n".join(several[1:]),)
