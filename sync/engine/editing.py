"""Our own edits: checked, applied at once, and staged to depart later (A5.4)."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from sync.engine.departure import Staging
from sync.engine.merge import Author, Merge, doc_id
from sync.engine.notebook import Notebook
from sync.errors import TextTooLarge, UnknownField, UnknownKind
from sync.model import content, document, kinds, ops
from sync.model.kinds.declaration import FieldType, Kind
from sync.model.records import Stamp
from sync.store import chains
from sync.store.database import Db

FIELD_MAX = 300 * 1024  # bytes of UTF-8; longer texts belong into a document
MEGABYTE = 1 << 20
ALL_SEEN = 1 << 62
Value: TypeAlias = str | tuple[str, ...]
"""What a field is given: one value, or those that stand side by side."""


def declared_kind(name: str) -> Kind:
    kind = kinds.find(name)
    if kind is None:
        raise UnknownKind(name=name)
    return kind


def check_fields(kind: Kind, fields: Mapping[str, str]) -> None:
    """Raise UnknownField or TextTooLarge before anything is written."""
    for name, value in fields.items():
        field = kind.field(name)
        if field is None:
            raise UnknownField(name=name)
        limit = document.TEXT_MAX if field.type is FieldType.DOCUMENT else FIELD_MAX
        if len(storable(value).encode()) > limit:
            raise TextTooLarge(name=name, limit_mb=max(1, limit // MEGABYTE))


def storable(text: str) -> str:
    """Return *text* without half surrogate pairs, which no encoding takes; line ends as one sign."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def side_by_side(values: Sequence[str]) -> tuple[str, ...]:
    """Return values that one operation can say, each once; the first alone where there are too many."""
    said = tuple(dict.fromkeys(storable(value) for value in values))
    size = sum(len(value.encode()) for value in said)
    return said if len(said) <= content.SEVERAL_MAX and size <= FIELD_MAX else said[:1]


class Edit:
    """Operations of ours in one transaction and one space."""

    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._book = book
        self._me = book.me_in(space)
        self._staging = Staging(db, book, space)
        self._merge = Merge(db, book, space)
        applied = (device[:8] for device in chains.vector(db, space))
        self._seen = dict.fromkeys([*applied, self._me.dev8], ALL_SEEN)  # we have applied all that is here

    def say(self, op: ops.Op) -> None:
        self._merge.apply(op, self._author(self._staging.add(op)))

    def _author(self, stamp: Stamp) -> Author:
        return Author(self._me.device, stamp, self._seen, self._book.clock())

    def fields(
        self, record: bytes, kind: Kind, fields: Mapping[str, Value], base: Mapping[str, str] | None = None
    ) -> None:
        """Write fields; *base* holds texts as the writer saw them: what others changed since then stays."""
        for name, value in fields.items():
            field = kind.field(name)
            if isinstance(value, tuple):
                self.several(record, name, value)
            elif field is not None and field.type is FieldType.DOCUMENT:
                self.text(record, name, storable(value), (base or {}).get(name))
            else:
                self.say(ops.Set(record, name, storable(value)))

    def several(self, record: bytes, field: str, values: Sequence[str]) -> None:
        """Have values stand side by side; of more than one operation holds the first is kept."""
        said = side_by_side(values)
        self.say(ops.Several(record, field, said) if len(said) > 1 else ops.Set(record, field, said[0]))

    def text(self, record: bytes, field: str, text: str, base: str | None = None) -> None:
        """Write a long text, of whatever field."""
        name = doc_id(record, field)
        now = self._merge.document(name)
        wanted = text if base is None else document.merged(storable(base), text, now.text)
        for data in now.edit(wanted):
            self._merge.written(record, self._author(self._staging.add(ops.Doc(name, 0, data))))

    def finish(self) -> None:
        self._staging.keep()
        self._merge.finish()
