"""A JPEG without what is hidden in it: its segments are kept or left out, none is decoded."""

import re
from collections.abc import Iterator, Sequence

from sync.exchange import details_profile, orientation
from sync.exchange.details_numbers import Reading
from sync.exchange.unsound import Unsound, bounded

SIZE = 2  # bytes of a length, which counts itself
START, END, SCAN = 0xD8, 0xD9, 0xDA
APP0, APP1, APP2, APP14 = 0xE0, 0xE1, 0xE2, 0xEE
DRAWN = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
"""Tables, frames and scans; the standard gives all other numbers to programs, or to nobody."""

ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
JFIF, JFIF_SIZE, PROFILE, ADOBE = b"JFIF\x00", 14, b"ICC_PROFILE\x00", b"Adobe"
HEAD_SEGMENTS = 64  # of a stream that another format carries
MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # not a letter of the scan that looks like one
BEHIND = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # without "+", which tries a long row again and again


def stripped(data: bytes) -> bytes:
    """Return the same picture, the same orientation, and nothing behind its end. Raises Unsound."""
    kept: list[bytes] = []
    turned = orientation.PLAIN
    segments = list(bounded(_segments(data)))
    profile = iter(_profiled([body for marker, body, _ in segments if _is_profile(marker, body)]))
    for marker, body, scan in segments:
        if marker == APP1 and body.startswith(orientation.EXIF) and turned == orientation.PLAIN:
            turned = orientation.of(body[len(orientation.EXIF) :])
        elif (cleaned := _kept(marker, body)) is not None:
            new = next(profile) if _is_profile(marker, body) else cleaned
            kept.append(_segment(marker, new) + scan)
    ahead = (
        b"" if turned == orientation.PLAIN else _segment(APP1, orientation.EXIF + orientation.alone(turned))
    )
    return b"".join([b"\xff\xd8", ahead, *kept, b"\xff\xd9"])


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each segment up to the end: its marker, what is in it, and the scan that follows."""
    at = 2
    while True:
        found = MARKER.match(data, at)
        if found is None:
            raise Unsound
        marker, at = found[1][0], found.end()
        if marker == END:
            return
        if marker in ALONE or marker == START:
            raise Unsound
        size = int.from_bytes(data[at : at + 2], "big")
        if size < SIZE or at + size > len(data):
            raise Unsound
        body, at = data[at + 2 : at + size], at + size
        behind = at
        if marker == SCAN:
            following = BEHIND.search(data, at)
            if following is None:
                raise Unsound
            behind = following.start()
        yield marker, body, data[at:behind]
        at = behind


def is_plain(head: bytes) -> bool:
    """Say whether up to its first scan a stream, as other formats carry them, says nothing but points."""
    at = 2
    for _ in range(HEAD_SEGMENTS):
        found = MARKER.match(head, at)
        if found is None:
            return False
        marker, at = found[1][0], found.end()
        if marker in (SCAN, END):
            return True
        if marker not in DRAWN and marker not in (APP0, APP14):
            return False
        at += max(int.from_bytes(head[at : at + SIZE], "big"), SIZE)
    return False


def _kept(marker: int, body: bytes) -> bytes | None:
    """Return what stays of a segment; None where nothing does."""
    if marker == APP0:
        return (
            body[: JFIF_SIZE - 2] + b"\x00\x00" if body.startswith(JFIF) and len(body) >= JFIF_SIZE else None
        )
    if marker == APP2:
        return body if _is_profile(marker, body) else None
    if marker == APP14:
        return body if body.startswith(ADOBE) else None
    return body if marker in DRAWN else None


def _is_profile(marker: int, body: bytes) -> bool:
    return marker == APP2 and body.startswith(PROFILE)


def _profiled(bodies: Sequence[bytes]) -> list[bytes]:
    """Return the parts of a profile, without who made it, in the places of the parts. Raises Unsound."""
    begin = len(PROFILE) + 2  # after its number, and how many parts there are
    order = sorted(bodies, key=lambda body: body[begin - 2])
    if not order:
        return []
    reading = Reading(details_profile.neutral(b"".join(body[begin:] for body in order)))
    new = {body[begin - 2]: body[:begin] + reading.take(len(body) - begin) for body in order}
    if len(new) < len(bodies):
        raise Unsound
    return [new[body[begin - 2]] for body in bodies]


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body
