"""Which way up a picture is to be seen: the one thing of its hidden details that is kept."""

import struct

PLAIN, LAST = 1, 8
TAG, SHORT = 0x0112, 3
EXIF = b"Exif\x00\x00"
ENTRY = 12
ENTRIES_MAX = 1_000


def of(tiff: bytes) -> int:
    """Return the orientation, 1 to 8, that details in the form of TIFF say; 1 where they say none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    if not order:
        return PLAIN
    try:
        return _in_directory(tiff, order)
    except struct.error:
        return PLAIN


def _in_directory(tiff: bytes, order: str) -> int:
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for number in range(min(count, ENTRIES_MAX)):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + number * ENTRY)
        if (tag, kind) == (TAG, SHORT) and PLAIN <= value <= LAST:
            return int(value)
    return PLAIN


def alone(orientation: int) -> bytes:
    """Return details in the form of TIFF that say nothing but the orientation: 26 bytes."""
    head = struct.pack("<2sHI", b"II", 42, 8)
    return head + struct.pack("<HHHIHHI", 1, TAG, SHORT, 1, orientation, 0, 0)
