"""One type for each kind of key: checked at the door, blank in a log."""

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import shake_256
from typing import ClassVar, Self

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey
from nacl.bindings import crypto_sign_seed_keypair

from crypto.errors import Malformed

MLKEM_PUBLIC = 1184
MLKEM_SEED = 64
EXPANDED = 96  # bytes of SHAKE-256 that one X-Wing seed becomes (A1)


@dataclass(frozen=True)
class _Key:
    """Bytes of a fixed size; `raw` gives them out, nothing else shows them."""

    SIZE: ClassVar[int] = 32
    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != self.SIZE:
            raise Malformed(f"{type(self).__name__} has {self.SIZE} bytes, not {len(self.raw)}")


class _Secret(_Key):
    @classmethod
    def generate(cls) -> Self:
        return cls(secrets.token_bytes(cls.SIZE))


class VaultKey(_Secret):
    """The key of one compartment, from which the keys of its two databases come (A2.3)."""


class BlobKey(_Secret):
    """A key for sealed blobs; each blob is sealed under a key of its own derived from it (A5.8)."""


class VerifyKey(_Key):
    """An Ed25519 public key."""


class SigningKey(_Secret):
    """An Ed25519 signing key, as its 32-byte seed."""

    @cached_property
    def expanded(self) -> tuple[bytes, bytes]:
        """(public 32, secret 64) as libsodium wants them."""
        return crypto_sign_seed_keypair(self.raw)

    @property
    def public(self) -> VerifyKey:
        return VerifyKey(self.expanded[0])


class KemPublic(_Key):
    """An X-Wing public key: ML-KEM-768 (1184 bytes), then X25519 (32 bytes)."""

    SIZE = 1216

    @property
    def hpke(self) -> MLKEM768X25519PublicKey:
        """The key as the library takes it. Raises Malformed for numbers that ML-KEM does not know."""
        try:
            lattice = MLKEM768PublicKey.from_public_bytes(self.raw[:MLKEM_PUBLIC])
            curve = X25519PublicKey.from_public_bytes(self.raw[MLKEM_PUBLIC:])
        except ValueError as error:
            raise Malformed("not an X-Wing public key") from error
        return MLKEM768X25519PublicKey(lattice, curve)


class KemSeed(_Secret):
    """An X-Wing private key as its 32-byte seed, the same that an age identity carries (A1)."""

    @cached_property
    def _parts(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = shake_256(self.raw).digest(EXPANDED)
        lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:MLKEM_SEED])
        return lattice, X25519PrivateKey.from_private_bytes(expanded[MLKEM_SEED:])

    @property
    def hpke(self) -> MLKEM768X25519PrivateKey:
        return MLKEM768X25519PrivateKey(*self._parts)

    @cached_property
    def public(self) -> KemPublic:
        lattice, curve = self._parts
        return KemPublic(lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw())
