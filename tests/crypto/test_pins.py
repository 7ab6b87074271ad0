"""A pin is that of the key, whatever else a certificate says (A6.8)."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from crypto import pins
from crypto.errors import CryptoError

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)


def certificate(key: ec.EllipticCurvePrivateKey, name: str, days: int) -> bytes:
    said = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(said, said, key.public_key(), x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(BEGINS + timedelta(days=days))
        .sign(key, SHA256())
    )
    return made.public_bytes(Encoding.DER)


def test_a_renewed_certificate_with_the_same_key_has_the_same_pin() -> None:
    key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    said = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    assert pins.pin(certificate(key, "relay", 1)) == sha256(said).digest()
    assert pins.pin(certificate(key, "elsewhere", 900)) == sha256(said).digest()
    assert pins.pin(certificate(other, "relay", 1)) != sha256(said).digest()


@pytest.mark.parametrize("data", [b"", b"certificate", bytes(400)])
def test_what_is_no_certificate_has_no_pin(data: bytes) -> None:
    with pytest.raises(CryptoError):
        pins.pin(data)


def test_a_certificate_of_a_version_that_nobody_knows_has_no_pin() -> None:
    made = certificate(ec.generate_private_key(ec.SECP256R1()), "relay", 1)
    version = made.index(b"\xa0\x03\x02\x01\x02") + 4

    with pytest.raises(CryptoError):
        pins.pin(made[:version] + b"\x7f" + made[version + 1 :])
