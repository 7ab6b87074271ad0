"""Boxes of ISO/IEC 14496-12, in memory and in a file: a size, a name, and what is inside."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from sync.exchange import details_places
from sync.exchange.unsound import Unsound

HEAD, LONG_HEAD = 8, 16
TO_THE_END, LONG = 0, 1  # what a size says instead of a size
BOXES_MAX = 10_000
LARGEST = 0xFFFFFFFF


class Placed(NamedTuple):
    """A box of a file: where it begins, what is inside, and where it ends."""

    name: bytes
    at: int
    body: int
    end: int


def within(data: bytes, at: int = 0) -> list[tuple[bytes, bytes]]:
    """Return the boxes from *at* to the end, as names and what is inside. Raises Unsound."""
    found: list[tuple[bytes, bytes]] = []
    while at < len(data):
        head = data[at : at + LONG_HEAD]
        box = _placed(head, at, len(data))
        if box is None or len(found) >= BOXES_MAX:
            raise Unsound
        found.append((box.name, data[box.body : box.end]))
        at = box.end
    return found


def of_file(file: BinaryIO) -> Iterator[Placed]:
    """Yield the boxes of a file, as far as they are some. Raises Unsound for too many."""
    size, at = details_places.whole(file), 0
    for _ in range(BOXES_MAX):
        file.seek(at)
        box = _placed(file.read(LONG_HEAD), at, size)
        if box is None:
            return
        yield box
        at = box.end
    raise Unsound


def _placed(head: bytes, at: int, end: int) -> Placed | None:
    """Return the box that begins so; None where its length leads out, or it has none."""
    size, own = int.from_bytes(head[:4], "big"), HEAD
    if size == LONG:
        size, own = int.from_bytes(head[HEAD:LONG_HEAD], "big"), LONG_HEAD
    elif size == TO_THE_END:
        size = end - at
    if size < own or at + size > end or len(head) < own:
        return None
    return Placed(head[4:8], at, at + own, at + size)


def box(name: bytes, inside: bytes) -> bytes:
    return (HEAD + len(inside)).to_bytes(4, "big") + name + inside


def boxes(found: Sequence[tuple[bytes, bytes]]) -> bytes:
    return b"".join(box(name, inside) for name, inside in found)
