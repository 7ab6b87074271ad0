"""The pin by which a relay with a certificate of its own is known (A6.8)."""

from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from crypto.errors import CryptoError

PIN_SIZE = 32


class CertificateUnreadable(CryptoError):
    """Not a certificate, or one with a key of a kind that nobody here knows."""


def pin(certificate: bytes) -> bytes:
    """Return the SHA-256 (32 bytes) of the SubjectPublicKeyInfo of *certificate* (DER).

    Raises CertificateUnreadable. Source: A6.8.
    """
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
        return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion) as error:
        raise CertificateUnreadable from error
