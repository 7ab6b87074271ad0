"""The cell of a table to the value of a field, whatever its program or its language called it."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sync.exchange import tables_dates, tables_names, tags
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType

Spoken = Callable[[str], Collection[str]]
"""A word of ours to what it is called in each language."""

Found = Callable[[Field, str], str | None]
"""The title of another thing to its id, where just one thing is called so."""

SEVERAL = re.compile(r"[;\n]")
SEVERAL_OR_COMMA = re.compile(r"[,;\n]")
AMOUNT = re.compile(r"[+-]?\d[\d.,]*")
GAPS = re.compile("[\\s'’\u00a0\u202f\u066c]")
GROUP = 3


class NotUnderstood(ValueError):
    """A cell that says nothing which its field can hold."""


def _nothing(_field: Field, _title: str) -> str | None:
    return None


def _only(text: str) -> tuple[str, ...]:
    return (text,)


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are to be understood."""

    order: str = tables_dates.DAY_FIRST
    spoken: Spoken = _only
    found: Found = _nothing


def value(field: Field, text: str, how: Reading) -> str:
    """Return what *text* says as a value of *field*; nothing stays nothing. Raises NotUnderstood."""
    bare = text.strip(" \t\r")  # an end of line tells lists apart
    if not bare.strip():
        return ""
    convert = _CONVERT.get(field.type)
    try:
        return values.checked(field, convert(field, bare, how) if convert else text)
    except ValueError as error:
        raise NotUnderstood(text) from error


def _lines(_field: Field, text: str, _how: Reading) -> str:
    """A cell in which a line ends was cut into lines by whoever wrote it."""
    parts = text.split("\n") if "\n" in text else text.split(";")
    return "\n".join(dict.fromkeys(filter(None, map(str.strip, parts))))


def _things(field: Field, text: str, how: Reading) -> str:
    named = _lines(field, text, how).split("\n")
    return "\n".join(how.found(field, name) or name for name in named)


def _tags(_field: Field, text: str, _how: Reading) -> str:
    return tags.text(tags.tidy(SEVERAL_OR_COMMA.split(text)))


def _choice(field: Field, text: str, how: Reading) -> str:
    wanted = tables_names.folded(text)
    for option in field.options:
        names = {option.key, option.label, *how.spoken(option.label)}
        if wanted in map(tables_names.folded, names):
            return option.key
    raise NotUnderstood(text)


def _choices(field: Field, text: str, how: Reading) -> str:
    pattern = SEVERAL if SEVERAL.search(text) else SEVERAL_OR_COMMA
    return ", ".join(_choice(field, part, how) for part in pattern.split(text) if part.strip())


def _date(_field: Field, text: str, how: Reading) -> str:
    return tables_dates.day(text, how.order)


def _moment(_field: Field, text: str, how: Reading) -> str:
    return tables_dates.moment(text, how.order)


def _period(_field: Field, text: str, how: Reading) -> str:
    return tables_dates.period(text, how.order)


def _milestones(_field: Field, text: str, how: Reading) -> str:
    return "\n".join(_milestone(line.strip(), how) for line in text.split("\n") if line.strip())


def _milestone(line: str, how: Reading) -> str:
    if values.MILESTONE.fullmatch(line):
        return line
    when, _, said = line.partition(" ")
    return f"[ ] {tables_dates.day(when.rstrip(':,'), how.order)} {said.strip()}"


def _places(_field: Field, text: str, _how: Reading) -> str:
    parts = [part for piece in SEVERAL.split(text) for part in _countries(piece)]
    return "\n".join(_place(part.strip()) for part in parts if part.strip())


def _countries(text: str) -> list[str]:
    """Commas stand between countries, and in the names of some."""
    alone = "/" in text or tables_names.country(text) is not None
    return [text] if alone else text.split(",")


def _place(text: str) -> str:
    name, slash, region = text.partition("/")
    code = tables_names.country(name)
    if code is None:
        raise NotUnderstood(text)
    return f"{code}/{region.strip()}" if slash else code


def _languages(_field: Field, text: str, _how: Reading) -> str:
    return ", ".join(_language(part.strip()) for part in SEVERAL_OR_COMMA.split(text) if part.strip())


def _language(text: str) -> str:
    found = tables_names.language(text)
    return found if found is not None else text.lower() if "-" not in text else text


def _number(_field: Field, text: str, _how: Reading) -> str:
    return plain_number(text)


def plain_number(text: str) -> str:
    """Return a number with a point and nothing else, whatever grouped its digits. Raises ValueError."""
    bare = GAPS.sub("", tables_dates.western_digits(text)).replace("\u066b", ".")
    if not AMOUNT.fullmatch(bare):
        raise NotUnderstood(text)
    try:
        return format(Decimal(_with_a_point(bare)), "f")
    except InvalidOperation as error:
        raise NotUnderstood(text) from error


def _with_a_point(text: str) -> str:
    """The last of two different signs is the point; one sign alone is, unless three digits follow a comma."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text
    sign = text[last]
    other = "," if sign == "." else "."
    groups = text.count(sign) > 1 or (sign == "," and other not in text and len(text) - last - 1 == GROUP)
    if groups:
        return text.replace(sign, "").replace(other, "." if other in text else "")
    return text.replace(other, "").replace(sign, ".")


def _money(_field: Field, text: str, _how: Reading) -> str:
    bare = tables_dates.western_digits(text).replace("\u00a0", " ").replace("\u202f", " ")
    number = re.search(r"[+-]?\d(?:[\d.,'’ ]*\d)?", bare)
    if number is None:
        raise NotUnderstood(text)
    said = f"{bare[: number.start()]} {bare[number.end() :]}".strip()
    code = tables_names.currency(said)
    if code is None:
        raise NotUnderstood(text)
    return f"{plain_number(number[0])} {code}"


Convert = Callable[[Field, str, Reading], str]
_CONVERT: Mapping[FieldType, Convert] = {
    FieldType.LINES: _lines,
    FieldType.PERSONS: _things,
    FieldType.LINKS: _things,
    FieldType.TAGS: _tags,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.DATE: _date,
    FieldType.MOMENT: _moment,
    FieldType.PERIOD: _period,
    FieldType.MILESTONES: _milestones,
    FieldType.PLACES: _places,
    FieldType.LANGUAGES: _languages,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
}
