"""What people write is brought into the form in which it is kept, or refused with a sentence (PROTOCOL 3.25).

Only what is written here is held to it: what others wrote, and what files of others say, is kept as it is.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

from sync.errors import Problem
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType, Kind
from sync.value_refusals import BY_TYPE, NoZone

EXAMPLES: Mapping[str, str] = {
    "date": "2026-11-21",
    "moment": "2026-11-21T14:30 Africa/Nairobi",
    "period": "2026-01-01/2026-06-30",
    "rule": "FREQ=WEEKLY;BYDAY=MO",
    "milestones": "[ ] 2026-11-21 …",
    "places": "KE/Coast",
    "languages": "sw, fr",
    "number": "12.5",
    "money": "1500.00 EUR",
    "questions": "q1 | yes-no | …?",
}


def canonical(
    kind: Kind, fields: Mapping[str, str], here: Mapping[str, Collection[str]] | None = None
) -> dict[str, str]:
    """Return *fields* in the form in which they are kept; values that are *here* already stay as they are.

    Raises a Problem of sync.value_refusals. Fields that the kind does not have are left alone.
    """
    known = here or {}
    return {
        name: text if text in known.get(name, ()) else _canonical(kind.field(name), text)
        for name, text in fields.items()
    }


def as_far_as_good(kind: Kind, fields: Mapping[str, str]) -> dict[str, str]:
    """The same for what comes from elsewhere: a value that does not fit its field stays as it came."""
    return {name: _lenient(kind.field(name), text) for name, text in fields.items()}


def _lenient(field: Field | None, text: str) -> str:
    try:
        return _canonical(field, text)
    except Problem:
        return text


def _canonical(field: Field | None, text: str) -> str:
    if field is None:
        return text
    try:
        kept = values.checked(field, text)
    except values.BadValue as bad:
        raise _refusal(field, bad.reason) from bad
    if field.type is FieldType.MOMENT:
        _check_zone(field, kept)
    return kept


def _refusal(field: Field, reason: str) -> Problem:
    holes: dict[str, str | int] = {"name": field.name, "example": EXAMPLES.get(reason, "")}
    holes["options"] = ", ".join(option.key for option in field.options)
    holes["count"] = values.LINES_MAX
    return BY_TYPE[reason](**holes)


def _check_zone(field: Field, moment: str) -> None:
    zone = moment.partition(" ")[2]
    if zone and not is_zone(zone):
        raise NoZone(name=field.name, zone=zone, example=EXAMPLES["moment"])


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Return whether there is a time zone of that name in the data that came with the program."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # also a folder of zones, such as Africa
        return False
    return True
