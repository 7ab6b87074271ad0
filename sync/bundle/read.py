"""Unpacking: frames out of a part, or a problem with a name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from crypto import agefile, errors
from crypto.keys import KemSeed
from sync.bundle import manifest, vector
from sync.bundle.frames import Altered, Foreign, Frame, FrameType, TooLarge, Truncated, read_frames
from sync.bundle.manifest import Manifest
from sync.errors import NotAPackage, PackageDamaged, PackageForeign, PackageTooLarge, Problem
from sync.wire import codec

TOTAL_MAX = 4 * 1024 * 1024 * 1024
"""Inner bytes of one part unless the caller confirms more: what the oldest file systems hold."""

WANT_MAX = 4 * 1024 * 1024
BEGINNING = b"age-encryption.org/v1\n"


class Want(NamedTuple):
    """How far somebody is in a space: device id of 32 bytes to the highest seq held."""

    space_id: bytes
    held: Mapping[bytes, int]


class Unpacker:
    """One part file, opened with whichever of *identities* fits; iterate for its frames.

    The first frame is always the manifest of a package, or the one frame of a ``want`` file; frames of types
    that this release does not know are given too. Every frame given is whole and comes from somebody who knew
    the recipient's public key, and no more than that: entries prove themselves (A7.3). Iterating raises

    * NotAPackage: the bytes do not begin like an age file, or hold something else;
    * PackageForeign: none of *identities* opens it;
    * PackageDamaged: truncated or altered, said after the whole frames before the damage;
    * PackageTooLarge: more than *limit* inner bytes.
    """

    def __init__(
        self, source: BinaryIO, identities: Sequence[KemSeed], *, limit: int = TOTAL_MAX, name: str = ""
    ) -> None:
        self._source = _Source(source)
        self._identities = identities
        self._limit = limit
        self._name = name

    def __iter__(self) -> Iterator[Frame]:
        try:
            yield from _in_order(read_frames(self._open(), self._limit))
        except (errors.CryptoError, Truncated, Altered, Foreign, TooLarge) as error:
            raise self._problem(error) from error

    def _open(self) -> Callable[[], bytes]:
        return agefile.AgeReader(self._source.read, self._identities).read

    def _problem(self, error: Exception) -> Problem:
        if isinstance(error, errors.NotForUs):
            return PackageForeign()
        if isinstance(error, TooLarge):
            return PackageTooLarge(name=self._name)
        if isinstance(error, Foreign) or not self._source.began_like_a_package:
            return NotAPackage(name=self._name)
        return PackageDamaged(name=self._name)


class _Source:
    """A file that remembers how it began."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._beginning = b""

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        if len(self._beginning) < len(BEGINNING):
            self._beginning += data[: len(BEGINNING) - len(self._beginning)]
        return data

    @property
    def began_like_a_package(self) -> bool:
        return self._beginning != b"" and BEGINNING.startswith(self._beginning)


def _in_order(frames: Iterator[Frame]) -> Iterator[Frame]:
    """Pass *frames* on: a manifest and then no other, or one want and nothing else. [3]"""
    first = next(frames, None)
    if first is None or first.type not in {FrameType.MANIFEST, FrameType.WANT}:
        raise Altered
    yield first
    for frame in frames:
        if first.type == FrameType.WANT or frame.type in {FrameType.MANIFEST, FrameType.WANT}:
            raise Altered
        yield frame


def manifest_in(frame: Frame, name: str = "") -> Manifest:
    """Return the manifest in the first frame of a package. Raises NotAPackage, PackageDamaged."""
    if frame.type != FrameType.MANIFEST:
        raise NotAPackage(name=name)
    try:
        return manifest.decode(frame.data)
    except manifest.BadManifest as error:
        raise PackageDamaged(name=name) from error


def want_in(source: BinaryIO, identities: Sequence[KemSeed], *, name: str = "") -> Want:
    """Return what a ``want`` file says. Raises the problems of Unpacker."""
    frames = list(Unpacker(source, identities, limit=WANT_MAX, name=name))
    if frames[0].type != FrameType.WANT:
        raise NotAPackage(name=name)
    try:
        match codec.decode(frames[0].data):
            case [bytes(space), held] if len(space) == manifest.ID_SIZE:
                return Want(space, vector.unpacked(held))
    except (codec.Malformed, vector.BadVector) as error:
        raise PackageDamaged(name=name) from error
    raise PackageDamaged(name=name)
