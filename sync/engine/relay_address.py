"""Addresses of relays as people type them, with a pin behind `#` where a relay has its own key (A6.8)."""

import base64
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from sync.engine.route import TOR, Route
from sync.errors import BadAddress
from sync.model.belonging import RelayEntry

ADDRESS_MAX = 500
PIN_SIZE = 32
PIN_HEX, PIN_BASE32 = 64, 52
ONION = ".onion"


class Somewhere(Protocol):
    @property
    def url(self) -> str: ...


T = TypeVar("T", bound=Somewhere)


@dataclass(frozen=True, slots=True)
class Address:
    url: str
    pin: bytes | None = None
    """SHA-256 of the SubjectPublicKeyInfo (32 bytes) that the relay must have; nothing else is asked then."""


def clean(text: str) -> Address:
    """Return the address without blanks and a trailing slash, and its pin. Raises BadAddress."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")  # as labels show it
    typed, mark, fragment = seen.strip().partition("#")
    address = typed.rstrip("/")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise BadAddress(address=text) from error
    schemes = ("https",) if mark else ("http", "https")
    proper = parts.scheme in schemes and parts.hostname and not parts.query
    if not proper or parts.username or port == 0 or len(address) > ADDRESS_MAX:
        raise BadAddress(address=text)
    return Address(address, _pin(fragment, text) if mark else None)


def _pin(fragment: str, text: str) -> bytes:
    """Read a pin in 64 hex digits or 52 letters of base32."""
    try:
        if len(fragment) == PIN_BASE32:
            found = base64.b32decode(fragment.upper() + "====")
        else:
            found = bytes.fromhex(fragment) if len(fragment) == PIN_HEX else b""
    except ValueError as error:
        raise BadAddress(address=text) from error
    if len(found) != PIN_SIZE:
        raise BadAddress(address=text)
    return found


def written(relay: RelayEntry | Address) -> str:
    """Return the one text that people copy: the address, with the pin where there is one."""
    return relay.url if relay.pin is None else f"{relay.url}#{relay.pin.hex()}"


def is_onion(url: str) -> bool:
    """Say whether only Tor leads there; an address that makes no sense leads nowhere anyway."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").endswith(ONION)
    except ValueError:
        return False


def led(places: Iterable[T], route: Route) -> list[T]:
    """Return *places* in the order in which *route* leads there: onions first by Tor, last without (A6.8)."""
    if route.kind == "socks":
        return list(places)
    return sorted(places, key=lambda one: is_onion(one.url) != (route == TOR))


def reached(places: Iterable[T], route: Route) -> list[T]:
    """Return those to which *route* leads; where it leads to none, all, so that somebody says so."""
    ordered = led(places, route)
    return [one for one in ordered if route.through_others or not is_onion(one.url)] or ordered
