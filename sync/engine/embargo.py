"""What somebody asked not to be shared before a day: until then nothing of it leaves its space."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sync.model import kinds
from sync.model.kinds.declaration import Field
from sync.model.kinds.values import BadValue, checked
from sync.store import listing, records
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Held:
    """Something that stays, and the day from which it may leave."""

    id: str
    title: str
    until: str


def held(db: Db, ids: Iterable[str], today: dt.date) -> list[Held]:
    """Return which of *ids* stay in their space, in their order."""
    rows = listing.each(db, map(bytes.fromhex, ids))
    found = ((row, _of_row(db, row, today)) for row in rows)
    return [Held(row.record.hex(), row.title, day) for row, day in found if day]


def _of_row(db: Db, row: records.Record, today: dt.date) -> str:
    field = field_of(row.kind)
    if field is None:
        return ""
    values = records.every_value(db, row.record).get(field.name, ())
    return until(field, [one.value or "" for one in values], today)


def field_of(kind: str) -> Field | None:
    """Return the field of a kind that says until when its things stay."""
    declared = kinds.find(kind)
    return declared.embargo if declared is not None else None


def until(field: Field, days: Sequence[str], today: dt.date) -> str:
    """Return the day from which something may leave, or nothing where it may now.

    Of days that people chose beside each other the last one counts; what is no day says nothing.
    """
    return max((day for day in days if _is_day(field, day) and day > today.isoformat()), default="")


def _is_day(field: Field, text: str) -> bool:
    try:
        return bool(checked(field, text))
    except BadValue:
        return False
