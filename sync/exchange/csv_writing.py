"""Tables of text, as programs of tables open them: no cell is taken for a formula (experience 2.1)."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

LIKE_A_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""The last four are the wide forms, which some programs of tables take for the others."""

MARK = "\ufeff"  # without it Excel takes the letters for those of old Windows


def guarded(cell: str) -> str:
    """Return *cell* with a sign before what would be worked out; reading takes it off again."""
    return f"'{cell}" if LIKE_A_FORMULA.match(cell) else cell


def write(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield the lines of a file with *rows*."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, quoting=csv.QUOTE_ALL)
    line.write(MARK)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
