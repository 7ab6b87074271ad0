"""Keys: checked at the door, blank in a log."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import crypto
from crypto import handover
from crypto.errors import Malformed
from crypto.keys import BlobKey, KemPublic, KemSeed, SigningKey, VaultKey, VerifyKey

SECRET = [VaultKey, BlobKey, SigningKey, KemSeed]
EVERY = [*SECRET, VerifyKey, KemPublic]
Kind = type[VaultKey] | type[BlobKey] | type[SigningKey] | type[KemSeed]


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("off", [-1, 1])
def test_a_key_of_another_size_does_not_come_in(kind: Kind, off: int) -> None:
    with pytest.raises(Malformed, match=kind.__name__):
        kind(bytes(kind.SIZE + off))
    with pytest.raises(Malformed):
        kind(b"")


@pytest.mark.parametrize("kind", EVERY)
def test_a_key_is_blank_in_a_log(kind: Kind) -> None:
    key = kind(bytes([0x5A]) * kind.SIZE)
    assert repr(key) == f"{kind.__name__}()"
    assert str(key) == repr(key)


def test_a_used_key_is_blank_as_well() -> None:
    signing, seed = SigningKey(bytes(range(32))), KemSeed(bytes(range(32)))
    assert signing.public.raw
    assert seed.public.raw
    assert (repr(signing), repr(seed)) == ("SigningKey()", "KemSeed()")


@pytest.mark.parametrize("kind", SECRET)
def test_a_new_key_is_like_no_other(kind: Kind) -> None:
    assert len({kind.generate().raw for _ in range(20)}) == 20


def test_keys_of_two_kinds_are_never_equal() -> None:
    assert VaultKey(bytes(32)) == VaultKey(bytes(32))
    assert len({kind(bytes(32)) for kind in SECRET}) == len(SECRET)


def test_a_public_signing_key_is_the_one_of_rfc_8032() -> None:
    seed = bytes(range(32))
    oracle = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    assert SigningKey(seed).public == VerifyKey(oracle)


ONE_SEED = KemSeed(bytes(range(32)))


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"\xff" * 1184 + ONE_SEED.public.raw[1184:], id="numbers that ML-KEM does not know"),
        pytest.param(ONE_SEED.public.raw[:1184] + bytes(32), id="a curve point of low order"),
        pytest.param(bytes(1216), id="zero"),
    ],
)
def test_nothing_is_sealed_to_a_key_that_is_none(raw: bytes) -> None:
    with pytest.raises(Malformed):
        handover.seal_to(KemPublic(raw), b"", b"secret")


def test_signatures_are_verified_by_libsodium_alone() -> None:
    """OpenSSL accepts keys of low order, so two clients could disagree (P21)."""
    sources = Path(crypto.__file__).parent.glob("*.py")
    assert not [path.name for path in sources if "asymmetric.ed25519" in path.read_text(encoding="utf-8")]
