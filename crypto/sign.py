"""What a device says, and proof that it said it: Ed25519, verified by libsodium alone (A1, P21)."""

from nacl.bindings import crypto_sign_BYTES
from nacl.bindings.crypto_sign import crypto_sign, crypto_sign_open
from nacl.exceptions import CryptoError as SodiumError

from crypto.errors import BadSignature
from crypto.keys import SigningKey, VerifyKey
from crypto.labels import Label, labelled

SIGNATURE_SIZE: int = crypto_sign_BYTES


def sign(key: SigningKey, label: Label, data: bytes) -> bytes:
    """Return the 64-byte signature over `"karkade/1/" label 00 data` (A1, RFC 8032)."""
    return sign_raw(key, labelled(label, data))


def verify(key: VerifyKey, label: Label, data: bytes, signature: bytes) -> None:
    """Return when *signature* is the key's over the labelled *data*; else raise BadSignature (A1)."""
    verify_raw(key, labelled(label, data), signature)


def sign_raw(key: SigningKey, message: bytes) -> bytes:
    """Return the 64-byte signature over *message* as it is: for messages that carry their own label."""
    return crypto_sign(message, key.expanded[1])[:SIGNATURE_SIZE]


def verify_raw(key: VerifyKey, message: bytes, signature: bytes) -> None:
    """As `verify`, for a message that carries its own label. Raises BadSignature."""
    if len(signature) != SIGNATURE_SIZE:
        raise BadSignature
    try:
        crypto_sign_open(signature + message, key.raw)
    except (SodiumError, ValueError) as error:
        raise BadSignature from error
