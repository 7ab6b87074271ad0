"""Addresses of relays as people type them."""

from urllib.parse import urlsplit

from sync.errors import BadAddress
from sync.wire import tickets

ADDRESS_MAX = 500


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
    """Return the 32 bytes of a ticket in letters, or in 64 hex digits. Raises BadAddress."""
    try:
        return tickets.read(text)
    except tickets.BadTicket as error:
        raise BadAddress(address=text) from error
