"""What is spoken at this moment: the language, its sentences, and how numbers and dates are written."""

from dataclasses import dataclass, field
from typing import Protocol

from i18n.compiled import Catalogue

SOURCE = "en"
CHOICES = {
    "dates": ("language", "day-month-year", "year-month-day"),
    "digits": ("language", "latin", "arabic-indic"),
    "clock": ("language", "12", "24"),
    "week": ("language", "monday", "saturday", "sunday"),
}


@dataclass(frozen=True, slots=True)
class Formats:
    """How a person wants numbers and moments written, each one of CHOICES."""

    dates: str = "language"
    digits: str = "language"
    clock: str = "language"
    week: str = "language"


class Sentences(Protocol):
    """What stands between the source and the person: a catalogue, or what behaves like one."""

    def one(self, text: str) -> str: ...
    def of(self, one: str, many: str, count: int) -> str: ...


class Tried(Protocol):
    """A translation file that is tried, and what is wrong with it."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def sentences(self) -> Sentences: ...
    @property
    def total(self) -> int: ...
    @property
    def fits(self) -> int: ...
    @property
    def unfit(self) -> tuple[str, ...]: ...
    @property
    def missing(self) -> int: ...
    @property
    def rule_is_sound(self) -> bool: ...


@dataclass(slots=True)
class Spoken:
    code: str = SOURCE
    chosen: str = SOURCE
    """What was asked for; something else is spoken while a file is tried."""
    catalogue: Sentences = field(default_factory=Catalogue)
    formats: Formats = field(default_factory=Formats)
    lent: dict[str, Sentences] = field(default_factory=dict)
    """Languages that are not offered, by code: made for tests."""
    tried: Tried | None = None


spoken = Spoken()
