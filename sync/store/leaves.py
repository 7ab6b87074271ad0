"""What stands in a page of a table: children, or rows with their cells, as SQLite's file format has them.

Nothing here trusts a page: whatever does not add up is a row less, never an error.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from sync.store.pages import USABLE

LEAF, INTERIOR = 0x0D, 0x05
FIRST_HEADER = 100  # bytes at the head of the first page that are of the file
LEAF_HEADER, INTERIOR_HEADER = 8, 12
MAPPED = 5  # bytes for each page in a map of pages, which a file that can shrink has
MAP_KINDS = frozenset(range(6))  # 0 behind the last
VARINT_MAX = 9
MOST = USABLE - 35  # bytes of a row that stand in its page whole
LEAST = (USABLE - 12) * 32 // 255 - 23
ROW_MAX = 1 << 30
INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
REAL, ZERO, ONE, FIRST_BLOB = 7, 8, 9, 12
Value: TypeAlias = int | float | str | bytes | None
Read: TypeAlias = Callable[[int], bytes | None]


class Unreadable(Exception):
    """A row that is not all there."""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[Value, ...]


def kind(page: bytes, number: int) -> int:
    return page[_start(number)]


def _start(number: int) -> int:
    return FIRST_HEADER if number == 1 else 0


def is_map(page: bytes, number: int) -> bool:
    """Say whether a page maps the pages behind it; its first byte may look like an interior page's."""
    placed = (number - 2) % (USABLE // MAPPED + 1) == 0
    return placed and MAP_KINDS.issuperset(page[: USABLE // MAPPED * MAPPED : MAPPED])


def children(page: bytes, number: int) -> list[int]:
    """Return the numbers of the pages under an interior page."""
    start = _start(number)
    found = [struct.unpack_from(">I", page, start + 8)[0]]
    places = (at for at in _places(page, start, INTERIOR_HEADER) if at + 4 <= USABLE)
    return found + [struct.unpack_from(">I", page, at)[0] for at in places]


def _places(page: bytes, start: int, header: int) -> tuple[int, ...]:
    count = min(struct.unpack_from(">H", page, start + 3)[0], (USABLE - start - header) // 2)
    return struct.unpack_from(f">{count}H", page, start + header)


def rows(page: bytes, number: int, read: Read) -> Iterator[Row | None]:
    """Yield the rows of a leaf, None for one that is not all there."""
    for at in _places(page, _start(number), LEAF_HEADER):
        try:
            yield _row(page, at, read)
        except (Unreadable, IndexError, struct.error, UnicodeDecodeError):
            yield None


def _row(page: bytes, at: int, read: Read) -> Row:
    size, at = varint(page, at)
    number, at = varint(page, at)
    if size > ROW_MAX:
        raise Unreadable
    return Row(_signed(number), _cells(_payload(page, at, size, read)))


def _payload(page: bytes, at: int, size: int, read: Read) -> bytes:
    if size <= MOST:
        return page[at : at + size]
    local = LEAST + (size - LEAST) % (USABLE - 4)
    local = local if local <= MOST else LEAST
    data = bytearray(page[at : at + local])
    following = struct.unpack_from(">I", page, at + local)[0]
    passed = {0}
    while len(data) < size:
        more = read(following) if following not in passed else None
        if more is None:
            raise Unreadable
        passed.add(following)
        following = struct.unpack_from(">I", more)[0]
        data += more[4:USABLE][: size - len(data)]
    return bytes(data)


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(VARINT_MAX - 1):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the bit that says another byte follows
            return value, at + place + 1
    return value << 8 | data[at + VARINT_MAX - 1], at + VARINT_MAX


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def _cells(payload: bytes) -> tuple[Value, ...]:
    size, at = varint(payload, 0)
    types = []
    while at < size:
        kind_of, at = varint(payload, at)
        types.append(kind_of)
    cells = []
    for each in types:
        value, at = _cell(payload, at, each)
        cells.append(value)
    if at > len(payload):
        raise Unreadable
    return tuple(cells)


def _cell(payload: bytes, at: int, kind_of: int) -> tuple[Value, int]:
    if kind_of >= FIRST_BLOB:
        end = at + (kind_of - FIRST_BLOB) // 2
        data = payload[at:end]
        return (data.decode("utf-8") if kind_of % 2 else data), end
    if kind_of in INTEGERS:
        end = at + INTEGERS[kind_of]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind_of == REAL:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    return {ZERO: 0, ONE: 1}.get(kind_of), at
