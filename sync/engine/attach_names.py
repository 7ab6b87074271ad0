"""Names of attached files, made harmless: no paths, nothing invisible, nothing that turns the letters."""

import mimetypes
from pathlib import PurePosixPath

from sync.exchange import names
from sync.model import attaching

ENDING_MAX = 12
OTHER = "application/octet-stream"
TYPES = mimetypes.MimeTypes()  # the list of the language itself: what a computer adds would tell it apart
MORE = {
    ".md": "text/markdown", ".ics": "text/calendar", ".vcf": "text/vcard", ".webp": "image/webp",
    ".avif": "image/avif",
}  # fmt: skip
UNNAMED = "file"


def harmless(text: str) -> str:
    """Return the last part of *text* as a file name that is shown, and can be written, anywhere."""
    last = text.replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    if not dot or not stem.strip(" .") or not ending.isalnum() or len(ending) > ENDING_MAX:
        stem, ending = last, ""
    if not ending.isascii():
        stem, ending = last, ""
    plain = names.safe_name(stem)
    if not stem.strip(" .") or not plain.strip(" ._"):
        plain = UNNAMED
    return f"{plain}.{ending}" if ending else plain


def media_of(name: str) -> str:
    """Return the kind of file that its name says."""
    ending = PurePosixPath(name).suffix.lower()
    found = MORE.get(ending) or TYPES.guess_type(f"x{ending}")[0] or OTHER
    return sound_media(found)


def sound_media(media: str) -> str:
    """Return *media* where it is well formed."""
    small = media.partition(";")[0].strip().lower()
    return small if len(small) <= attaching.MEDIA_MAX and attaching.MEDIA.fullmatch(small) else OTHER
