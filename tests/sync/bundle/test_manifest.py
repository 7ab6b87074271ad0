"""Manifests, wishes and the order of frames, from a writer who keeps no rule."""

import hashlib
import io
from collections.abc import Iterator

import pytest

from crypto import agefile
from crypto.keys import KemSeed
from sync.bundle import manifest
from sync.bundle.frames import Frame, FrameType, FrameWriter
from sync.bundle.manifest import BadManifest, Manifest
from sync.bundle.read import Unpacker, manifest_in, want_in
from sync.errors import PackageDamaged
from sync.wire import codec

OURS = KemSeed(bytes(range(32)))
SPACE, DEVICE, OTHER = b"s" * 32, b"d" * 32, b"e" * 32
ABOUT = Manifest(b"i" * 16, 0, 0, SPACE, {}, {DEVICE: 4, OTHER: 2**62}, DEVICE, 1_760_000_000_000)
ABOUT_RAW = ABOUT.encode(lambda data: hashlib.sha512(data).digest())
HELD = codec.encode([SPACE, []])
GOOD = [b"i" * 16, 0, 0, SPACE, [], [], DEVICE, 5, b"g" * 64]


def loose(frames: list[tuple[FrameType, bytes]]) -> bytes:
    """A sealed file with any frames in any order."""
    sink = io.BytesIO()
    age = agefile.write(sink.write, OURS.public)
    writer = FrameWriter(age.write)
    for kind, data in frames:
        writer.add(kind, data)
    writer.finish(1 << 20, fill=False)
    age.finish()
    return sink.getvalue()


@pytest.mark.parametrize(
    "frames",
    [
        [],
        [(FrameType.ENTRY, b"x")],
        [(FrameType.MANIFEST, ABOUT_RAW), (FrameType.MANIFEST, ABOUT_RAW)],
        [(FrameType.MANIFEST, ABOUT_RAW), (FrameType.WANT, HELD)],
        [(FrameType.WANT, HELD), (FrameType.ENTRY, b"x")],
    ],
)
def test_frames_where_they_do_not_belong(frames: list[tuple[FrameType, bytes]]) -> None:
    with pytest.raises(PackageDamaged):
        list(Unpacker(io.BytesIO(loose(frames)), [OURS]))


@pytest.mark.parametrize(
    "content",
    [
        b"\xff",
        codec.encode([]),
        codec.encode([SPACE]),
        codec.encode([SPACE[1:], []]),
        codec.encode([SPACE, 1]),
        codec.encode([SPACE, [[DEVICE, -1]]]),
        codec.encode([SPACE, [[DEVICE, False]]]),
        codec.encode([SPACE, [[DEVICE, 2**63]]]),
        codec.encode([SPACE, [[DEVICE[1:], 1]]]),
        codec.encode([SPACE, [[OTHER, 1], [DEVICE, 1]]]),
        codec.encode([SPACE, [[DEVICE, 1], [DEVICE, 1]]]),
        codec.encode([SPACE, [[DEVICE]]]),
    ],
)
def test_a_wish_of_a_wrong_shape(content: bytes) -> None:
    with pytest.raises(PackageDamaged):
        want_in(io.BytesIO(loose([(FrameType.WANT, content)])), [OURS])


def wrong_manifests() -> Iterator[bytes]:
    wrong: list[tuple[int, object]] = [
        (0, b"i"),
        (1, -1),
        (1, True),
        (2, False),
        (3, b""),
        (4, 0),
        (7, True),
        (5, [1]),
    ]
    wrong += [(6, b"d"), (7, b""), (8, b"g" * 63), (8, None)]
    for place, value in wrong:
        yield codec.encode([*GOOD[:place], value, *GOOD[place + 1 :]])
    yield codec.encode([*GOOD[:1], 2, 2, *GOOD[3:]])
    yield codec.encode(GOOD[:-1])
    yield codec.encode([*GOOD, 0])
    yield codec.encode(GOOD) + b"\0"
    yield b""


def test_a_manifest_of_a_wrong_shape() -> None:
    assert manifest.decode(codec.encode(GOOD)).wall_ms == 5
    for raw in wrong_manifests():
        with pytest.raises(BadManifest):
            manifest.decode(raw)
        with pytest.raises(PackageDamaged):
            manifest_in(Frame(FrameType.MANIFEST, raw or b"x"))


def test_a_signature_has_a_size() -> None:
    with pytest.raises(ValueError, match="64"):
        ABOUT.encode(lambda _data: b"short")
