"""The certificate of a room: for its address, known by its key, and useless without the passphrase."""

import ipaddress

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from crypto import own_certificate, pins


def test_it_is_for_the_address_and_known_by_its_key() -> None:
    made = own_certificate.make("192.168.1.7", b"once")
    read = x509.load_pem_x509_certificate(made.certificate)
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert names.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address("192.168.1.7")]
    assert pins.pin(read.public_bytes(Encoding.DER)) == made.pin
    assert load_pem_private_key(made.key, b"once").public_key() == read.public_key()


def test_the_key_opens_for_its_passphrase_alone_and_every_room_has_another() -> None:
    made = own_certificate.make("10.0.0.1", b"once")

    with pytest.raises(ValueError, match="assword"):
        load_pem_private_key(made.key, b"twice")
    assert made.key.decode() not in repr(made)
    assert own_certificate.make("10.0.0.1", b"once").pin != made.pin
