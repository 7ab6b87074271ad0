"""The vault's header: eight slots that all look alike."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import slots
from crypto.errors import CryptoError, Malformed, NotForUs
from crypto.keys import VaultKey
from crypto.passphrase import CAP, FLOOR, Cost
from crypto.slots import Payload

some = st.binary(min_size=32, max_size=32)
payloads = st.builds(
    Payload,
    st.sampled_from([slots.PASSPHRASE, slots.RECOVERY, slots.DURESS_WIPE]),
    st.integers(0, slots.COMPARTMENTS - 1),
    some.map(VaultKey),
    st.binary(min_size=16, max_size=16),
    st.integers(0, 0xFFFF),
)
places = st.integers(0, slots.SLOTS - 1)
KEK = bytes(range(32))
PAYLOAD = Payload(slots.PASSPHRASE, 1, VaultKey(b"v" * 32), b"s" * 16)
HEADER = slots.with_slot(slots.fresh(FLOOR), 4, KEK, PAYLOAD)
FILE = slots.encode(HEADER)


@given(payloads, some, places, st.integers(0, 2**64 - 1))
def test_what_is_put_in_a_slot_comes_out_of_the_file(
    payload: Payload, kek: bytes, index: int, counter: int
) -> None:
    header = replace(slots.with_slot(slots.fresh(FLOOR), index, kek, payload), counter=counter)
    data = slots.encode(header)
    assert len(data) == slots.FILE_SIZE
    assert slots.parse(data) == header
    assert slots.open_slots(slots.parse(data), kek) == payload


def test_kinds_of_slots_keep_their_numbers() -> None:
    assert (slots.PASSPHRASE, slots.RECOVERY, slots.DURESS_WIPE) == (1, 2, 3)
    assert (slots.FILE_SIZE, slots.SLOT_SIZE, slots.SLOTS_END) == (4096, 136, 1122)


@given(st.dictionaries(places, st.tuples(some, payloads), min_size=1))
def test_each_passphrase_opens_its_own_slot(filled: dict[int, tuple[bytes, Payload]]) -> None:
    header = slots.fresh(FLOOR)
    for index, (kek, payload) in filled.items():
        header = slots.with_slot(header, index, kek, payload)
    latest = {kek: payload for _, (kek, payload) in sorted(filled.items())}
    for kek, payload in latest.items():
        assert slots.open_slots(header, kek) == payload


def test_a_slot_written_anew_is_lost_to_its_old_key() -> None:
    header = slots.with_slot(HEADER, 4, b"n" * 32, PAYLOAD)
    assert slots.open_slots(header, b"n" * 32) == PAYLOAD
    with pytest.raises(NotForUs):
        slots.open_slots(header, KEK)


@given(st.integers(0, slots.COMPARTMENTS - 1), some, some.map(VaultKey))
def test_a_compartment_has_two_slots_of_its_own(compartment: int, kek: bytes, vault_key: VaultKey) -> None:
    ours = slots.passphrase_slot(compartment), slots.recovery_slot(compartment)
    others = {slots.passphrase_slot(n) for n in range(4)} | {slots.recovery_slot(n) for n in range(4)}
    payload = Payload(slots.RECOVERY, compartment, vault_key, b"s" * 16)

    header = slots.with_slot(slots.fresh(FLOOR), ours[1], kek, payload)

    assert ours == (2 * compartment, 2 * compartment + 1)
    assert others == set(range(slots.SLOTS))
    assert slots.find_slot(header, kek) == (ours[1], payload)


@given(st.sets(places))
def test_emptied_slots_open_for_nobody_and_the_others_stay(gone: set[int]) -> None:
    emptied = slots.without_slots(HEADER, gone)

    same = {at for at in range(slots.SLOTS) if emptied.boxes[at] == HEADER.boxes[at]}
    assert same == set(range(slots.SLOTS)) - gone
    assert {len(box) for box in emptied.boxes} == {slots.SLOT_SIZE}
    if 4 in gone:
        with pytest.raises(NotForUs):
            slots.find_slot(emptied, KEK)
    else:
        assert slots.find_slot(emptied, KEK) == (4, PAYLOAD)


@given(some.filter(lambda key: key != KEK))
def test_no_other_key_opens_anything(kek: bytes) -> None:
    with pytest.raises(NotForUs):
        slots.open_slots(HEADER, kek)


@given(st.integers(0, 8 * slots.FILE_SIZE - 1))
def test_one_bit_is_enough_to_tell_a_torn_copy(bit: int) -> None:
    torn = bytearray(FILE)
    torn[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Malformed):
        slots.parse(bytes(torn))


@given(st.binary(max_size=200) | st.integers(0, slots.FILE_SIZE - 1).map(lambda size: FILE[:size]))
def test_a_file_of_another_size_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        slots.parse(data)


def test_nothing_shows_how_many_slots_are_in_use() -> None:
    """Every slot has every value of a byte about equally often, used or not."""
    full = slots.fresh(FLOOR)
    for index in range(slots.SLOTS):
        full = slots.with_slot(full, index, bytes([index]) * 32, PAYLOAD)
    for header in (full, slots.fresh(FLOOR)):
        assert {len(box) for box in header.boxes} == {slots.SLOT_SIZE}
        assert len(set(header.boxes)) == slots.SLOTS
        ones = sum(byte.bit_count() for box in header.boxes for byte in box)
        bits = 8 * slots.SLOTS * slots.SLOT_SIZE
        assert abs(ones - bits / 2) < 6 * (bits / 4) ** 0.5  # six standard deviations


def test_two_files_share_nothing_but_their_form() -> None:
    first, second = (slots.encode(slots.fresh(FLOOR)) for _ in range(2))
    equal = [at for at in range(18, slots.COUNTER_AT) if first[at] == second[at]]
    assert first[:18] == second[:18]
    assert len(equal) < 100


@pytest.mark.parametrize("cost", [Cost(FLOOR.memory_kib - 1, 3), Cost(FLOOR.memory_kib, 2)])
def test_nothing_is_written_below_the_floor(cost: Cost) -> None:
    with pytest.raises(Malformed, match="floor"):
        slots.fresh(cost)
    with pytest.raises(Malformed, match="floor"):
        slots.with_slot(replace(HEADER, cost=cost), 0, KEK, PAYLOAD)
    assert slots.open_slots(replace(HEADER, cost=cost), KEK) == PAYLOAD


def test_nothing_is_written_above_the_cap() -> None:
    with pytest.raises(Malformed):
        slots.fresh(Cost(CAP.memory_kib + 1, 3))


@pytest.mark.parametrize("index", [-1, 8])
def test_there_are_eight_slots(index: int) -> None:
    with pytest.raises(ValueError, match="0 to 7"):
        slots.with_slot(HEADER, index, KEK, PAYLOAD)


def test_a_seizer_who_edits_the_head_gains_nothing_but_an_error() -> None:
    edited = replace(HEADER, cost=Cost(8, 1))
    assert slots.parse(slots.encode(edited)) == edited


def test_secrets_are_blank_in_a_log() -> None:
    assert "vvv" not in repr(PAYLOAD)
    assert "sss" not in repr(PAYLOAD)
    assert "boxes" not in repr(HEADER)


@given(st.integers(0, slots.SLOT_SIZE * 8 - 1))
def test_an_altered_slot_never_opens_to_anything_else(bit: int) -> None:
    box = bytearray(HEADER.boxes[4])
    box[bit // 8] ^= 1 << bit % 8
    altered = replace(HEADER, boxes=(*HEADER.boxes[:4], bytes(box), *HEADER.boxes[5:]))
    with pytest.raises(CryptoError):
        slots.open_slots(altered, KEK)
