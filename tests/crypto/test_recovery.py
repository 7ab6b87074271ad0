"""The keys that one recovery secret gives."""

import pytest

from crypto import handover, recovery
from crypto.keys import KemSeed
from crypto.labels import Label, labelled

SECRET = bytes(range(32))


def test_each_use_has_a_key_of_its_own() -> None:
    made = [recovery.slot_kek(SECRET), recovery.signing(SECRET).raw, recovery.kem(SECRET).raw]
    assert len({SECRET, *made}) == 4
    assert made == [recovery.slot_kek(SECRET), recovery.signing(SECRET).raw, recovery.kem(SECRET).raw]


def test_secrets_are_32_bytes_and_new_each_time() -> None:
    first, second = recovery.generate(), recovery.generate()
    assert first != second
    assert len(first) == len(second) == recovery.SECRET_SIZE


@pytest.mark.parametrize("size", [0, 31, 33])
def test_another_size_is_a_mistake(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        recovery.slot_kek(bytes(size))


def test_a_share_is_sealed_for_one_keeper() -> None:
    seed = KemSeed.generate()
    sealed = handover.seal_to(seed.public, recovery.share_info(bytes(32)), b"words")
    assert handover.open_with(seed, recovery.share_info(bytes(32)), sealed) == b"words"
    assert recovery.share_info(bytes(32)) == labelled(Label.RECOVERY_SHARE, bytes(32))
