"""An update without its words: only how many letters stand where, deleted ones too (A5.3).

In a text made of skeletons every letter that ever was has a place, so one can see which of two comes first.
An honest author writes between two neighbours. An item whose right neighbour stands before its left one
goes to different places on different replicas, for good; clocks alone do not show it.
"""

from dataclasses import dataclass

from sync.model.update import DELETED, HAS_LEFT, HAS_RIGHT, MORE, REFERENCE, STRING, Reader

Place = tuple[int, int]
"""A client number and a clock: one letter."""
NUMBER_BITS = 7  # of each byte


@dataclass(frozen=True, slots=True)
class Skeleton:
    """*data* is an update too; *between* are the left and right places of the pieces that name both."""

    data: bytes
    between: tuple[tuple[Place, Place], ...]


def skeleton(update: bytes) -> Skeleton:
    """Return the skeleton of a checked update or of a whole replica. Raises BadUpdate."""
    bare = _Bare(Reader(update))
    return Skeleton(bare.run(), tuple(bare.between))


class _Bare:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._out = bytearray()
        self.between: list[tuple[Place, Place]] = []

    def run(self) -> bytes:
        for _ in range(self._copied()):
            count = self._copied()
            self._copied()
            self._copied()
            for _ in range(count):
                self._piece()
        return bytes(self._out) + b"\x00"

    def _copied(self) -> int:
        value = self._reader.number()
        self._out += number(value)
        return value

    def _piece(self) -> None:
        info = self._reader.byte()
        self._out.append(info & ~REFERENCE | STRING)
        start = self._reader.at
        left = self._place() if info & HAS_LEFT else None
        right = self._place() if info & HAS_RIGHT else None
        if left and right:
            self.between.append((left, right))
        if not left and not right:
            self._reader.number()
            self._reader.text()
        self._out += self._reader.data[start : self._reader.at]
        size = self._reader.number() if info & REFERENCE == DELETED else len(self._reader.text())
        self._out += number(size) + b"x" * size

    def _place(self) -> Place:
        return self._reader.number(), self._reader.number()


def number(value: int) -> bytes:
    """Return *value* as the format writes it: seven bits a byte, the lowest first."""
    out = bytearray()
    while value >= MORE:
        out.append(value & (MORE - 1) | MORE)
        value >>= NUMBER_BITS
    return bytes([*out, value])
