"""What devices say of themselves, beside what they write: how far they are, and what they lack (A5.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from sync.model import shapes
from sync.model.entry import BadEntry

CLAIMS_MAX = 4096  # devices in one beat
RANGE_MAX = 20_000  # entries that one operation may ask for
HIGHEST = 1 << 62
DEV8 = 8
DIGEST = 32

Claim: TypeAlias = tuple[bytes, int]
"""First 8 bytes of a device, and the highest seq of it; -1 for none is written as no claim."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A device is there: what it holds where that is not what its entries' deps say, and what it shows.

    *digest* is of all that is shown, or nothing where it could not be worked out; *version* is the highest
    format that the device understands.
    """

    differing: tuple[Claim, ...]
    digest: bytes | None
    version: int


@dataclass(frozen=True, slots=True)
class Repair:
    """Somebody lacks the entries *first* to *last* (both included) of the device *dev8*."""

    dev8: bytes
    first: int
    last: int


Reader: TypeAlias = Callable[[object], object]


def _claim(value: object) -> Claim:
    match value:
        case [dev8, seq]:
            return shapes.sized(dev8, DEV8), _place(seq)
    raise BadEntry("op-shape")


def _claims(value: object) -> tuple[Claim, ...]:
    if len(shapes.array(value)) > CLAIMS_MAX:
        raise BadEntry("op-shape")
    found = shapes.each(value, _claim)
    names = [dev8 for dev8, _ in found]
    if names != sorted(set(names)):
        raise BadEntry("op-shape")
    return found


def _place(value: object) -> int:
    number = shapes.natural(value)
    if number > HIGHEST:
        raise BadEntry("op-shape")
    return number


BEAT: tuple[Reader, ...] = (_claims, partial(shapes.optional, size=DIGEST), shapes.natural)
"""What reads the fields of a beat. Raises BadEntry."""

REPAIR: tuple[Reader, ...] = (partial(shapes.sized, size=DEV8), _place, _place)
"""The same of an ask for a repair."""
