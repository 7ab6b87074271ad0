"""The operation that attaches a file: what seals it, how large it is, where its parts are (A5.2, A5.8)."""

import re
from dataclasses import dataclass, field
from functools import partial

from sync.model import shapes
from sync.model.entry import BadEntry

ID_SIZE = 16
PART_ID = 32
CHUNK = 262_080
"""Bytes of the file in one chunk, all but the last: its blob is padded to exactly 256 KiB (A5.8)."""
DIRECT_MAX = 1024
"""So many chunks stand in the operation itself; the ids of more stand in lists, sealed as chunks are."""
LISTED = CHUNK // PART_ID
"""Ids in one list."""
LISTS = 1 << 19
"""The number of the first list: chunks count from 0, and there are never so many."""
SIZE_MAX = 32 << 30
NAME_MAX = 255
MEDIA_MAX = 100
MEDIA = re.compile(r"[a-z0-9][a-z0-9.+_-]*/[a-z0-9][a-z0-9.+_-]*")
FIELD = "attachment."
"""Begins the name of the field that holds the shown name of a file; its id, 32 hex digits, follows."""


@dataclass(frozen=True, slots=True)
class Attach:
    """A file: its id, the key of its chunks, bytes, SHA-256 of all, ids of its parts, name, and kind."""

    att: bytes
    key: bytes = field(repr=False)
    size: int
    digest: bytes
    parts: tuple[bytes, ...]
    name: str
    media: str

    def __post_init__(self) -> None:
        """Raise BadEntry where size, ids and texts do not fit together."""
        if self.size > SIZE_MAX or len(self.parts) != parts(self.size):
            raise BadEntry("op-shape")
        if not 0 < len(self.name.encode()) <= NAME_MAX:
            raise BadEntry("op-shape")
        if len(self.media) > MEDIA_MAX or not MEDIA.fullmatch(self.media):
            raise BadEntry("op-shape")


def chunks(size: int) -> int:
    """Return how many chunks a file of *size* bytes has; an empty one has none."""
    return -(-size // CHUNK)


def lists(size: int) -> int:
    """Return how many lists of ids there are; none where the operation names the chunks itself."""
    count = chunks(size)
    return 0 if count <= DIRECT_MAX else -(-count // LISTED)


def parts(size: int) -> int:
    """Return how many ids the operation holds."""
    return lists(size) or chunks(size)


def length(size: int, number: int) -> int:
    """Return the bytes of chunk *number*, or of list *number* - LISTS, of a file of *size* bytes."""
    if number >= LISTS:
        return min(LISTED, chunks(size) - (number - LISTS) * LISTED) * PART_ID
    return min(CHUNK, size - number * CHUNK)


def field_of(att: bytes) -> str:
    """Return the name of the field in which the item shows the file."""
    return FIELD + att.hex()


def in_field(name: str) -> bytes | None:
    """Return the id of the file that a field shows; None for a field of another sort."""
    digits = name.removeprefix(FIELD)
    if digits == name or not re.fullmatch(r"[0-9a-f]{32}", digits):
        return None
    return bytes.fromhex(digits)


def _parts(value: object) -> tuple[bytes, ...]:
    if len(shapes.array(value)) > DIRECT_MAX:
        raise BadEntry("op-shape")
    return shapes.each(value, partial(shapes.sized, size=PART_ID))


ATTACH = (
    Attach,
    (
        partial(shapes.sized, size=ID_SIZE),
        partial(shapes.sized, size=32),
        shapes.natural,
        partial(shapes.sized, size=32),
        _parts,
        shapes.text,
        shapes.text,
    ),
)
"""What an operation 48 becomes, and what reads each of its fields."""
