"""The head of an age file: recipient stanzas and the MAC over them (age v1, SPEC 8.2)."""

import base64
import binascii
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from crypto.errors import Malformed

VERSION_LINE = b"age-encryption.org/v1"
STANZA, FOOTER = b"-> ", b"---"
COLUMNS = 64
HEADER_MAX = 1 << 20
MAC_SIZE = 32
READ_SIZE = 64 * 1024
ARGUMENT = re.compile(rb"[!-~]+")
Read = Callable[[int], bytes]
"""Gives up to that many bytes, and none only at the end."""


@dataclass(frozen=True, slots=True)
class Stanza:
    """One recipient's line of arguments and its body."""

    arguments: tuple[str, ...]
    body: bytes = field(repr=False)

    @property
    def type(self) -> str:
        return self.arguments[0]

    def encode(self) -> bytes:
        """Return the stanza's lines: the body in base64 of 64 columns, the last line shorter."""
        encoded = unpadded(self.body)
        lines = [encoded[at : at + COLUMNS] for at in range(0, len(encoded) + 1, COLUMNS)]
        return STANZA + " ".join(self.arguments).encode() + b"\n" + b"".join(line + b"\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Header:
    stanzas: tuple[Stanza, ...]
    signed: bytes = field(repr=False)
    """The bytes that the MAC covers, up to and with `---`."""
    mac: bytes


class Source:
    """Gives whole lines, and exact numbers of bytes, from what a callable has at a time."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._buffer = bytearray()

    def line(self, limit: int) -> bytes:
        """Return the next line without its end. Raises Malformed when it is longer than *limit* bytes."""
        looked_at = 0
        while (end := self._buffer.find(b"\n", looked_at)) < 0:
            looked_at = len(self._buffer)
            if looked_at > limit or not self._more():
                raise Malformed("a line that does not end")
        if end > limit:
            raise Malformed("a line that does not end")
        return self.take(end + 1)[:-1]

    def take(self, size: int) -> bytes:
        """Return *size* bytes, fewer only at the end."""
        while len(self._buffer) < size and self._more():
            pass
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _more(self) -> bool:
        got = self._read(READ_SIZE)
        self._buffer += got
        return bool(got)


def unpadded(data: bytes) -> bytes:
    """Return *data* in base64 without padding."""
    return base64.b64encode(data).rstrip(b"=")


def canonical(text: bytes) -> bytes:
    """Decode base64 that has no padding and no stray bits. Raises Malformed."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise Malformed("base64") from error
    if unpadded(data) != text:
        raise Malformed("base64 that is not canonical")
    return data


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256, 32 bytes (RFC 5869)."""
    extracted = hmac.digest(salt or bytes(sha256().digest_size), key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def mac(file_key: bytes, signed: bytes) -> bytes:
    """HMAC-SHA-256 under HKDF-SHA-256(file key, no salt, "header"), 32 bytes."""
    return hmac.digest(hkdf(file_key, b"", b"header"), signed, "sha256")


def encode(stanzas: tuple[Stanza, ...], file_key: bytes) -> bytes:
    """Return the whole head, MAC included."""
    signed = VERSION_LINE + b"\n" + b"".join(stanza.encode() for stanza in stanzas) + FOOTER
    return signed + b" " + unpadded(mac(file_key, signed)) + b"\n"


class _Lines:
    """The header's lines, together at most HEADER_MAX bytes, and all of them as they came."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.taken = bytearray()

    def next(self) -> bytes:
        line = self._source.line(HEADER_MAX - len(self.taken))
        self.taken += line + b"\n"
        return line


def parse(source: Source) -> Header:
    """Take the head from *source*, and no byte behind it. Raises Malformed."""
    lines = _Lines(source)
    if lines.next() != VERSION_LINE:
        raise Malformed("not an age file of version 1")
    stanzas: list[Stanza] = []
    while not (line := lines.next()).startswith(FOOTER):
        stanzas.append(_stanza(line, lines))
    return _footed(tuple(stanzas), line, bytes(lines.taken))


def _footed(stanzas: tuple[Stanza, ...], line: bytes, taken: bytes) -> Header:
    if not stanzas or not line.startswith(FOOTER + b" "):
        raise Malformed("a footer without a MAC, or without stanzas")
    code = canonical(line[len(FOOTER) + 1 :])
    if len(code) != MAC_SIZE:
        raise Malformed("a MAC of another size")
    return Header(stanzas, taken[: len(taken) - len(line) - 1] + FOOTER, code)


def _stanza(line: bytes, lines: _Lines) -> Stanza:
    arguments = line[len(STANZA) :].split(b" ")
    if not line.startswith(STANZA) or not all(ARGUMENT.fullmatch(part) for part in arguments):
        raise Malformed("a stanza's arguments")
    body = bytearray()
    while True:
        row = lines.next()
        if len(row) > COLUMNS:
            raise Malformed("a line that is too long")
        body += canonical(row)
        if len(row) < COLUMNS:
            return Stanza(tuple(part.decode() for part in arguments), bytes(body))
