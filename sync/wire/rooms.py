"""The line of text that leads into a room: a relay on the local network for one meeting (A6.8)."""

import ipaddress
from dataclasses import dataclass, field
from hashlib import sha256

PREFIX = b"karkade/1/room\x00"
TOKEN, FINGERPRINT = 8, 11
ADDRESS, PORT = 4, 2
SIZE = ADDRESS + PORT + TOKEN + FINGERPRINT
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U
LIKE = str.maketrans("ILO", "110")
GROUP, BITS, CHECK_BITS = 4, 5, 20
LETTERS = (SIZE * 8 + CHECK_BITS) // BITS
QR_PREFIX = "KARKADE:ROOM:"
LOCAL = "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 169.254.0.0/16 100.64.0.0/10 127.0.0.0/8"
NETWORKS = tuple(map(ipaddress.IPv4Network, LOCAL.split()))
"""Where rooms are: addresses that no one reaches from elsewhere."""


class BadRoom(ValueError):
    """Letters that lead into no room, or have a slip in them."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a room is, what makes mailboxes there, and by what it is known."""

    host: str
    """An IPv4 address of a local network."""
    port: int
    token: bytes = field(repr=False)
    """8 bytes."""
    fingerprint: bytes
    """11 bytes, see `fingerprint`."""


def name(relay_pk: bytes, pin: bytes) -> bytes:
    """Return the 32 bytes that name a room: of its relay's key (32) and its certificate's pin (32).

    Mailboxes are derived under it, not under a key that whoever opens a room could have taken from elsewhere.
    """
    return sha256(PREFIX + relay_pk + pin).digest()


def fingerprint(relay_pk: bytes, pin: bytes) -> bytes:
    """Return the 11 bytes of its name by which a room is known in letters."""
    return name(relay_pk, pin)[:FINGERPRINT]


def ticket(token: bytes) -> bytes:
    """Return the 32 bytes that mailboxes of a room are made with, any number of times (PROTOCOL 2.4)."""
    return sha256(PREFIX + token).digest()


def is_local(host: str) -> bool:
    """Say whether *host* is an IPv4 address where rooms are."""
    try:
        address = ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return any(address in network for network in NETWORKS)


def write(door: Door) -> str:
    """Return 44 letters in groups of four; the last four are a check. Raises BadRoom for no such door."""
    sizes = (len(door.token), len(door.fingerprint))
    if sizes != (TOKEN, FINGERPRINT) or not is_local(door.host) or not 0 < door.port < 1 << 16:
        raise BadRoom("door")
    where = ipaddress.IPv4Address(door.host).packed + door.port.to_bytes(PORT, "big")
    data = where + door.token + door.fingerprint
    number = int.from_bytes(data, "big") << CHECK_BITS | _check(data)
    letters = "".join(ALPHABET[number >> at & 31] for at in range((LETTERS - 1) * BITS, -1, -BITS))
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def read(text: str) -> Door:
    """Return the door that *text* means, typed or from a picture. Raises BadRoom.

    Blanks, hyphens and small letters do not matter; I and L are read as 1, O as 0.
    """
    letters = "".join(text.split()).replace("-", "").upper().removeprefix(QR_PREFIX).translate(LIKE)
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        raise BadRoom("letters")
    number = 0
    for letter in letters:
        number = number << BITS | ALPHABET.index(letter)
    data = (number >> CHECK_BITS).to_bytes(SIZE, "big")
    host, port = (
        str(ipaddress.IPv4Address(data[:ADDRESS])),
        int.from_bytes(data[ADDRESS : ADDRESS + PORT], "big"),
    )
    if _check(data) != number & (1 << CHECK_BITS) - 1 or not port or not is_local(host):
        raise BadRoom("check")
    return Door(host, port, data[ADDRESS + PORT : -FINGERPRINT], data[-FINGERPRINT:])


def qr_text(text: str) -> str:
    """Return what a picture says: capital letters alone, which make a small one."""
    return QR_PREFIX + text.replace("-", "")


def _check(data: bytes) -> int:
    return int.from_bytes(sha256(data).digest()[:3], "big") >> 4
