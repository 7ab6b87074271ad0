"""Parts of an office file, and pictures among them without what is hidden in those, one after the other."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO
from zipfile import ZipInfo

from sync.exchange import details
from sync.exchange.unsound import Unsound

PICTURE_MAX, PICTURES_MAX = 32 << 20, 256 << 20  # bytes of a picture, and of all of them, unpacked
HEAD_MAX = 1 << 10  # packed bytes that hold the first few
DEFLATED, STORED = 8, 0
Summed = tuple[int, int]
"""The sum and the size of a part as it is written, not packed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it is written: *data* is given where it is new, *bare* of a picture that is cleaned while
    it is written; all else is copied from *at*."""

    info: ZipInfo
    name: bytes
    at: int
    data: bytes | None = None
    bare: Summed | None = None

    @property
    def said(self) -> tuple[int, int, int, int]:
        """How it is packed, its sum, its size packed and unpacked."""
        one = self.info
        if self.data is not None:
            return STORED, zlib.crc32(self.data), len(self.data), len(self.data)
        if self.bare is not None:
            return STORED, *self.bare, self.bare[1]
        return one.compress_type, one.CRC, one.compress_size, one.file_size


@dataclass(slots=True)
class Room:
    """How many bytes of pictures may still be unpacked, here and in office files inside."""

    left: int = PICTURES_MAX

    def take(self, size: int) -> None:
        """Raises Unsound."""
        self.left -= size
        if size > PICTURE_MAX or self.left < 0:
            raise Unsound


def summed(file: BinaryIO, part: Part, room: Room) -> Summed | None:
    """Look at a picture without its hidden details; None for what is none, or has none. Raises Unsound."""
    if details.sort_of(_unpacked(file, part, HEAD_MAX, details.HEAD)) != "cleaned":
        return None
    room.take(part.info.file_size)
    data = cleaned(file, part)
    found = zlib.crc32(data), len(data)
    return None if found == (part.info.CRC, part.info.file_size) else found


def cleaned(file: BinaryIO, part: Part) -> bytes:
    """Return a picture without its hidden details. Raises Unsound."""
    raw = _unpacked(file, part, part.info.compress_size, part.info.file_size + 1)
    if (zlib.crc32(raw), len(raw)) != (part.info.CRC, part.info.file_size):
        raise Unsound
    if details.is_raw(BytesIO(raw), part.info.filename):
        raise Unsound
    return details.stripped(raw)


def _unpacked(file: BinaryIO, part: Part, packed: int, most: int) -> bytes:
    """Return the first *most* bytes of a part, as far as its first *packed* ones hold them."""
    file.seek(part.at)
    raw = file.read(min(packed, part.info.compress_size, PICTURE_MAX + HEAD_MAX))
    if part.info.compress_type == STORED:
        return raw[:most]
    if part.info.compress_type != DEFLATED:
        raise Unsound
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, most)
    except zlib.error as error:
        raise Unsound from error
