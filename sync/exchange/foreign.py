"""Which files can be read, by their ending, and what reads each."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from sync.exchange import (
    csv_reading,
    feeds,
    icalendar,
    markdown,
    markdown_kinds,
    references,
    references_bibtex,
    references_ris,
    tables,
    vcard,
    xlsx_reading,
)
from sync.exchange.outcome import Outcome

MIB = 1024 * 1024
Reader = Callable[[str, bytes], Iterator[Outcome]]


def _note(name: str, raw: bytes) -> Iterator[Outcome]:
    yield markdown_kinds.read(name, raw) or markdown.read(name, raw)


READERS: tuple[tuple[frozenset[str], int, Reader], ...] = (
    (markdown.ENDINGS, 16 * MIB, _note),
    (vcard.ENDINGS, 64 * MIB, vcard.read),
    (icalendar.ENDINGS, 32 * MIB, icalendar.read),
    (tables.CSV_ENDINGS, 32 * MIB, csv_reading.read),
    (tables.XLSX_ENDINGS, 32 * MIB, xlsx_reading.read),
    (feeds.ENDINGS, 16 * MIB, feeds.read_file),
    (references.CSL_ENDINGS, 16 * MIB, references.read),
    (references_bibtex.ENDINGS, 16 * MIB, references_bibtex.read),
    (references_ris.ENDINGS, 16 * MIB, references_ris.read),
)
"""Endings, the largest file of each in bytes, and what reads it; what is not here is not read at all."""

LIMITS = {ending: limit for endings, limit, _ in READERS for ending in endings}
BY_ENDING = {ending: reader for endings, _, reader in READERS for ending in endings}


BEGINS: dict[str, bytes] = {
    **dict.fromkeys(vcard.ENDINGS, vcard.BEGIN),
    **dict.fromkeys(icalendar.ENDINGS, b"BEGIN:VEVENT"),
    **dict.fromkeys(references_ris.ENDINGS, b"TY  -"),
    **dict.fromkeys(references_bibtex.ENDINGS, b"\n@"),
}
"""How each thing in a file that holds many of them begins, in the writing that is usual."""


def things(name: str, raw: bytes) -> int:
    """Return about how many things the file *raw* holds: good enough to say how far the work is."""
    mark = BEGINS.get(ending(name))
    return raw.count(mark) if mark is not None else 1


def ending(name: str) -> str:
    """Return the ending of *name* in small letters, with its dot."""
    return PurePosixPath(name).suffix.casefold()


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield what the file *raw* holds. Only ever called in the limited process."""
    yield from BY_ENDING[ending(name)](name, raw)
