"""The value of a field as the text of a cell: for people to read, and for `tables_values` to read back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sync.exchange import tables_names
from sync.exchange.tables_values import NotUnderstood, Reading, Spoken, value
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType, Kind


def _same(text: str) -> str:
    return text


def _alone(text: str) -> tuple[str, ...]:
    return (text,)


@dataclass(frozen=True, slots=True)
class Saying:
    """In which words a table is written."""

    say: Callable[[str], str] = _same
    """A word of ours to what it is called now."""
    spoken: Spoken = _alone
    """The same to what it is called in each language: what is written must be understood again."""
    language: str = "en"
    title: Callable[[str], str] = _same
    """The id of another thing to its title, where it has one."""
    mirrored: bool = False
    """Whether a sheet begins at the right."""


def may_leave(field: Field) -> bool:
    """Say whether *field* may stand in a file for others at all."""
    return not field.compartment and not field.hidden


def releasable(kind: Kind) -> tuple[str, ...]:
    """Return the fields of *kind* that stand in such a file where nobody chose more."""
    return tuple(field.name for field in kind.fields if may_leave(field) and not field.confidential)


def head(kind: Kind, names: tuple[str, ...], how: Saying) -> list[str]:
    """Return the headings of the columns *names*."""
    return [how.say(field.label) for field in kind.fields if field.name in names]


def row(kind: Kind, names: tuple[str, ...], kept: Mapping[str, str], how: Saying) -> list[str]:
    """Return the cells of the item with the fields *kept*."""
    return [cell(field, kept.get(field.name, ""), how) for field in kind.fields if field.name in names]


def cell(field: Field, kept: str, how: Saying) -> str:
    """Return what stands in the cell: the first way to write the value that can be read back."""
    if not kept.strip():
        return ""
    write = _WRITE.get(field.type)
    worded = write(field, kept, how) if write is not None else kept
    reading = Reading(spoken=how.spoken)
    ways = (worded, f"{worded}\n", kept, f"{kept}\n")
    return next((text for text in ways if _reads(field, text, kept, reading)), worded)


def _reads(field: Field, text: str, kept: str, reading: Reading) -> bool:
    if field.type in {FieldType.LINKS, FieldType.PERSONS}:
        return "\n" in text or ";" not in text  # titles are found again in the space, not here
    try:
        return value(field, text, reading) == kept
    except NotUnderstood:
        return False


def _choices(field: Field, kept: str, how: Saying) -> str:
    labels = {option.key: how.say(option.label) for option in field.options}
    return "; ".join(labels.get(part.strip(), part.strip()) for part in kept.split(","))


def _places(_field: Field, kept: str, how: Saying) -> str:
    return "\n".join(_place(line, how.language) for line in kept.split("\n"))


def _place(line: str, language: str) -> str:
    code, slash, region = line.partition("/")
    return f"{tables_names.country_name(code, language)}{slash}{region}"


def _languages(_field: Field, kept: str, how: Saying) -> str:
    return ", ".join(tables_names.language_name(part.strip(), how.language) for part in kept.split(","))


def _things(_field: Field, kept: str, how: Saying) -> str:
    lines = kept.split("\n")
    return "\n".join(how.title(line) or line if values.RECORD.fullmatch(line) else line for line in lines)


_WRITE: Mapping[FieldType, Callable[[Field, str, Saying], str]] = {
    FieldType.CHOICE: _choices,
    FieldType.CHOICES: _choices,
    FieldType.PLACES: _places,
    FieldType.LANGUAGES: _languages,
    FieldType.LINKS: _things,
    FieldType.PERSONS: _things,
}
