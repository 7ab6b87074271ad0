"""A recovery sheet as data: what is on it, and what people type or scan of it (A2.4, SPEC 10.2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crypto import shares
from crypto.shares import Misspelt, Mixed, Parsed, Repeated, TooFew, WrongLength
from sync.errors import Problem
from sync.recovery_refusals import (
    SheetLength,
    SheetMisspelt,
    SheetRepeated,
    SheetsMixed,
    SheetsTooFew,
    SheetUnsound,
)

PICTURE = "KARKADE-SHEET:"
NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]?\s+[^\d\s]\S*\s*)+")
"""A line of numbered words, as sheets have them: nothing else on a sheet looks so."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Nobody's name is on it unless somebody typed a *holder*."""

    set_id: str
    number: int
    of: int
    need: int
    made_ms: int
    words: tuple[str, ...] = field(repr=False)
    holder: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def qr_text(self) -> str:
        """The same words in the letters that make a picture smallest."""
        return PICTURE + self.text.upper()

    @property
    def date(self) -> str:
        return datetime.fromtimestamp(self.made_ms / 1000, UTC).date().isoformat()


def split(
    secret: bytes, count: int, need: int, made_ms: int, holders: Sequence[str] = ()
) -> tuple[Sheet, ...]:
    """Make *count* sheets of a secret, of which any *need* give it back; missing holders stay empty.

    Raises ValueError unless 2 <= need <= count <= 16.
    """
    parsed = [shares.parse(text) for text in shares.split(secret, count, need)]
    names = [" ".join(name.split()) for name in [*holders, *([""] * count)]]
    return tuple(
        Sheet(set_id(one), one.number, count, need, made_ms, one.words, name)
        for one, name in zip(parsed, names, strict=False)
    )


def set_id(share: Parsed) -> str:
    """The number that all sheets of a set show: five digits."""
    return f"{share.identifier:05d}"


def typed(text: str) -> str:
    """Return the words in what was typed, scanned, or read from a sheet's file."""
    lines = text.strip().splitlines()
    scanned = next((line.strip() for line in lines if line.strip().upper().startswith(PICTURE)), None)
    if scanned is not None:
        return scanned[len(PICTURE) :]
    numbered = [line for line in lines if NUMBERED.fullmatch(line)]
    return " ".join(numbered or lines)


def check(text: str, sheet: int = 1) -> Parsed:
    """Look at one sheet by itself. Raises SheetMisspelt, SheetUnsound, SheetLength, SheetsMixed."""
    try:
        return shares.parse(typed(text), sheet)
    except shares.SharesRefused as error:
        raise problem(error) from error


def combine(texts: Sequence[str]) -> bytes:
    """Return the secret behind enough sheets.

    Raises SheetMisspelt, SheetUnsound, SheetLength, SheetRepeated, SheetsMixed, SheetsTooFew.
    """
    try:
        return shares.combine([typed(text) for text in texts])
    except shares.SharesRefused as error:
        raise problem(error) from error


def problem(error: shares.SharesRefused) -> Problem:
    match error:
        case Misspelt(word=0):
            return SheetUnsound(sheet=error.sheet)
        case Misspelt():
            return SheetMisspelt(sheet=error.sheet, word=error.word)
        case WrongLength():
            return SheetLength(sheet=error.sheet, count=error.count, expected=shares.WORDS)
        case Repeated():
            return SheetRepeated(first=error.first, second=error.second)
        case TooFew():
            return SheetsTooFew(have=error.have, need=error.need)
        case Mixed() | _:
            return SheetsMixed()
