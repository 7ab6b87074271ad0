"""The inner bytes of a package: a magic, frames, padding, and an end that proves that nothing is missing.

Numbers in brackets are sections of FORMAT.md beside this file.
"""

import hashlib
import struct
from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import NamedTuple

from sync.bundle.padding import padded

MAGIC = b"karkadeBNDL\x01"  # [1]
HEAD = struct.Struct("<BI")
FRAME_MAX = 1024 * 1024
END_SIZE = HEAD.size + hashlib.sha256().digest_size
PADDING_MIN = HEAD.size + 1
FREE_FRAMES = 1000
FRAME_MEAN_MIN = 64
"""After the first thousand, frames must have this many bytes on average: many tiny ones are no news. [6]"""


class FrameType(IntEnum):
    """What a frame holds. [3]"""

    PADDING = 0
    MANIFEST = 1
    ENTRY = 2
    PACKAGES = 3
    CHUNK = 4
    SEGMENT = 5
    CARD = 6
    POST = 7
    WANT = 8
    END = 255


class Frame(NamedTuple):
    """One frame: its type, which may be one we do not know, and its bytes, 1 to 1,048,576."""

    type: int
    data: bytes


class Truncated(Exception):
    """The bytes stop before the end frame."""


class Altered(Exception):
    """The bytes break a rule of FORMAT.md."""


class Foreign(Exception):
    """The bytes do not begin like a package of this version."""


class TooLarge(Exception):
    """The bytes are more than the reader asked for."""


class FrameWriter:
    """Writes the inner bytes through *write*, which takes bytes, piece by piece."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._hash = hashlib.sha256()
        self.size = 0
        """Bytes written so far."""

        self._put(MAGIC)

    def _put(self, data: bytes) -> None:
        self._hash.update(data)
        self._write(data)
        self.size += len(data)

    def add(self, kind: int, data: bytes) -> None:
        """Write one frame; *data* has 1 to 1,048,576 bytes. Raises ValueError. (A7.1)"""
        if not 0 < len(data) <= FRAME_MAX or kind == FrameType.END:
            raise ValueError(f"no frame of type {kind} with {len(data)} bytes")
        self._put(HEAD.pack(kind, len(data)))
        self._put(data)

    def finish(self, most: int, *, fill: bool) -> None:
        """Pad to a PADME size, or to *most* bytes where that is less or *fill* says so; then end. (A7.1)"""
        needed = self.size + PADDING_MIN + END_SIZE
        wanted = max(most, needed) if fill else max(min(padded(needed), most), needed)
        for size in _paddings(wanted - END_SIZE - self.size):
            self.add(FrameType.PADDING, bytes(size - HEAD.size))
        self._put(HEAD.pack(FrameType.END, self._hash.digest_size) + self._hash.digest())


def _paddings(gap: int) -> Iterator[int]:
    """Split *gap*, which is 6 bytes or more, into whole frames, heads included."""
    while gap:
        size = min(gap, FRAME_MAX + HEAD.size)
        if 0 < gap - size < PADDING_MIN:
            size -= PADDING_MIN
        yield size
        gap -= size


class _Inner:
    """The inner bytes, piece by piece: hashed as they are taken, counted as they come."""

    def __init__(self, read: Callable[[], bytes], limit: int) -> None:
        self._read = read
        self._limit = limit
        self._buffer = b""
        self._place = 0
        self._come = 0
        self.hash = hashlib.sha256()
        self.taken = 0

    def take(self, size: int) -> bytes:
        """Return the next *size* bytes. Raises Truncated, TooLarge."""
        while len(self._buffer) - self._place < size:
            piece = self._more()
            if not piece:
                raise Truncated
            self._buffer = self._buffer[self._place :] + piece
            self._place = 0
        data = self._buffer[self._place : self._place + size]
        self._place += size
        self.taken += size
        return data

    def _more(self) -> bytes:
        piece = self._read()
        self._come += len(piece)
        if self._come > self._limit:
            raise TooLarge
        return piece

    def ended(self) -> bool:
        return self._place == len(self._buffer) and not self._more()


def read_frames(read: Callable[[], bytes], limit: int) -> Iterator[Frame]:
    """Yield each frame but padding and end of the bytes that *read* gives until it gives none. (A7.1, A7.3)

    All is bounded: a frame by 1 MiB, everything by *limit* bytes. Raises Foreign, Truncated, Altered or
    TooLarge after the whole frames before the damage; only when nothing is raised was all complete.
    """
    inner = _Inner(read, limit)
    inner.hash.update(_magic(inner))
    count = 0
    while True:
        head = inner.take(HEAD.size)
        kind, size = HEAD.unpack(head)
        if kind == FrameType.END:
            break
        count += 1
        if not 0 < size <= FRAME_MAX or (count > FREE_FRAMES and inner.taken < count * FRAME_MEAN_MIN):
            raise Altered
        data = inner.take(size)
        inner.hash.update(head)
        inner.hash.update(data)
        if kind != FrameType.PADDING:
            yield Frame(kind, data)
    if size != END_SIZE - HEAD.size or inner.take(size) != inner.hash.digest() or not inner.ended():
        raise Altered


def _magic(inner: _Inner) -> bytes:
    try:
        magic = inner.take(len(MAGIC))
    except Truncated as error:
        raise Foreign from error
    if magic != MAGIC:
        raise Foreign
    return magic
