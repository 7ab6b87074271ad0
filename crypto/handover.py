"""A secret sealed to one device: HPKE with X-Wing, all context in `info` (A1, A4.3, SPEC 4)."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from crypto.errors import Damaged, Malformed
from crypto.keys import KemPublic, KemSeed
from crypto.labels import Label, labelled

ENC_SIZE = 1120
OVERHEAD = ENC_SIZE + 16
PACKAGE_SIZE = OVERHEAD + 96
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal_to(public: KemPublic, info: bytes, plaintext: bytes) -> bytes:
    """Return `enc 1120 ‖ ciphertext ‖ tag 16` that only the holder of the seed opens (RFC 9180, A1).

    Raises Malformed for a public key that is none.
    """
    try:
        return SUITE.encrypt(plaintext, public.hpke, info)
    except ValueError as error:  # a point of low order, with which every shared secret would be zero
        raise Malformed("not an X-Wing public key") from error


def open_with(seed: KemSeed, info: bytes, sealed: bytes) -> bytes:
    """Return what was sealed to *seed* under the same *info*. Raises Malformed or Damaged (RFC 9180)."""
    if len(sealed) < OVERHEAD:
        raise Malformed("too short for a sealed secret")
    try:
        return SUITE.decrypt(sealed, seed.hpke, info)
    except (InvalidTag, ValueError) as error:
        raise Damaged from error


def package_info(space: bytes, epoch: bytes, device: bytes) -> bytes:
    """Return the `info` of a key package: label, space, epoch and device, 32 bytes each (A4.3)."""
    return labelled(Label.PACKAGE, space + epoch + device)


def seal_package(public: KemPublic, info: bytes, packed: bytes) -> bytes:
    """Return a key package of 1 232 bytes for 96 bytes of epoch secrets (A4.3). Raises Malformed."""
    if len(packed) != PACKAGE_SIZE - OVERHEAD:
        raise Malformed("a package holds 96 bytes")
    return seal_to(public, info, packed)


def open_package(seed: KemSeed, info: bytes, sealed: bytes) -> bytes:
    """Return the 96 bytes of epoch secrets in a key package (A4.3). Raises Malformed or Damaged."""
    if len(sealed) != PACKAGE_SIZE:
        raise Malformed("a package has 1 232 bytes")
    return open_with(seed, info, sealed)
