"""The head of an age file: recipient stanzas and the MAC over them (age v1, SPEC 8)."""

import base64
import binascii
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from crypto.errors import Malformed

VERSION_LINE = b"age-encryption.org/v1"
STANZA, FOOTER = b"-> ", b"---"
COLUMNS = 64
HEADER_MAX = 1 << 20
MAC_SIZE = 32


@dataclass(frozen=True, slots=True)
class Stanza:
    """One recipient's line of arguments and its body."""

    arguments: tuple[str, ...]
    body: bytes = field(repr=False)

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


def unpadded(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def canonical(text: bytes) -> bytes:
    """Decode base64 that has no padding and no stray bits. Raises Malformed."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise Malformed("base64") from error
    if b"=" in text or unpadded(data) != text:
        raise Malformed("base64 that is not canonical")
    return data


def mac(file_key: bytes, signed: bytes) -> bytes:
    """HMAC-SHA-256 under HKDF-SHA-256(file key, no salt, "header"), 32 bytes."""
    return hmac.digest(hkdf(file_key, b"", b"header"), signed, "sha256")


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256, 32 bytes (RFC 5869)."""
    extracted = hmac.digest(salt or bytes(sha256().digest_size), key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def encode(stanzas: tuple[Stanza, ...], file_key: bytes) -> bytes:
    """Return the whole head, MAC included."""
    signed = VERSION_LINE + b"\n" + b"".join(stanza.encode() for stanza in stanzas) + FOOTER
    return signed + b" " + unpadded(mac(file_key, signed)) + b"\n"


class _Lines:
    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self.taken = bytearray()

    def next(self) -> bytes:
        """The next line without its end; the head is short, so byte by byte is quick enough."""
        line = bytearray()
        while (byte := self._read(1)) != b"\n":
            if not byte or len(self.taken) + len(line) > HEADER_MAX:
                raise Malformed("a header that does not end")
            line += byte
        self.taken += line + b"\n"
        return bytes(line)


def parse(read: Callable[[int], bytes]) -> Header:
    """Read the head through *read*, which gives as many bytes as asked for. Raises Malformed."""
    lines = _Lines(read)
    if lines.next() != VERSION_LINE:
        raise Malformed("not an age file of version 1")
    stanzas: list[Stanza] = []
    while True:
        line = lines.next()
        if line.startswith(FOOTER):
            return _footed(tuple(stanzas), line, bytes(lines.taken))
        stanzas.append(_stanza(line, lines))


def _footed(stanzas: tuple[Stanza, ...], line: bytes, taken: bytes) -> Header:
    if not stanzas or not line.startswith(FOOTER + b" "):
        raise Malformed("a footer without a MAC, or without stanzas")
    code = canonical(line[len(FOOTER) + 1 :])
    if len(code) != MAC_SIZE:
        raise Malformed("a MAC of another size")
    return Header(stanzas, taken[: len(taken) - len(line) - 1] + FOOTER, code)


def _stanza(line: bytes, lines: _Lines) -> Stanza:
    arguments = line[len(STANZA) :].split(b" ")
    printable = all(part and all(33 <= byte <= 126 for byte in part) for part in arguments)
    if not line.startswith(STANZA) or not printable:
        raise Malformed("a stanza's arguments")
    body = bytearray()
    while True:
        row = lines.next()
        if len(row) > COLUMNS:
            raise Malformed("a line that is too long")
        body += canonical(row)
        if len(row) < COLUMNS:
            return Stanza(tuple(part.decode() for part in arguments), bytes(body))
