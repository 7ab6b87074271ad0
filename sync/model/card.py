"""A card: what somebody shows of themselves, as they would hand it over (A3.1)."""

from dataclasses import dataclass

from sync.wire import codec

VERSION = 1
NAME_MAX = 200  # characters
CARD_MAX = 64 * 1024  # bytes


class BadCard(ValueError):
    """Bytes that are no card."""


@dataclass(frozen=True, slots=True)
class Card:
    """A display name and the person log's entries, which carry the keys."""

    name: str
    entries: tuple[bytes, ...]


def encode(card: Card) -> bytes:
    """Return `CBOR[1, name, [entry…]]`; about 1.5 kB for a person with one device (A3.1)."""
    return codec.encode([VERSION, card.name, card.entries])


def decode(data: bytes) -> Card:
    """Return the card in *data*; whether it is true is for the caller to verify. Raises BadCard."""
    if len(data) > CARD_MAX:
        raise BadCard("too large")
    try:
        value = codec.decode(data)
    except codec.Malformed as error:
        raise BadCard("codec") from error
    match value:
        case [int() as version, str() as name, list() as entries] if (
            version == VERSION and version is not True and len(name) <= NAME_MAX
        ):
            return Card(name, tuple(_entry(each) for each in entries))
    raise BadCard("shape")


def _entry(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise BadCard("shape")
    return value
