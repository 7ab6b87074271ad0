"""A relay as one row of a list: its key, its address, and the pin of its certificate (A6.8)."""

from collections.abc import Iterable

from sync.model.belonging import RelayEntry

PIN_SIZE = 32


def rows(relays: Iterable[RelayEntry]) -> list[list[object]]:
    """Return [[key, address, pin 32 bytes or null]…]."""
    return [[one.public_key, one.url, one.pin] for one in relays]


def read(row: object) -> RelayEntry | None:
    """Return the relay of one row, or None where it is none; first releases wrote rows without a pin."""
    match row:
        case [bytes() as key, str() as url] | [bytes() as key, str() as url, None]:
            return RelayEntry(key, url)
        case [bytes() as key, str() as url, bytes() as pin] if len(pin) == PIN_SIZE:
            return RelayEntry(key, url, pin)
    return None


def known(said: Iterable[object]) -> tuple[RelayEntry, ...]:
    """Return the relays among *said*, passing over what is none."""
    return tuple(relay for row in said if (relay := read(row)) is not None)
