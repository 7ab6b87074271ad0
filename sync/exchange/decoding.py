"""Bytes of unknown origin to text."""

import codecs

from sync.exchange.outcome import Remark

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
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
    return raw


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
