"""Where entries of a space are exchanged: at which relay, in the mailbox of which era (A6.1)."""

from dataclasses import dataclass
from typing import Self

from sync.engine.eras import Era
from sync.model.belonging import RelayEntry


@dataclass(frozen=True, slots=True)
class Place:
    space: bytes
    relay: bytes
    url: str
    era: Era = ()
    pin: bytes | None = None
    """The key that the relay must have, where it has a certificate of its own (A6.8)."""

    @classmethod
    def of(cls, space: bytes, relay: RelayEntry) -> Self:
        return cls(space, relay.public_key, relay.url, pin=relay.pin)

    @property
    def entry(self) -> RelayEntry:
        """The relay as the space's log names it."""
        return RelayEntry(self.relay, self.url, self.pin)
