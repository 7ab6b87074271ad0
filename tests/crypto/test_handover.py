"""Secrets sealed to one device."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import handover
from crypto.errors import Damaged, Malformed
from crypto.keys import KemSeed

SEED, OTHER = KemSeed(bytes(range(32))), KemSeed(bytes(range(1, 33)))
INFO = handover.package_info(b"s" * 32, b"e" * 32, b"d" * 32)


@given(st.binary(max_size=500), st.binary(max_size=200))
@settings(max_examples=50)
def test_what_is_sealed_opens_for_the_holder_of_the_seed(info: bytes, plaintext: bytes) -> None:
    sealed = handover.seal_to(SEED.public, info, plaintext)
    assert len(sealed) == handover.OVERHEAD + len(plaintext)
    assert handover.open_with(SEED, info, sealed) == plaintext


def test_neither_another_seed_nor_another_context_opens_it() -> None:
    sealed = handover.seal_to(SEED.public, b"here", b"secret")
    for seed, info in [(OTHER, b"here"), (SEED, b"there"), (SEED, b"")]:
        with pytest.raises(Damaged):
            handover.open_with(seed, info, sealed)


SEALED = handover.seal_to(SEED.public, INFO, bytes(96))


@given(st.integers(0, 8 * len(SEALED) - 1))
@settings(max_examples=200)
def test_one_bit_is_enough_to_refuse(bit: int) -> None:
    altered = bytearray(SEALED)
    altered[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Damaged):
        handover.open_with(SEED, INFO, bytes(altered))


def test_the_bit_that_the_curve_ignores_counts_as_well() -> None:
    altered = bytearray(SEALED)
    altered[handover.ENC_SIZE - 1] ^= 0x80
    with pytest.raises(Damaged):
        handover.open_with(SEED, INFO, bytes(altered))


@given(st.binary(max_size=handover.OVERHEAD - 1))
def test_too_short_is_said_at_once(data: bytes) -> None:
    with pytest.raises(Malformed):
        handover.open_with(SEED, INFO, data)


def test_a_package_has_one_size_whatever_the_role() -> None:
    package = handover.seal_package(SEED.public, INFO, bytes(96))
    assert len(package) == handover.PACKAGE_SIZE == 1232
    assert handover.open_package(SEED, INFO, package) == bytes(96)


@pytest.mark.parametrize("size", [0, 32, 95, 97])
def test_a_package_holds_96_bytes(size: int) -> None:
    with pytest.raises(Malformed):
        handover.seal_package(SEED.public, INFO, bytes(size))
    with pytest.raises(Malformed):
        handover.open_package(SEED, INFO, handover.seal_to(SEED.public, INFO, bytes(size)))


def test_the_context_of_a_package_is_label_space_epoch_device() -> None:
    assert INFO == b"karkade/1/pkg\x00" + b"s" * 32 + b"e" * 32 + b"d" * 32
