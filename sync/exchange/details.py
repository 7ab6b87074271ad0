"""Hidden details of pictures, such as place, time and camera, taken out without touching a single pixel.

What is written for programs and not for eyes goes: EXIF, XMP, IPTC, comments, small copies inside the file,
and whatever stands behind its end. Colours need their profile, and a picture taken sideways its orientation:
both stay, the profile without its words.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO, Literal

from sync.exchange import (
    details_gif,
    details_heif,
    details_jpeg,
    details_places,
    details_png,
    details_tiff,
    details_webp,
)
from sync.exchange.details_places import Bare
from sync.exchange.unsound import Unsound

Sort = Literal["cleaned", "emptied", "kept", "none"]
"""Hidden details can be taken out, of office files in part; are there and cannot; or are not expected."""

HEAD = 16  # bytes that are enough to tell what a file is
CLEANERS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"\xff\xd8\xff": details_jpeg.stripped,
    b"\x89PNG\r\n\x1a\n": details_png.stripped,
    b"GIF87a": details_gif.stripped,
    b"GIF89a": details_gif.stripped,
}
KEPT = (
    b"%PDF", b"%!PS", b"\xc5\xd0\xd3\xc6", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"ID3", b"RIFF",
    b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"{\\rtf", b"8BPS", b"0&\xb2u", b"\xff\x0a", b"\xff\x4f\xff\x51",
)  # fmt: skip
RAW = (b"II*\x00", b"II+\x00", b"IIU\x00", b"IIRO", b"IIRS", b"MM\x00*", b"MM\x00+", b"MMOR", b"FUJIFILM",
       b"\x00MRM", b"FOVb", b"HEAPCCDR", b"II\x1a\x00")  # fmt: skip
"""TIFF as far as it is not cleaned, and what cameras make of it."""

RAW_NAMES = (
    ".3fr", ".arw", ".cap", ".cr2", ".dcr", ".dng", ".erf", ".fff", ".gpr", ".iiq", ".k25", ".kdc", ".mef",
    ".mos", ".nef", ".nrw", ".orf", ".pef", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw",
)  # fmt: skip

BOX = slice(4, 8)  # where formats of boxes say what they are: HEIC, AVIF, JPEG XL, JPEG 2000, MP4, MOV
BRAND = slice(8, 12)
BOXES = frozenset({b"ftyp", b"JXL ", b"jP  ", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
MARKUP = (b"<?xml", b"<svg", b"<!doctype", b"<html")
BEFORE = b"\xef\xbb\xbf \t\r\n"


def sort_of(head: bytes) -> Sort:
    """Say what can be done about the hidden details of a file that begins with *head* (16 bytes do)."""
    if _cleaner(head) is not None or _planner(head) is not None:
        return "cleaned"
    begins = head.startswith(KEPT + RAW) or (head[BOX] in BOXES and 0 in head[: BOX.start])
    return "kept" if begins or head.lstrip(BEFORE).lower().startswith(MARKUP) else "none"


def is_raw(file: BinaryIO, name: str) -> bool:
    """Say whether a picture is what a camera saw, which only programs for that can write anew."""
    file.seek(0)
    if not _is_tiff(file.read(HEAD)):
        return False
    return name.lower().endswith(RAW_NAMES) or details_tiff.is_raw(file)


def stripped(data: bytes) -> bytes:
    """Return a picture without its hidden details. Raises Unsound for one that is not whole."""
    cleaner = _cleaner(data[:HEAD])
    if cleaner is None:
        return b"".join(pieces(BytesIO(data)))
    try:
        return cleaner(data)
    except (IndexError, ValueError, zlib.error) as error:
        raise Unsound from error


def is_of_places(head: bytes) -> bool:
    """Say whether what is hidden in such a file is taken out piece by piece, however large it is."""
    return _planner(head) is not None


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield such a file without its hidden details. Raises Unsound for one that is not whole."""
    file.seek(0)
    planner = _planner(file.read(HEAD))
    if planner is None:
        raise Unsound
    try:
        bare = planner(file)
    except (IndexError, ValueError) as error:
        raise Unsound from error
    yield from details_places.pieces(file, bare)


def _cleaner(head: bytes) -> Callable[[bytes], bytes] | None:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return details_webp.stripped
    return next((clean for begins, clean in CLEANERS.items() if head.startswith(begins)), None)


def _planner(head: bytes) -> Callable[[BinaryIO], Bare] | None:
    if head[BOX] == b"ftyp" and head[BRAND] in details_heif.MAJOR:
        return details_heif.plan
    return details_tiff.plan if _is_tiff(head) else None


def _is_tiff(head: bytes) -> bool:
    return head.startswith(details_tiff.BEGINS) and not details_tiff.is_marked(head)
