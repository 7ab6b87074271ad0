"""Bytes of unknown origin to text."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sync.exchange import letters
from sync.exchange.outcome import Imported, Outcome, Remark

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 64 * 1024
CHARSET = re.compile(rb"^[^:]*;CHARSET=", re.IGNORECASE)
NOT_IN_TEXT = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))


class NotText(Exception):
    """These bytes are no text in any encoding we read."""


def decode(raw: bytes) -> tuple[str, Remark]:
    """Return the text and how it was had; lines end in one line feed. Raises NotText."""
    text, remark = _decode(raw)
    if "\0" in text:
        raise NotText
    return text.replace("\r\n", "\n").replace("\r", "\n"), remark


def utf8(raw: bytes) -> bytes:
    """Return bytes that begin with a mark as UTF-8, and others as they are."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace").encode("utf-8", "replace")
    double = wide(raw)
    return raw.decode(double, "replace").encode("utf-8", "replace") if double else raw


def in_utf8(logical: Sequence[bytes]) -> tuple[list[bytes], str]:
    """Return lines in UTF-8, those that do not say what they are in too, and what these were read in."""
    broken = {line for line in logical if not letters.is_utf8(line) and CHARSET.search(line) is None}
    if not broken:
        return list(logical), ""
    old = letters.of(b"\n".join(line for line in logical if line in broken))
    if old == letters.USUAL:
        return list(logical), old
    return [line if line not in broken else letters.text(line, old).encode() for line in logical], old


def says(raw: bytes) -> bool:
    """Say whether nothing has to be assumed about how *raw* is written."""
    if wide(raw) or raw.startswith(tuple(mark for mark, _ in BOMS)) or letters.is_utf8(raw):
        return True
    return all(letters.is_utf8(line) or CHARSET.search(line) is not None for line in raw.split(b"\n"))


def assumed(raw: bytes) -> tuple[str, str]:
    """Return the text of a file, and what it was read in where it does not say it. Raises NotText.

    The second is empty for UTF-8, and where a mark says how the letters are written.
    """
    double = wide(raw)
    if double:
        return decode(raw.decode(double, "replace").encode("utf-8", "replace"))[0], ""
    said, remark = decode(raw)
    if remark == Remark.NONE:
        return said, ""
    old = letters.of(raw)
    return (said if old == letters.USUAL else decode(letters.text(raw, old).encode())[0]), old


def remarked(outcomes: Iterable[Outcome], old: str) -> Iterator[Outcome]:
    """Say of all that was read that its letters were taken for those of *old*, where they were."""
    for one in outcomes:
        plain = isinstance(one, Imported) and one.remark in {Remark.NONE, Remark.LATIN_1}
        yield replace(one, remark=letters.remark(old)) if old and isinstance(one, Imported) and plain else one


def _decode(raw: bytes) -> tuple[str, Remark]:
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding), Remark.NONE
            except UnicodeDecodeError as error:
                if encoding != "utf-8":
                    raise NotText from error
    try:
        return raw.decode("utf-8"), Remark.NONE
    except UnicodeDecodeError:
        return _western(raw), Remark.LATIN_1


def _western(raw: bytes) -> str:
    if raw != raw.translate(None, NOT_IN_TEXT):
        raise NotText
    return western(raw)


def western(raw: bytes) -> str:
    """Return *raw* read as Windows-1252, or as Latin-1, which reads anything."""
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def wide(raw: bytes) -> str:
    """Return in what two bytes a letter is written, where there is no mark for it; else nothing.

    Letters of two bytes show as a nought at every second place.
    """
    if raw.startswith(tuple(mark for mark, _ in BOMS)):
        return ""
    sample = raw[:SAMPLE]
    noughts = sample[1::2].count(0), sample[::2].count(0)
    few = len(sample) // 8 + 1
    if noughts[0] > few and noughts[1] * 4 < noughts[0]:
        return "utf-16-le"
    return "utf-16-be" if noughts[1] > few and noughts[0] * 4 < noughts[1] else ""
