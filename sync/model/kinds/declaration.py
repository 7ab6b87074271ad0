"""How a content type is declared: fields, labels, and what a form, a list and an export make of them."""

from dataclasses import dataclass
from enum import Enum


def mark(text: str) -> str:
    """Return *text* as it is: the edges translate it, the extractor finds it."""
    return text


def mark_n(one: str, many: str) -> tuple[str, str]:
    """The same of a message with a count."""
    return one, many


class FieldType(Enum):
    TEXT = "text"
    DOCUMENT = "document"
    """A long text in Markdown that merges word by word."""
    TAGS = "tags"
    """Words with commas between; concurrent values are shown as their union."""
    LINES = "lines"
    """Several values, one a line."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: FieldType
    label: str
    help: str = ""
    searchable: bool = True
    confidential: bool = True
    hidden: bool = False
    """Kept for a lossless way out, shown in no form."""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    label: str
    plural: str
    icon: str
    title_field: str
    fields: tuple[Field, ...]
    columns: tuple[str, ...]

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)

    @property
    def document(self) -> Field | None:
        """The field that holds the body text, where the kind has one."""
        return next((each for each in self.fields if each.type is FieldType.DOCUMENT), None)


def split_tags(value: str) -> tuple[str, ...]:
    """Return the tags in *value*, each once, in the order they stand."""
    return tuple(dict.fromkeys(tag for part in value.replace("\n", ",").split(",") if (tag := part.strip())))


def union(values: tuple[str, ...]) -> str:
    """Return all tags of several values that stand side by side as one value (in a fixed order)."""
    return ", ".join(sorted({tag for value in values for tag in split_tags(value)}))
