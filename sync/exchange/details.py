"""Hidden details of pictures, such as place, time and camera, taken out without touching a single pixel.

What is written for programs and not for eyes goes: EXIF, XMP, IPTC, comments, small copies inside the file,
and whatever stands behind its end. Colours need their profile, and a picture taken sideways its orientation:
both stay.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from sync.exchange import details_gif, details_jpeg, details_png, details_webp
from sync.exchange.unsound import Unsound

Sort = Literal["cleaned", "kept", "none"]
"""Hidden details can be taken out, are there and cannot be, or are not to be expected."""

HEAD = 16  # bytes that are enough to tell what a file is
CLEANERS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"\xff\xd8\xff": details_jpeg.stripped,
    b"\x89PNG\r\n\x1a\n": details_png.stripped,
    b"GIF87a": details_gif.stripped,
    b"GIF89a": details_gif.stripped,
}
KEPT = (
    b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"II*\x00", b"MM\x00*", b"ID3", b"RIFF", b"OggS",
    b"fLaC", b"\x1aE\xdf\xa3", b"{\\rtf", b"8BPS",
)  # fmt: skip
BOX = slice(4, 8)  # where formats of the MPEG family say that they are one: HEIC, AVIF, MP4, MOV


def sort_of(head: bytes) -> Sort:
    """Say what can be done about the hidden details of a file that begins with *head* (16 bytes do)."""
    if _cleaner(head) is not None:
        return "cleaned"
    return "kept" if head.startswith(KEPT) or head[BOX] == b"ftyp" or head.startswith(b"<?xml") else "none"


def stripped(data: bytes) -> bytes:
    """Return a picture without its hidden details. Raises Unsound for one that is not whole."""
    cleaner = _cleaner(data[:HEAD])
    if cleaner is None:
        raise Unsound
    try:
        return cleaner(data)
    except (IndexError, ValueError) as error:
        raise Unsound from error


def _cleaner(head: bytes) -> Callable[[bytes], bytes] | None:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return details_webp.stripped
    return next((clean for begins, clean in CLEANERS.items() if head.startswith(begins)), None)
