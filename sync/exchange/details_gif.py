"""A GIF without what is hidden in it: comments and what programs wrote for themselves go, frames stay."""

from collections.abc import Iterator

from sync.exchange.unsound import Unsound, bounded

HEAD = 13
EXTENSION, IMAGE, END = 0x21, 0x2C, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
LOOPS = (b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0")
DESCRIPTOR, LOOP = 10, 19  # bytes


def stripped(data: bytes) -> bytes:
    """Return the same picture, and nothing behind its end. Raises Unsound."""
    at = HEAD + _table(data[10])
    return data[:at] + b"".join(bounded(_blocks(data, at))) + bytes([END])


def _blocks(data: bytes, at: int) -> Iterator[bytes]:
    while data[at] != END:
        begin, what = at, data[at]
        if what == IMAGE:
            at = _behind(data, at + DESCRIPTOR + _table(data[at + DESCRIPTOR - 1]) + 1)
            yield data[begin:at]
        elif what == EXTENSION:
            label, at = data[at + 1], _behind(data, at + 2)
            loops = label == APPLICATION and at - begin == LOOP and data[begin + 2 : begin + 14] in LOOPS
            if label == CONTROL or loops:
                yield data[begin:at]
        else:
            raise Unsound


def _table(flags: int) -> int:
    """Return how many bytes of colours follow."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind(data: bytes, at: int) -> int:
    """Return the place behind a row of blocks, the last of which is empty."""
    while size := data[at]:
        at += size + 1
    return at + 1
