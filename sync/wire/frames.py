"""Blobs one after another in one body, each behind its length (A6.2)."""

from collections.abc import Iterable, Iterator
from itertools import chain

LENGTH, SEQ = 4, 8


class BadFrames(ValueError):
    """Bytes that do not divide into frames."""


def pack(blobs: Iterable[bytes]) -> bytes:
    """Return `[u32 length][blob]` for each blob, lengths in big-endian bytes (A6.2)."""
    return b"".join(chain.from_iterable((len(blob).to_bytes(LENGTH, "big"), blob) for blob in blobs))


def unpack(data: bytes, blob_max: int) -> list[bytes]:
    """Return the blobs in *data*, each of 1 to *blob_max* bytes. Raises BadFrames (A6.2)."""
    return [blob for _, blob in _walk(data, 0, blob_max)]


def pack_numbered(blobs: Iterable[tuple[int, bytes]]) -> bytes:
    """Return `[u64 seq][u32 length][blob]` for each pair (A6.2)."""
    parts = ((seq.to_bytes(SEQ, "big"), len(blob).to_bytes(LENGTH, "big"), blob) for seq, blob in blobs)
    return b"".join(chain.from_iterable(parts))


def unpack_numbered(data: bytes, blob_max: int) -> list[tuple[int, bytes]]:
    """Return the (seq, blob) pairs in *data*; numbers must rise. Raises BadFrames (A6.2)."""
    found = [(int.from_bytes(head, "big"), blob) for head, blob in _walk(data, SEQ, blob_max)]
    numbers = [seq for seq, _ in found]
    if numbers != sorted(set(numbers)):
        raise BadFrames("numbers that do not rise")
    return found


def _walk(data: bytes, head: int, blob_max: int) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        start = at + head + LENGTH
        size = int.from_bytes(data[at + head : start], "big")
        if start > len(data) or not 0 < size <= blob_max or start + size > len(data):
            raise BadFrames("a frame that does not fit")
        yield data[at : at + head], data[start : start + size]
        at = start + size
