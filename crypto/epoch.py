"""The three secrets of one epoch and the commitments to them (A4.3, SPEC 4)."""

import hmac
import secrets
from dataclasses import dataclass, field, replace

from crypto.errors import Malformed
from crypto.labels import Label, derive

SIZE = 32
NOT_GIVEN = bytes(SIZE)


@dataclass(frozen=True, slots=True)
class EpochSecrets:
    """E to read, W to write at relays, T for stewards; a value that a role does not get is all zero."""

    e: bytes = field(repr=False)
    w: bytes = field(repr=False)
    t: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if {len(self.e), len(self.w), len(self.t)} != {SIZE}:
            raise Malformed("an epoch secret has 32 bytes")

    @classmethod
    def generate(cls) -> "EpochSecrets":
        return cls(*(secrets.token_bytes(SIZE) for _ in range(3)))

    @classmethod
    def unpack(cls, packed: bytes) -> "EpochSecrets":
        """Take E ‖ W ‖ T, 96 bytes. Raises Malformed."""
        return cls(packed[:SIZE], packed[SIZE : 2 * SIZE], packed[2 * SIZE :])

    def pack(self) -> bytes:
        """Return E ‖ W ‖ T, 96 bytes (A4.3)."""
        return self.e + self.w + self.t

    def for_role(self, role: str) -> "EpochSecrets":
        """Return what a person of *role* gets: stewards all, members E and W, readers E (A4.1)."""
        if role == "steward":
            return self
        member = replace(self, t=NOT_GIVEN)
        return member if role == "member" else replace(member, w=NOT_GIVEN)


def commit(secret: bytes, space: bytes) -> bytes:
    """Return the 32-byte commitment to one epoch secret in one space (A4.3)."""
    return derive(secret, Label.COMMIT, space)


def confirms(commitment: bytes, secret: bytes, space: bytes) -> bool:
    """Say whether *secret* is the one that *commitment* stands for (A4.3)."""
    return hmac.compare_digest(commit(secret, space), commitment)
