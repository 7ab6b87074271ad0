"""What a table from elsewhere is here: rows of plain texts, within bounds; no formula is ever worked out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sync.exchange.outcome import Imported, Outcome, Reason, Refused

CSV_ENDINGS = frozenset({".csv", ".tsv", ".tab"})
XLSX_ENDINGS = frozenset({".xlsx", ".xlsm"})
ENDINGS = CSV_ENDINGS | XLSX_ENDINGS

ROW = "row of a table"
"""Stands where other readers say a kind: what a row becomes is decided outside, column by column."""

ROWS_MAX = 100_001  # a hundred thousand and the headings
COLUMNS_MAX = 500
CELL_MAX = 300_000
"""In letters; a cell of Excel holds 32,767."""

ROW_MAX = 1_000_000
WHOLE_MAX = 96 * 1024 * 1024
"""In letters: a small file may show one long text in each of its places."""

BAD_ROWS_MAX = 100
"""So many rows without bounds are named; a table with more of them is none."""

EMPTY_ROWS_MAX = 1_100_000  # more than a sheet has


def outcomes(name: str, rows: Iterable[Sequence[str]]) -> Iterator[Outcome]:
    """Yield each row of *rows* in which something stands, numbered as it is there, and what was left out."""
    found = bad = letters = 0
    for number, row in enumerate(islice(rows, EMPTY_ROWS_MAX), 1):
        cells = {str(at): cell for at, cell in enumerate(row) if cell.strip()}
        if not cells:
            continue
        place = f"{name} #{number}"
        found += 1
        if found > ROWS_MAX:
            yield Refused(place, Reason.TOO_MANY_ROWS)
            return
        size, good = _size(cells)
        bad += not good
        letters += size
        if bad > BAD_ROWS_MAX or letters > WHOLE_MAX:
            yield Refused(name, Reason.TOO_LARGE)
            return
        yield Imported(ROW, cells, place) if good else Refused(place, Reason.TOO_LARGE)
    if not found:
        yield Refused(name, Reason.EMPTY)


def _size(cells: Mapping[str, str]) -> tuple[int, bool]:
    """Return how many letters a row has, and whether it is within bounds."""
    sizes = [len(cell) for cell in cells.values()]
    good = width(cells) <= COLUMNS_MAX and max(sizes) <= CELL_MAX and sum(sizes) <= ROW_MAX
    return sum(sizes), good


def cells(fields: Mapping[str, str], width: int) -> list[str]:
    """Return the cells of a row that `outcomes` made, *width* of them."""
    return [fields.get(str(at), "") for at in range(width)]


def width(fields: Mapping[str, str]) -> int:
    """Return how many columns a row that `outcomes` made reaches over."""
    return max((int(at) for at in fields), default=-1) + 1
