"""Sealed blobs: one key, one content, few sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import blob
from crypto.errors import CryptoError, Damaged, Malformed, NotForUs
from crypto.keys import BlobKey

keys = st.binary(min_size=32, max_size=32).map(BlobKey)
contents = st.binary(max_size=3000)
KEY = BlobKey(bytes(range(32)))
sizes = st.integers(0, blob.PADDED_MAX)


@given(keys, contents)
def test_what_is_sealed_opens(key: BlobKey, content: bytes) -> None:
    sealed = blob.seal(key, content)
    assert blob.open_blob(key, sealed) == content
    assert len(sealed) == blob.OVERHEAD + blob.padded_size(len(content) + blob.LENGTH_SIZE)


@pytest.mark.parametrize(
    "size", [blob.CONTENT_MAX, blob.CONTENT_MAX - 1, 65_536, 65_532, 65_533, 262_126, 508, 509]
)
def test_sizes_at_the_edges(size: int) -> None:
    content = b"\x01" * size
    assert blob.open_blob(KEY, blob.seal(KEY, content)) == content


@given(sizes)
def test_padding_grows_little_and_never_shrinks(size: int) -> None:
    padded = blob.padded_size(size)
    assert size <= padded <= blob.PADDED_MAX
    assert blob.padded_size(padded) == padded
    assert blob.padded_size(max(size - 1, 0)) <= padded
    if size > blob.POWERS_UP_TO:
        assert padded - size <= size // 8
    else:
        assert padded.bit_count() == 1


@pytest.mark.parametrize(
    ("size", "padded"),
    [
        (0, 512),
        (512, 512),
        (513, 1024),
        (65_536, 65_536),
        (65_537, 67_584),
        (67_584, 67_584),
        (67_585, 69_632),
        (131_071, 131_072),
        (131_073, 135_168),
        (262_145, 270_336),
        (524_289, 540_672),
        (1_000_000, 1_015_808),
        (1_048_576, 1_048_576),
    ],
)
def test_the_sizes_themselves(size: int, padded: int) -> None:
    """Reckoned by hand from SPEC 3: above 64 KiB multiples of 2^(e - s)."""
    assert blob.padded_size(size) == padded


def test_everyday_work_shows_eight_sizes() -> None:
    seen = {blob.padded_size(size) for size in range(blob.POWERS_UP_TO + 1)}
    assert sorted(seen) == [512 << step for step in range(8)]


def test_a_piece_of_an_attachment_fills_256_kib() -> None:
    assert blob.padded_size(262_080 + 46 + blob.LENGTH_SIZE) == 256 * 1024


@given(contents)
def test_padding_comes_off_again(content: bytes) -> None:
    padded = blob.pad(content)
    assert blob.unpad(padded) == content
    assert len(padded) in {512, 1024, 2048, 4096}


@given(st.binary(max_size=600))
def test_foreign_padding_is_refused_or_ours(padded: bytes) -> None:
    try:
        content = blob.unpad(padded)
    except Malformed:
        return
    assert blob.pad(content) == padded


def test_too_much_is_refused() -> None:
    with pytest.raises(Malformed, match="too much"):
        blob.seal(KEY, bytes(blob.CONTENT_MAX + 1))


def test_a_given_salt_gives_the_same_bytes() -> None:
    first, again = (blob.seal(KEY, b"a piece", salt=bytes(24)) for _ in range(2))
    assert first == again
    with pytest.raises(Malformed, match="24"):
        blob.seal(KEY, b"a piece", salt=bytes(23))


def test_without_one_no_two_blobs_are_alike() -> None:
    assert len({blob.seal(KEY, b"") for _ in range(20)}) == 20


@given(contents, keys.filter(lambda key: key != KEY))
def test_another_key_says_so(content: bytes, other: BlobKey) -> None:
    with pytest.raises(NotForUs):
        blob.open_blob(other, blob.seal(KEY, content))


@given(st.binary(max_size=500), st.integers(0, 8 * (blob.OVERHEAD + 512) - 1))
def test_one_bit_is_enough_to_refuse(content: bytes, bit: int) -> None:
    sealed = bytearray(blob.seal(KEY, content))
    sealed[bit // 8] ^= 1 << bit % 8
    expected = Malformed if bit < 8 else NotForUs if bit < 8 * blob.HEAD else Damaged
    with pytest.raises(expected):
        blob.open_blob(KEY, bytes(sealed))


@given(st.binary(max_size=1000) | st.binary(max_size=700).map(lambda rest: b"\x01" + rest))
def test_any_bytes_are_refused_in_a_known_way(data: bytes) -> None:
    assert blob.choose([KEY], data) is None
    with pytest.raises(CryptoError):
        blob.open_blob(KEY, data)


def test_the_longest_blob_has_a_bound() -> None:
    with pytest.raises(Malformed):
        blob.open_blob(KEY, b"\x01" + bytes(blob.OVERHEAD + blob.PADDED_MAX))


@given(st.lists(keys, max_size=5, unique=True), keys)
def test_the_commitment_names_the_key(others: list[BlobKey], key: BlobKey) -> None:
    sealed = blob.seal(key, b"")
    assert blob.choose([*others, key], sealed) == key
    assert blob.choose([one for one in others if one != key], sealed) is None
