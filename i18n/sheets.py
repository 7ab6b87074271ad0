"""A recovery sheet in words that its keeper understands, for a file or for print."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from i18n import tr

IN_A_ROW = 3
WIDTH = 14


class Shown(Protocol):
    """What a sheet says of itself."""

    @property
    def set_id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def of(self) -> int: ...
    @property
    def need(self) -> int: ...
    @property
    def date(self) -> str: ...
    @property
    def words(self) -> Sequence[str]: ...
    @property
    def holder(self) -> str: ...


def text(sheet: Shown) -> str:
    """Return the whole sheet as lines of text; it names nobody unless a holder was typed."""
    return "\n".join(
        [
            title(sheet),
            *_whose(sheet),
            "",
            *instructions(sheet),
            "",
            *rows(sheet.words),
            "",
            *footer(sheet),
            "",
        ]
    )


def title(sheet: Shown) -> str:
    return tr("Recovery sheet {number} of {of}", number=sheet.number, of=sheet.of)


def _whose(sheet: Shown) -> list[str]:
    return [tr("Kept by: {holder}", holder=sheet.holder)] if sheet.holder else []


def instructions(sheet: Shown) -> list[str]:
    return [
        tr("Keep this sheet where nobody else reads it, away from the laptop."),
        tr("Together with other sheets it opens a notebook whose password words are lost."),
        tr("Sheets needed together: {need} of {of}. One alone opens nothing.", need=sheet.need, of=sheet.of),
        tr("Give it back only to the person you know, face to face or by voice."),
    ]


def rows(words: Sequence[str]) -> list[str]:
    """Return the words with their numbers, some in a row; the same in every language."""
    numbered = [f"{place:2} {word:<{WIDTH}}" for place, word in enumerate(words, 1)]
    return ["".join(row).rstrip() for row in _in_rows(numbered)]


def _in_rows(cells: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(cells), IN_A_ROW):
        yield cells[start : start + IN_A_ROW]


def footer(sheet: Shown) -> list[str]:
    return [tr("Set {set_id}, made on {date}", set_id=sheet.set_id, date=sheet.date)]
