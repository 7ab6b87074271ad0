"""What one recovery secret gives: a slot of the vault, a signing key, a key for backups (A2.4)."""

import secrets

from crypto.keys import KemSeed, SigningKey
from crypto.labels import Label, derive, labelled

SECRET_SIZE = 32


def generate() -> bytes:
    """Return a new recovery secret R of 32 bytes (A2.4, SPEC 10.1)."""
    return secrets.token_bytes(SECRET_SIZE)


def slot_kek(secret: bytes) -> bytes:
    """Return the 32 bytes that open the recovery slot of a vault (A2.4). ValueError for another size."""
    return derive(secret, Label.RECOVERY_SLOT)


def signing(secret: bytes) -> SigningKey:
    """Return the Ed25519 key that is the most senior of its person (A2.4, A3.1)."""
    return SigningKey(derive(secret, Label.RECOVERY_SIGN))


def kem(secret: bytes) -> KemSeed:
    """Return the X-Wing seed to which backups are sealed (A2.4)."""
    return KemSeed(derive(secret, Label.RECOVERY_KEM))


def share_info(keeper: bytes) -> bytes:
    """Return the `info` of a share sealed to the device of a keeper, whose id has 32 bytes (SPEC 10.3)."""
    return labelled(Label.RECOVERY_SHARE, keeper)
