"""Addresses of relays as people type them."""

from urllib.parse import urlsplit

from sync.errors import BadAddress

ADDRESS_MAX = 500
TICKET_SIZE = 32


def clean(text: str) -> str:
    """Return the address without blanks and a trailing slash. Raises BadAddress."""
    address = text.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise BadAddress(address=text) from error
    proper = parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
    if not proper or parts.username or port == 0 or len(address) > ADDRESS_MAX:
        raise BadAddress(address=text)
    return address


def ticket(text: str) -> bytes:
    """Return the 32 bytes of a ticket written as 64 hex digits. Raises BadAddress."""
    try:
        given = bytes.fromhex(text.strip())
    except ValueError as error:
        raise BadAddress(address=text) from error
    if len(given) != TICKET_SIZE:
        raise BadAddress(address=text)
    return given
