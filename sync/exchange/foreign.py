"""Which files can be read, by their ending, and what reads each."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from sync.exchange import markdown, vcard
from sync.exchange.outcome import Outcome

MIB = 1024 * 1024
LIMITS = dict.fromkeys(markdown.ENDINGS, 16 * MIB) | dict.fromkeys(vcard.ENDINGS, 64 * MIB)
"""The largest file of each ending, in bytes; what is not here is not read at all."""


def ending(name: str) -> str:
    """Return the ending of *name* in small letters, with its dot."""
    return PurePosixPath(name).suffix.casefold()


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield what the file *raw* holds. Only ever called in the limited process."""
    if ending(name) in vcard.ENDINGS:
        yield from vcard.read(name, raw)
    else:
        yield markdown.read(name, raw)
