"""A WebP without what is hidden in it: only the chunks stay that the pixels need."""

from collections.abc import Iterator

from sync.exchange import details_profile, orientation
from sync.exchange.unsound import Unsound, bounded

HEAD, FRAME = 12, 16  # bytes before the first chunk of a file, and of a frame in it
KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
INNER = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
HIDDEN, HAS_EXIF = 0x0C, 0x08  # flags: there are details in EXIF or XMP


def stripped(data: bytes) -> bytes:
    """Return the same picture, and nothing behind its end. Raises Unsound."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) or end < HEAD:
        raise Unsound
    chunks = list(bounded(_chunks(data[HEAD:end])))
    turned = next((_turned(body) for name, body in chunks if name == b"EXIF"), orientation.PLAIN)
    extended = any(name == b"VP8X" for name, _ in chunks)
    if not extended or not chunks:
        turned = orientation.PLAIN
    kept = [_cleaned(name, body, turned) for name, body in chunks if name in KEPT]
    if turned != orientation.PLAIN:
        kept.append(_chunk(b"EXIF", orientation.alone(turned)))
    inside = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(inside).to_bytes(4, "little") + inside


def _turned(body: bytes) -> int:
    return orientation.of(body.removeprefix(orientation.EXIF))


def _cleaned(name: bytes, body: bytes, turned: int) -> bytes:
    if name == b"VP8X":
        flag = HAS_EXIF if turned != orientation.PLAIN else 0
        body = bytes([body[0] & ~HIDDEN | flag]) + body[1:]
    if name == b"ICCP":
        body = details_profile.neutral(body)
    if name == b"ANMF":
        inner = (_chunk(each, said) for each, said in bounded(_chunks(body[FRAME:])) if each in INNER)
        body = body[:FRAME] + b"".join(inner)
    return _chunk(name, body)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise Unsound
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
