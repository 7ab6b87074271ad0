"""Packing: one part of a package, or as many as are needed."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO

from crypto import agefile
from crypto.keys import KemPublic
from sync.bundle import vector
from sync.bundle.frames import END_SIZE, HEAD, PADDING_MIN, FrameType, FrameWriter
from sync.bundle.manifest import BUNDLE_ID_SIZE, Manifest, Sign
from sync.wire import codec

PART_SIZE = 64 * 1024 * 1024
"""Of a whole part file: old sticks and their file systems take it. (A7.1)"""

AGE_HEADER_MAX = 4096
AGE_CHUNK = 64 * 1024
AGE_TAG = 16
FILE_TIME = 1_577_836_800
"""Seconds since 1970 that every part file gets as its times: 1 January 2020. (A7.1)"""

ENDING = ".pack"


def random_name() -> str:
    """Return a file name that says nothing: 16 random hex digits and ``.pack``. (A7.1)"""
    return secrets.token_hex(8) + ENDING


def new_id() -> bytes:
    """Return a bundle id, 16 random bytes."""
    return secrets.token_bytes(BUNDLE_ID_SIZE)


def room(part_size: int) -> int:
    """Return how many inner bytes fit in an age file of *part_size* bytes."""
    return (part_size - AGE_HEADER_MAX) * AGE_CHUNK // (AGE_CHUNK + AGE_TAG)


class Packer:
    """Writes one part, complete in itself, to *sink*; closing *sink* is the caller's. (A7.1)

    *fill* pads to *part_size* instead of the next PADME size, so that all parts look the same.
    """

    def __init__(
        self,
        sink: BinaryIO,
        recipient: KemPublic | Sequence[KemPublic],
        *,
        manifest: Manifest,
        sign: Sign,
        part_size: int = PART_SIZE,
        fill: bool = False,
    ) -> None:
        self._room = room(part_size)
        self._fill = fill
        readers = (recipient,) if isinstance(recipient, KemPublic) else recipient
        self._age = agefile.write(sink.write, *readers)
        self._frames = FrameWriter(self._age.write)
        self._frames.add(FrameType.MANIFEST, manifest.encode(sign))
        self._empty = True

    def has_room(self, size: int) -> bool:
        """Whether a frame of *size* bytes still fits; one frame always does."""
        wanted = self._frames.size + HEAD.size + size + PADDING_MIN + END_SIZE
        return self._empty or wanted <= self._room

    def add(self, kind: FrameType, data: bytes) -> None:
        """Write one frame of 1 to 1,048,576 bytes. Raises ValueError for other sizes."""
        self._frames.add(kind, data)
        self._empty = False

    def entry(self, raw: bytes) -> None:
        """Write one entry as it was signed (A5.1)."""
        self.add(FrameType.ENTRY, raw)

    def packages(self, raw: bytes) -> None:
        """Write key packages (A4.3)."""
        self.add(FrameType.PACKAGES, raw)

    def card(self, raw: bytes) -> None:
        """Write a person card."""
        self.add(FrameType.CARD, raw)

    def finish(self) -> None:
        """Pad, end and seal; after this *sink* has all bytes."""
        self._frames.finish(self._room, fill=self._fill)
        self._age.finish()


class Parts:
    """Spreads frames over parts: *begin* opens part number n (from 0), *done* hears that it is whole."""

    def __init__(self, begin: Callable[[int], Packer], done: Callable[[int], None]) -> None:
        self._begin = begin
        self._done = done
        self._packer: Packer | None = None
        self.count = 0
        """Parts begun so far."""

    def add(self, kind: FrameType, data: bytes) -> None:
        """Write one frame into the part that has room for it."""
        if self._packer is not None and not self._packer.has_room(len(data)):
            self.finish()
        if self._packer is None:
            self._packer = self._begin(self.count)
            self.count += 1
        self._packer.add(kind, data)

    def finish(self) -> None:
        """End the open part, if there is one."""
        if self._packer is not None:
            self._packer.finish()
            self._packer = None
            self._done(self.count - 1)


def want(sink: BinaryIO, recipient: KemPublic, *, space_id: bytes, held: Mapping[bytes, int]) -> None:
    """Write a ``want`` file: how far somebody is (device id 32 to seq) in the space (id 32). (A7.3)"""
    age = agefile.write(sink.write, recipient)
    frames = FrameWriter(age.write)
    content: Sequence[object] = [space_id, vector.packed(held)]
    frames.add(FrameType.WANT, codec.encode(content))
    frames.finish(room(PART_SIZE), fill=False)
    age.finish()
