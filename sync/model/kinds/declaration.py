"""How a content type is declared: fields, labels, and what a form, a list and an export make of them."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal


def mark(text: str) -> str:
    """Return *text* as it is: the edges translate it, the extractor finds it."""
    return text


def mark_n(one: str, many: str) -> tuple[str, str]:
    """The same of a message with a count."""
    return one, many


class FieldType(Enum):
    """What a value is; each is kept as text, in the form that `values` checks (PROTOCOL 3.25)."""

    TEXT = "text"
    DOCUMENT = "document"
    """A long text in Markdown that merges word by word."""
    TAGS = "tags"
    """Words with commas between; concurrent values are shown as their union."""
    LINES = "lines"
    """Several values, one a line."""
    CHOICE = "choice"
    """The key of one option."""
    CHOICES = "choices"
    """Keys of several options, with commas between."""
    DATE = "date"
    MOMENT = "moment"
    """A day, or a day and time: of a zone, or of wherever one is."""
    PERIOD = "period"
    """Two days with a slash between; either may be open."""
    RULE = "rule"
    """How something recurs, in the words of RFC 5545 3.3.10, and the days left out."""
    MILESTONES = "milestones"
    """Dated lines that can be ticked off."""
    PLACES = "places"
    """Countries, or first-level regions of them, one a line."""
    LANGUAGES = "languages"
    NUMBER = "number"
    MONEY = "money"
    LINKS = "links"
    """Ids of other items, one a line."""
    PERSONS = "persons"
    """People or organisations, one a line: the id of a contact, or just a name."""
    QUESTIONS = "questions"
    """Declared questions of a form, one a line."""


FACETED = frozenset(
    {FieldType.CHOICE, FieldType.CHOICES, FieldType.TAGS, FieldType.PLACES, FieldType.LANGUAGES}
)

NOWHERE = "-"
"""The section of what is kept but listed in none."""

View = Literal["list", "calendar", "map", "board", "forms"]


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: FieldType
    label: str
    help: str = ""
    weight: int = 1
    """How much a word found here counts beside others; 0 where it is not searched."""
    confidential: bool = True
    """Left out of what is made for people outside, unless it is chosen there."""
    compartment: bool = False
    """Says where something is known from: it never leaves its space, by no export, copy or print."""
    hidden: bool = False
    """Kept for a lossless way out, shown in no form."""
    options: tuple[Option, ...] = ()
    kinds: tuple[str, ...] = ()
    """What a link may lead to; empty for anything."""
    reminds: bool = False
    """Whether a date in it is one to be reminded of."""
    fresh_days: int = 0
    """For how many days a date of confirming holds, before somebody is asked again; 0 for no such date."""
    asks: str = ""
    """Which field names those who are asked to confirm; where it names nobody here, all who may write are."""
    embargo: bool = False
    """Before the day in it the whole item stays in its space."""

    @property
    def searchable(self) -> bool:
        return self.weight > 0

    @property
    def faceted(self) -> bool:
        return self.type in FACETED and not self.hidden


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    label: str
    plural: str
    icon: str
    title_field: str
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    section: str = ""
    """The kind in whose section these are shown; empty for a section of its own, "-" for none."""
    view: View = "list"
    """How its section is shown besides as a list."""

    @property
    def is_section(self) -> bool:
        return not self.section

    def field(self, name: str) -> Field | None:
        for each in self.fields:
            if each.name == name:
                return each
        return None

    @property
    def embargo(self) -> Field | None:
        """The field with the day before which nothing of an item leaves its space, where there is one."""
        return next((each for each in self.fields if each.embargo), None)

    @property
    def confirmed(self) -> Field | None:
        """The field that says when somebody last confirmed an item, where the kind has one."""
        return next((each for each in self.fields if each.fresh_days), None)

    @property
    def document(self) -> Field | None:
        """The first field that holds a body text, where the kind has one."""
        return next((each for each in self.fields if each.type is FieldType.DOCUMENT), None)


def split_tags(value: str) -> tuple[str, ...]:
    """Return the tags in *value*, each once, in the order they stand."""
    return tuple(dict.fromkeys(tag for part in value.replace("\n", ",").split(",") if (tag := part.strip())))


def union(values: tuple[str, ...]) -> str:
    """Return all tags of several values that stand side by side as one value (in a fixed order)."""
    return ", ".join(sorted({tag for value in values for tag in split_tags(value)}))
