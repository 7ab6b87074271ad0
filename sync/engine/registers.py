"""Fields and marks of records while a batch is merged: read once, kept in mind, written together."""

from collections.abc import Sequence
from typing import TypeAlias

from sync.model import records
from sync.model.records import Seen, Stamp, Value
from sync.store import records as table
from sync.store.database import Db

KEPT_MAX = 4_000  # records, or marks, before what is kept in mind is written
LETTERS_MAX = 8 << 20  # in fields; the same for few large ones

Fields: TypeAlias = dict[str, tuple[Value, ...]]


class Registers:
    """What the database says of the records of one space, and what it is going to say after `write`."""

    def __init__(self, db: Db, space: bytes) -> None:
        self._db = db
        self._space = space
        self._fields: dict[bytes, Fields] = {}
        self._changed: dict[tuple[bytes, str], bool] = {}
        """Each field that is to be written, and whether the database has values of it."""
        self._letters = 0
        self._marks: dict[tuple[bytes, bytes], Stamp] = {}

    def fields(self, record: bytes) -> Fields:
        """Return all fields that have a value, of each the one shown first in front."""
        if record not in self._fields:
            if len(self._fields) >= KEPT_MAX or self._letters > LETTERS_MAX:
                self._write_fields()
                self._fields.clear()
                self._letters = 0
            self._fields[record] = table.every_value(self._db, record)
            self._letters += sum(
                _letters(value) for every in self._fields[record].values() for value in every
            )
        return self._fields[record]

    def assign(self, record: bytes, field: str, said: Sequence[Value], seen: Seen) -> None:
        fields = self.fields(record)
        before = fields.get(field, ())
        self._changed.setdefault((record, field), bool(before))
        fields[field] = records.assign(before, said, seen)
        self._letters += sum(map(_letters, said))

    def mark(self, record: bytes, stamp: Stamp) -> None:
        """Note an operation that keeps *record* present."""
        if len(self._marks) >= KEPT_MAX:
            self._write_marks()
        self._marks[record, stamp.dev8] = stamp

    def marks(self, record: bytes) -> list[Stamp]:
        """Return what keeps *record* present."""
        self._write_marks()
        return table.alive(self._db, record)

    def write(self) -> None:
        self._write_fields()
        self._write_marks()

    def _write_fields(self) -> None:
        table.clear(self._db, [place for place, had in self._changed.items() if had])
        table.add(self._db, ((*place, self._fields[place[0]][place[1]]) for place in self._changed))
        self._changed.clear()

    def _write_marks(self) -> None:
        table.touch_all(
            self._db, self._space, [(record, stamp) for (record, _), stamp in self._marks.items()]
        )
        self._marks.clear()


def _letters(value: Value) -> int:
    return len(value.value or "")
