"""Bytes of unknown origin to text."""

import codecs
import re
from collections.abc import Sequence

from sync.exchange.outcome import Remark

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 64 * 1024
OTHER_ALPHABET = re.compile(rb"[\xc0-\xff]{3}")
ARABIC_LAST = 0xEE
"""Of the letters of Windows-1256; a third of all small Cyrillic ones of Windows-1251 come after it."""

ARABIC_USUAL = frozenset(b"\xe1\xe3\xe4\xed")
"""Lam, meem, noon and yeh: small letters in Cyrillic, so there is none of them in capitals."""

HALF, RARE, OFTEN = 2, 12, 8
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


def without_old_alphabets(logical: Sequence[bytes]) -> list[bytes]:
    """Return lines in UTF-8 that were in an old Cyrillic or Arabic encoding and say nothing of it."""
    broken = {line for line in logical if not _is_utf8(line) and CHARSET.search(line) is None}
    old = old_alphabet(b"\n".join(sorted(broken))) if broken else ""
    if not old:
        return list(logical)
    return [line if line not in broken else line.decode(old, "replace").encode() for line in logical]


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


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


def old_alphabet(raw: bytes) -> str:
    """Return the Cyrillic or Arabic of old Windows for bytes that are no UTF-8; nothing for western ones.

    Three letters with marks one after the other are no western word.
    """
    high = bytes(byte for byte in raw[:SAMPLE] if byte >= 0x80)  # noqa: PLR2004 - beyond ASCII
    together = b"".join(OTHER_ALPHABET.findall(raw[:SAMPLE]))
    if len(together) * HALF < len(high):
        return ""
    beyond, usual = sum(byte > ARABIC_LAST for byte in high), sum(byte in ARABIC_USUAL for byte in high)
    return "cp1256" if beyond * RARE < len(high) < usual * OFTEN else "cp1251"
