"""A certificate of one's own for a relay that lasts as long as a meeting (A6.8, SPEC 5.1)."""

import datetime as dt
import ipaddress
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

FIRST, LAST = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2000, 2100))
"""It ends with its meeting: dates would only stop laptops whose clock is wrong."""


@dataclass(frozen=True, slots=True)
class Certificate:
    certificate: bytes
    """PEM."""
    key: bytes = field(repr=False)
    """PEM, encrypted under the passphrase."""
    pin: bytes
    """SHA-256 of the SubjectPublicKeyInfo, 32 bytes."""


def make(host: str, passphrase: bytes) -> Certificate:
    """Return a new P-256 key and its certificate for an IP address; *passphrase* has 1 to 1 023 bytes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).add_extension(names, critical=False)
    signed = built.not_valid_before(FIRST).not_valid_after(LAST).sign(key, hashes.SHA256())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase))
    return Certificate(signed.public_bytes(Encoding.PEM), written, sha256(public).digest())
