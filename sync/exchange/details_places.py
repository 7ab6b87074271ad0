"""Which bytes of a file stay where they are: all others become zeros, so that no place in it moves."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO

from sync.exchange.unsound import PARTS_MAX, Unsound

PIECE = 1 << 18
Place = tuple[int, int]
"""The first byte, and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A file of *end* bytes: *kept* stays, *written* is new at its place, the rest is zeros."""

    end: int
    kept: Sequence[Place]
    written: Mapping[int, bytes] = field(default_factory=dict)


def whole(file: BinaryIO) -> int:
    """Return how many bytes there are."""
    return file.seek(0, io.SEEK_END)


def taken(file: BinaryIO, at: int, size: int) -> bytes:
    """Return *size* bytes from *at*. Raises Unsound where there are less."""
    if at + size > whole(file):
        raise Unsound
    file.seek(at)
    data = file.read(size)
    if len(data) < size:  # it became shorter meanwhile
        raise Unsound
    return data


def merged(places: Iterable[Place]) -> list[Place]:
    """Return the same places in their order, none beside or in another. Raises Unsound for too many."""
    found: list[Place] = []
    for begin, end in sorted(places):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif end > begin:
            found.append((begin, end))
    if len(found) > PARTS_MAX:
        raise Unsound
    return found


def meet(some: Sequence[Place], others: Sequence[Place]) -> bool:
    """Say whether a byte lies in both; each is merged."""
    row = sorted([*some, *others])
    return any(end > begin for (_, end), (begin, _) in pairwise(row))


def sound(bare: Bare) -> Bare:
    """Return what can be written in one go. Raises Unsound where one byte would be two."""
    new = [(at, at + len(data)) for at, data in bare.written.items()]
    row = sorted([*bare.kept, *new])
    if meet(row, ()) or (row and (row[0][0] < 0 or row[-1][1] > bare.end)):
        raise Unsound
    return bare


def pieces(file: BinaryIO, bare: Bare) -> Iterator[bytes]:
    """Yield the file anew, in pieces. Raises Unsound where it ends too early."""
    at = 0
    row = sorted([*bare.kept, *((at, at + len(data)) for at, data in bare.written.items())])
    for begin, end in [*row, (bare.end, bare.end)]:
        yield from _zeros(begin - at)
        at = end
        if begin in bare.written:
            yield bare.written[begin]
            continue
        for start in range(begin, end, PIECE):
            yield taken(file, start, min(PIECE, end - start))


def _zeros(size: int) -> Iterator[bytes]:
    return (bytes(min(PIECE, size - start)) for start in range(0, size, PIECE))
