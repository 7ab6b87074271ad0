"""Text updates written by hand: what the library would never write, a forger might."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sync.model.document import Document
from sync.model.update import ROOT, check_update

Place = tuple[int, int]
"""A client number and a clock."""

DELETED, STRING, SKIP, GONE = 1, 4, 10, 0
HAS_LEFT, HAS_RIGHT, HAS_SUB = 0x80, 0x40, 0x20


@dataclass(frozen=True)
class Item:
    """One piece of text; *said* as a number stands for that many deleted letters."""

    said: str | int
    left: Place | None = None
    right: Place | None = None


def number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def text(said: str) -> bytes:
    data = said.encode()
    return number(len(data)) + data


def parent(left: Place | None, right: Place | None) -> bytes:
    places = [number(client) + number(clock) for client, clock in filter(None, (left, right))]
    return b"".join(places) or number(1) + text(ROOT)


def struct(item: Item) -> bytes:
    sides = (HAS_LEFT if item.left else 0) | (HAS_RIGHT if item.right else 0)
    around = parent(item.left, item.right)
    if isinstance(item.said, int):
        return bytes([DELETED | sides]) + around + number(item.said)
    return bytes([STRING | sides]) + around + text(item.said)


def block(client: int, clock: int, structs: Sequence[bytes]) -> bytes:
    return number(len(structs)) + number(client) + number(clock) + b"".join(structs)


def deletions(ranges: Iterable[tuple[int, Sequence[Place]]] = ()) -> bytes:
    parts = [
        number(client) + number(len(places)) + b"".join(number(at) + number(size) for at, size in places)
        for client, places in ranges
    ]
    return number(len(parts)) + b"".join(parts)


def update(client: int, clock: int, items: Sequence[Item], deleted: bytes | None = None) -> bytes:
    blocks = number(1) + block(client, clock, [struct(item) for item in items]) if items else number(0)
    return blocks + (deletions() if deleted is None else deleted)


def deliver(made: Iterable[bytes], receiver: Document, author: int) -> None:
    """Hand updates over as they arrive: read strictly, then applied."""
    for each in made:
        check_update(each, author, receiver.clocks())
        receiver.apply(each)
