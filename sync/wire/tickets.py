"""A ticket as people copy it: 32 random bytes in letters that are hard to mistake (A6.4)."""

import re
from dataclasses import dataclass, field
from hashlib import sha256

SIZE = 32
CHECK = 3
"""Bytes of its hash behind the ticket: a slip in copying is noticed."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U
GROUP = 4
LIKE = str.maketrans("ILO", "110")
BITS = 5
LETTERS = (SIZE + CHECK) * 8 // BITS
SIZES = {"64M": 64 << 20, "256M": 256 << 20, "1G": 1 << 30, "8G": 8 << 30}
"""The size classes, in bytes that a mailbox may hold."""
WRITTEN = re.compile(
    r"(?:[0-9A-Za-z]{4}-\s*){13}[0-9A-Za-z]{4}|(?<![0-9A-Za-z#])(?:[0-9A-Za-z]{56}|[0-9A-Fa-f]{64})(?![0-9A-Za-z])"
)
"""What looks like a ticket in a text: groups with hyphens, over two lines too, or all in one.

What stands behind # is the pin of an address (A6.8)."""


class BadTicket(ValueError):
    """Letters that are no ticket, or one with a slip in it."""


def name(ticket: bytes) -> bytes:
    """Return the 32 bytes by which a relay knows a ticket of 32 bytes: its SHA-256."""
    return sha256(ticket).digest()


def write(ticket: bytes) -> str:
    """Return the 32 bytes as 56 letters in groups of four; the last five or so are a check."""
    number = int.from_bytes(ticket + name(ticket)[:CHECK], "big")
    letters = [ALPHABET[number >> at & 31] for at in range((LETTERS - 1) * BITS, -1, -BITS)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, LETTERS, GROUP))


def read(text: str) -> bytes:
    """Return the 32 bytes that *text* means: as `write` wrote it, or 64 hex digits. Raises BadTicket.

    Blanks, hyphens and small letters do not matter; I and L are read as 1, O as 0.
    """
    letters = "".join(text.split()).replace("-", "").upper()
    if len(letters) == SIZE * 2:
        return _hex(letters)
    letters = letters.translate(LIKE)
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        raise BadTicket("letters")
    number = 0
    for letter in letters:
        number = number << BITS | ALPHABET.index(letter)
    data = number.to_bytes(SIZE + CHECK, "big")
    if name(data[:SIZE])[:CHECK] != data[SIZE:]:
        raise BadTicket("check")
    return data[:SIZE]


@dataclass(frozen=True, slots=True)
class Found:
    """The tickets of 32 bytes in a text, each once, in its order."""

    tickets: tuple[bytes, ...] = field(repr=False)
    unreadable: int
    """How many looked like one and had a slip in them."""


def find(text: str) -> Found:
    """Return all tickets in a sheet, whatever stands around them, or in lines of letters."""
    found: dict[bytes, None] = {}
    rest, unreadable = text, 0
    for match in WRITTEN.finditer(text):
        try:
            found[read(match.group())] = None
        except BadTicket:
            unreadable += 1
        rest = rest.replace(match.group(), "\n", 1)
    for line in rest.splitlines():  # written with blanks, as people do
        try:
            found[read(line)] = None
        except BadTicket:
            continue
    return Found(tuple(found), unreadable)


def _hex(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError as error:
        raise BadTicket("hex") from error
