"""The inner bytes: whole frames in, whole frames out, and every damage noticed (B02)."""

import hashlib
import io
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.bundle import frames
from sync.bundle.frames import (
    Altered,
    Foreign,
    Frame,
    FrameType,
    FrameWriter,
    TooLarge,
    Truncated,
    read_frames,
)
from sync.bundle.padding import padded

MANY = 1 << 30
payloads = st.lists(st.tuples(st.integers(1, 254), st.binary(min_size=1, max_size=400)), max_size=20)


def packed(content: list[tuple[int, bytes]], *, most: int = MANY, fill: bool = False) -> bytes:
    out = io.BytesIO()
    writer = FrameWriter(out.write)
    for kind, data in content:
        writer.add(kind, data)
    writer.finish(most, fill=fill)
    assert writer.size == len(out.getvalue())
    return out.getvalue()


def unpacked(raw: bytes, *, piece: int = 1000, limit: int = MANY) -> Iterator[Frame]:
    source = io.BytesIO(raw)
    return read_frames(lambda: source.read(piece), limit)


def raw_frame(kind: int, data: bytes) -> bytes:
    return frames.HEAD.pack(kind, len(data)) + data


def ended(raw: bytes) -> bytes:
    return raw + raw_frame(FrameType.END, hashlib.sha256(raw).digest())


@given(payloads, st.integers(1, 700))
def test_frames_come_back_as_they_were(content: list[tuple[int, bytes]], piece: int) -> None:
    raw = packed(content)
    assert list(unpacked(raw, piece=piece)) == content
    assert len(raw) == padded(len(raw))


@given(payloads, st.integers(600, 20_000))
def test_parts_may_be_filled_to_one_size(content: list[tuple[int, bytes]], most: int) -> None:
    raw = packed(content, most=most, fill=True)
    assert len(raw) == max(most, len(packed(content, most=0)))
    assert list(unpacked(raw)) == content


def test_padding_of_every_size_has_whole_frames() -> None:
    content = [(2, b"x" * 100)]
    least = len(packed(content, most=0))
    for most in range(least, least + 50):
        assert len(packed(content, most=most, fill=True)) == most
    for most in range(frames.FRAME_MAX + least - 10, frames.FRAME_MAX + least + 10):
        raw = packed(content, most=most, fill=True)
        assert len(raw) == most and list(unpacked(raw, piece=100_000)) == content


@given(payloads, st.data())
def test_a_cut_anywhere_gives_the_whole_frames_before_it(
    content: list[tuple[int, bytes]], data: st.DataObject
) -> None:
    raw = packed(content)
    length = data.draw(st.integers(0, len(raw) - 1))
    seen: list[Frame] = []
    with pytest.raises((Truncated, Foreign)):
        collect(unpacked(raw[:length]), seen)
    assert seen == content[: len(seen)]
    assert len(seen) == sum(end <= length for end in ends_of(content))


def collect(found: Iterator[Frame], seen: list[Frame]) -> None:
    for frame in found:
        seen.append(frame)  # noqa: PERF402 - those before the failure count


def ends_of(content: list[tuple[int, bytes]]) -> Iterator[int]:
    place = len(frames.MAGIC)
    for _, data in content:
        place += frames.HEAD.size + len(data)
        yield place


def test_any_changed_byte_is_noticed() -> None:
    content = [(2, bytes([number]) * 50) for number in range(20)]
    raw = packed(content)
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 0x41
        with pytest.raises((Altered, Truncated, Foreign)):
            list(unpacked(bytes(changed)))


@pytest.mark.parametrize(
    ("raw", "failure"),
    [
        (b"", Foreign),
        (b"karkadeBNDL\x02" + bytes(100), Foreign),
        (b"PK\x03\x04" + bytes(100), Foreign),
        (frames.MAGIC, Truncated),
        (frames.MAGIC + b"\x02\xff\xff\xff\xff" + bytes(2_000_000), Altered),
        (frames.MAGIC + b"\x02\x01\x00\x10\x00" + bytes(2_000_000), Altered),
        (frames.MAGIC + b"\x02\x00\x00\x00\x00", Altered),
        (frames.MAGIC + b"\xff\x00\x00\x00\x00", Altered),
        (frames.MAGIC + b"\xff\xff\xff\xff\xff", Altered),
        (ended(frames.MAGIC) + b"x", Altered),
        (ended(frames.MAGIC + raw_frame(2, b"x")) + ended(frames.MAGIC), Altered),
        (frames.MAGIC + raw_frame(255, bytes(32)), Altered),
    ],
)
def test_what_breaks_a_rule(raw: bytes, failure: type[Exception]) -> None:
    with pytest.raises(failure):
        list(unpacked(raw, piece=70_000))


@pytest.mark.parametrize("kind", [0, 2, 99])
@pytest.mark.parametrize("size", [0, 1, 20])
def test_millions_of_tiny_frames_end_soon(kind: int, size: int) -> None:
    bomb = frames.MAGIC + raw_frame(kind, b"x" * size) * 2_000_000
    began = time.thread_time()
    with pytest.raises(Altered):
        list(unpacked(bomb, piece=65_536))
    assert time.thread_time() - began < 2


def test_more_than_was_confirmed_is_refused_early() -> None:
    raw = packed([(2, bytes(100_000))] * 20)
    with pytest.raises(TooLarge):
        list(unpacked(raw, limit=1_000_000))
    assert len(list(unpacked(raw, limit=len(raw)))) == 20


def test_an_endless_source_takes_little_memory() -> None:
    pieces = iter([frames.MAGIC + raw_frame(2, bytes(frames.FRAME_MAX))])
    endless = raw_frame(2, bytes(65_531))
    tracemalloc.start()
    with pytest.raises(TooLarge):
        for _ in read_frames(lambda: next(pieces, endless), 200 * 1024 * 1024):
            pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 1024 * 1024


@pytest.mark.parametrize(("kind", "data"), [(2, b""), (2, bytes(frames.FRAME_MAX + 1)), (255, b"x")])
def test_what_no_reader_takes_is_not_written(kind: int, data: bytes) -> None:
    with pytest.raises(ValueError, match="no frame"):
        FrameWriter(io.BytesIO().write).add(kind, data)


@given(st.integers(1, 2**40))
def test_padme_is_small_and_coarse(size: int) -> None:
    bigger = padded(size)
    assert size <= bigger <= max(512, size * 1.12 + 1)
    assert padded(bigger) == bigger and padded(size + 1) >= bigger


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_words(raw: bytes) -> None:
    with pytest.raises((Altered, Truncated)):
        list(unpacked(frames.MAGIC + raw))
