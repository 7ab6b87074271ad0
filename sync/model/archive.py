"""The operation that says where packed entries are (A6.6)."""

from dataclasses import dataclass, field
from functools import partial

from sync.model import shapes
from sync.model.entry import BadEntry

PARTS_MAX = 64
"""Of one segment."""


@dataclass(frozen=True, slots=True)
class Run:
    """Entries of one device from one number to another, both included."""

    dev8: bytes
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Packed entries: the key and the ids of the sealed parts, the size of all, and what is inside (A6.6)."""

    key: bytes = field(repr=False)
    size: int
    parts: tuple[bytes, ...]
    runs: tuple[Run, ...]


def _run(value: object) -> Run:
    match value:
        case [dev8, first, last]:
            return Run(shapes.sized(dev8, 8), shapes.natural(first), shapes.natural(last))
    raise BadEntry("op-shape")


def _parts(value: object) -> tuple[bytes, ...]:
    if not 0 < len(shapes.array(value)) <= PARTS_MAX:
        raise BadEntry("op-shape")
    return shapes.each(value, partial(shapes.sized, size=32))


SEGMENT = (
    Segment,
    (partial(shapes.sized, size=32), shapes.natural, _parts, partial(shapes.each, read=_run)),
)
"""What an operation 52 becomes, and what reads each of its fields."""
