"""Sheets of Excel by openpyxl: the values that were kept, no formula run, no link followed, no part unpacked
that is larger than a table can be.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sync.exchange import tables
from sync.exchange.outcome import Outcome, Reason, Refused

MIB = 1024 * 1024
PARTS_MAX = 2_000
PART_MAX = 160 * MIB
WHOLE_MAX = 320 * MIB
STRINGS_MAX = 48 * MIB  # they are all held at once
RATIO_MAX = 200
SMALL = 4 * MIB  # what repeats itself packs well, and hurts nobody
LOCKED = b"\xd0\xcf\x11\xe0"  # a password, or a format of before 2007
HELD_AT_ONCE = frozenset({"xl/sharedstrings.xml", "xl/styles.xml", "xl/workbook.xml"})
MIDNIGHT = dt.time()
EXACT = 1e15  # beyond it a number of this type is no whole number any more
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|_x000D_")


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield each row of the first sheet in which something stands, and which sheets were left out."""
    reason = refusal(raw)
    if reason:
        yield Refused(name, reason)
        return
    yield from _sheets(name, raw)


def refusal(raw: bytes) -> str:
    """Return why *raw* is not even opened; nothing where it may be."""
    if raw.startswith(LOCKED):
        return Reason.LOCKED_FILE
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parcel:
            parts = parcel.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Reason.NOT_A_TABLE
    if any(part.flag_bits & 1 for part in parts):
        return Reason.LOCKED_FILE
    whole = sum(part.file_size for part in parts)
    if len(parts) > PARTS_MAX or whole > WHOLE_MAX or any(map(_too_large, parts)):
        return Reason.TOO_LARGE
    return "" if any(part.filename == "xl/workbook.xml" for part in parts) else Reason.NOT_A_TABLE


def _too_large(part: zipfile.ZipInfo) -> bool:
    limit = STRINGS_MAX if part.filename.lower() in HELD_AT_ONCE else PART_MAX
    swollen = part.file_size > SMALL and part.file_size > RATIO_MAX * max(part.compress_size, 1)
    return part.file_size > limit or swollen


def _sheets(name: str, raw: bytes) -> Iterator[Outcome]:
    import openpyxl  # noqa: PLC0415 - half a second, which only sheets need

    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    taken = False
    looks = tables.EMPTY_ROWS_MAX  # for all other sheets together
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its size need not be true
        rows = (_texts(row) for row in sheet.iter_rows(values_only=True))
        if taken:
            looked, something = _looked_at(islice(rows, looks))
            looks -= looked
            if something:
                yield Refused(f"{name} · {sheet.title}", Reason.OTHER_SHEET)
            continue
        for outcome in tables.outcomes(name, rows):
            if outcome != Refused(name, Reason.EMPTY):
                taken = True
                yield outcome
    if not taken:
        yield Refused(name, Reason.EMPTY)


def _looked_at(rows: Iterable[Sequence[str]]) -> tuple[int, bool]:
    """Return how many rows it took to see whether something stands in them, and whether it does."""
    number = 0
    for number, row in enumerate(rows, 1):
        if any(row):
            return number, True
    return number, False


def _texts(row: Sequence[object]) -> list[str]:
    """Colour reaches further than words: empty cells behind the last column that counts are none."""
    behind = any(value is not None for value in row[tables.COLUMNS_MAX :])
    return [_text(value) for value in (row if behind else row[: tables.COLUMNS_MAX])]


def _text(value: object) -> str:
    if isinstance(value, (dt.date, dt.time)):
        return _when(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else repr(value)
    text = "" if value is None else str(value)
    return CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _when(value: dt.date | dt.time) -> str:
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.datetime) and value.time() != MIDNIGHT:
        return f"{value:%Y-%m-%dT%H:%M}"
    return f"{value:%Y-%m-%d}"
