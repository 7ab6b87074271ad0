"""Blobs behind their lengths, with and without numbers (A6.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.wire import frames
from sync.wire.frames import BadFrames

LIMIT = 100
blobs = st.lists(st.binary(min_size=1, max_size=LIMIT), max_size=8)


@given(blobs)
def test_blobs_come_back(some: list[bytes]) -> None:
    assert frames.unpack(frames.pack(some), LIMIT) == some


@given(blobs, st.integers(0, 1 << 40))
def test_numbers_come_back(some: list[bytes], first: int) -> None:
    pairs = [(first + 3 * place, blob) for place, blob in enumerate(some)]
    assert frames.unpack_numbered(frames.pack_numbered(pairs), LIMIT) == pairs


@given(blobs.filter(bool), st.integers(1, 1000))
def test_cut_short_is_refused_unless_between_frames(some: list[bytes], cut: int) -> None:
    data = frames.pack(some)
    part = data[: max(0, len(data) - cut)]
    whole = [frames.pack(some[:count]) for count in range(len(some))]
    if part in whole:
        assert frames.unpack(part, LIMIT) == some[: whole.index(part)]
    else:
        with pytest.raises(BadFrames):
            frames.unpack(part, LIMIT)


@pytest.mark.parametrize(
    "data",
    [bytes(4), (LIMIT + 1).to_bytes(4, "big") + bytes(LIMIT + 1), b"\xff\xff\xff\xff", b"\x00\x00\x00"],
)
def test_empty_too_large_and_torn_frames(data: bytes) -> None:
    with pytest.raises(BadFrames):
        frames.unpack(data, LIMIT)


@pytest.mark.parametrize("numbers", [(2, 1), (1, 1)])
def test_numbers_must_rise(numbers: tuple[int, int]) -> None:
    data = frames.pack_numbered([(number, b"x") for number in numbers])
    with pytest.raises(BadFrames):
        frames.unpack_numbered(data, LIMIT)
