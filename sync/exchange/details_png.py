"""A PNG without what is hidden in it: only the chunks stay that the pixels need."""

import zlib
from collections.abc import Iterator

from sync.exchange import details_profile, orientation
from sync.exchange.unsound import Unsound, bounded

MAGIC, FRAME = 8, 12  # bytes before the first chunk, and around what is in each
KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD",
    b"pHYs", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
})  # fmt: skip
PROFILE, PROFILE_MAX = b"iCCP", 16 << 20
NAMED = b"ICC\x00\x00"  # the name of any profile, and how it is packed


def stripped(data: bytes) -> bytes:
    """Return the same picture, and nothing behind its end. Raises Unsound."""
    kept: list[bytes] = []
    turned = orientation.PLAIN
    for name, body in bounded(_chunks(data)):
        if name == b"eXIf":
            turned = orientation.of(body)
        elif name in KEPT:
            kept.append(_chunk(name, _profiled(body) if name == PROFILE else body))
    if turned != orientation.PLAIN:
        kept.insert(1, _chunk(b"eXIf", orientation.alone(turned)))
    return data[:MAGIC] + b"".join(kept)


def _profiled(body: bytes) -> bytes:
    """Return a profile without who made it. Raises Unsound, and zlib.error."""
    unpacking = zlib.decompressobj()
    profile = unpacking.decompress(body[body.index(0) + 2 :], PROFILE_MAX)
    if not unpacking.eof:
        raise Unsound
    return NAMED + zlib.compress(details_profile.neutral(profile))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, name = MAGIC, b""
    while name != b"IEND":
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + FRAME + size > len(data) or (at == MAGIC and name != b"IHDR"):
            raise Unsound
        yield name, data[at + 8 : at + 8 + size]
        at += FRAME + size


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
