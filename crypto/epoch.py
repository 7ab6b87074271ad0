"""The three secrets of one epoch and the commitments to them (A4.3, SPEC 4)."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from crypto import blob, labels
from crypto.errors import Malformed
from crypto.keys import BlobKey
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

    def serves(self, role: str) -> bool:
        """Say whether all that a person of *role* gets is here (A4.1)."""
        return NOT_GIVEN not in {self.e, *((self.w,) if role != "reader" else ()),
                                 *((self.t,) if role == "steward" else ())}  # fmt: skip

    def with_more(self, other: "EpochSecrets") -> "EpochSecrets":
        """Return these secrets, with those of *other* where a value was not given here."""
        pairs = ((self.e, other.e), (self.w, other.w), (self.t, other.t))
        return EpochSecrets(*(theirs if mine == NOT_GIVEN else mine for mine, theirs in pairs))


def joined(heads: Mapping[bytes, EpochSecrets]) -> EpochSecrets:
    """Return the sending secrets of 1 to 16 head epochs, by their ids of 32 bytes (A4.4, SPEC 1.4).

    What is missing of one of them is missing of the join: nobody derives a key from a value of zeros.
    Raises ValueError for none, or for more than 16.
    """

    def join(values: Mapping[bytes, bytes]) -> bytes:
        return NOT_GIVEN if NOT_GIVEN in values.values() else labels.join(list(values.items()))

    return EpochSecrets(
        join({name: one.e for name, one in heads.items()}),
        join({name: one.w for name, one in heads.items()}),
        join({name: one.t for name, one in heads.items()}),
    )


def commit(secret: bytes, space: bytes) -> bytes:
    """Return the 32-byte commitment to one epoch secret in one space (A4.3)."""
    return derive(secret, Label.COMMIT, space)


def confirms(commitment: bytes, secret: bytes, space: bytes) -> bool:
    """Say whether *secret* is the one that *commitment* stands for (A4.3)."""
    return hmac.compare_digest(commit(secret, space), commitment)


def seal_back(e: bytes, parent: bytes) -> bytes:
    """Return E of a parent epoch (32 bytes) sealed under `KDF(E, "back")` of the next (A4.3, SPEC 4.5).

    The result has 585 bytes.
    """
    return blob.seal(BlobKey(derive(e, Label.BACK)), parent)


def open_back(e: bytes, sealed: bytes) -> bytes:
    """Return the parent's E behind a back link. Raises Malformed, NotForUs, Damaged (A4.3, SPEC 4.5)."""
    parent = blob.open_blob(BlobKey(derive(e, Label.BACK)), sealed)
    if len(parent) != SIZE:
        raise Malformed("an epoch secret has 32 bytes")
    return parent
