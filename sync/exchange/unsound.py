"""What is said inside of a picture that is not whole, or falls into more parts than any picture has."""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
PARTS_MAX = 200_000


class Unsound(Exception):
    """A length leads out of the file, or its end is missing."""


def bounded(parts: Iterator[T]) -> Iterator[T]:
    """Yield *parts*; a large file of tiny ones would take up many times its size. Raises Unsound."""
    yield from islice(parts, PARTS_MAX)
    if next(parts, None) is not None:
        raise Unsound
