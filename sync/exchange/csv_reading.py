"""Tables of text: which sign stands between the cells, and in which old encoding, is found out."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from sync.exchange import decoding, tables
from sync.exchange.outcome import Outcome, Reason, Refused

SEPARATORS = ",;\t|"
SAID = re.compile(r"sep=(.)\n")
"""What some programs write above the table."""

SAMPLE = 64 * 1024
SAMPLE_ROWS = 50
CUT = "unexpected end of data"  # of the sample, not of the table
GUARDED = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""A sign that programs of tables would take for a formula, made harmless (experience 2.1)."""


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield each row of the file *raw*, and why others could not be read."""
    try:
        text, old = decoding.assumed(raw)
    except decoding.NotText:
        yield Refused(name, Reason.NOT_TEXT)
        return
    csv.field_size_limit(tables.CELL_MAX)
    try:
        yield from decoding.remarked(tables.outcomes(name, rows(text)), old)
    except csv.Error:  # a cell without an end, as a lost quote makes it
        yield Refused(name, Reason.TOO_LARGE)


def rows(text: str) -> Iterator[list[str]]:
    """Yield the cells of each row of *text*."""
    said = SAID.match(text)
    separator = said[1] if said else separator_of(text[:SAMPLE])
    body = text[said.end() :] if said else text
    for row in csv.reader(io.StringIO(body, newline=""), delimiter=separator, skipinitialspace=True):
        yield [unguarded(cell) for cell in row]


def unguarded(cell: str) -> str:
    """Return *cell* without the sign that was put before what looked like a formula."""
    return cell[1:] if GUARDED.match(cell) else cell


def separator_of(sample: str) -> str:
    """Return the sign that cuts most rows of *sample* into the same number of cells, more than one."""
    return max(SEPARATORS, key=lambda sign: (*_agreement(sample, sign), -SEPARATORS.index(sign)))


def _agreement(sample: str, separator: str) -> tuple[bool, int, int]:
    """Return first whether no quote stands where one cannot: then it is another sign that cuts."""
    for strict in (True, False):
        width, count = _commonest(sample, separator, strict=strict)
        if count:
            return strict, count, width
    return False, 0, 0


def _commonest(sample: str, separator: str, *, strict: bool) -> tuple[int, int]:
    """Return the number of cells that most rows have, more than one, and how many rows those are."""
    reader = csv.reader(
        io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True, strict=strict
    )
    widths: Counter[int] = Counter()
    try:
        for row in reader:
            widths[len(row)] += 1
            if widths.total() >= SAMPLE_ROWS:
                break
    except csv.Error as error:
        if str(error) != CUT:
            return 0, 0
    several = [(width, count) for width, count in widths.items() if width > 1]
    return max(several, key=lambda pair: (pair[1], pair[0]), default=(0, 0))
