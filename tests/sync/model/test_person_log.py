"""A person's own log: devices, keys, and the recovery key above them (A3.1, A3.4)."""

import pytest

from sync.model import ops, persons
from sync.model.persons import NOBODY
from tests.sync.model.membership import (
    ID,
    KEM,
    born,
    device,
    name_of,
    with_device,
    without_device,
)
from tests.sync.model.teams import act, add_up, heads, recovery

SALTS = pytest.mark.parametrize("salt", range(4))
FIRST, SECOND, THIRD = (device("Badu", number) for number in range(3))


def test_nothing_is_known_of_nobody() -> None:
    assert persons.evaluate(frozenset()) == NOBODY


def test_devices_come_and_go() -> None:
    second = with_device("Badu", 1)
    both = add_up(born("Badu"), second)
    assert set(both.devices) == {FIRST, SECOND} and not both.gone
    gone = without_device("Badu", 1, 0, heads(second))
    state = add_up(born("Badu"), second, gone)
    assert set(state.devices) == {FIRST} and state.gone == {SECOND}
    assert state.revoked == {SECOND: {gone.id}} and state.heads == (gone.id,)
    back = act(FIRST, ops.AddDevice(SECOND, KEM, bytes(64)), gone.id, subject=SECOND)
    assert set(add_up(born("Badu"), second, gone, back).devices) == {FIRST}


def test_the_senior_of_two_devices_that_take_each_other_out_stays() -> None:
    second = with_device("Badu", 1)
    known = heads(second)
    up = without_device("Badu", 0, 1, known)
    down = without_device("Badu", 1, 0, known)
    state = add_up(born("Badu"), second, up, down)
    assert set(state.devices) == {FIRST} and FIRST not in state.revoked


def test_what_a_device_brought_in_beside_its_own_removal_is_void() -> None:
    second = with_device("Badu", 1)
    third = with_device("Badu", 2, by=1, parents=heads(second))
    gone = without_device("Badu", 1, 0, heads(second))
    assert set(add_up(born("Badu"), second, third).devices) == {FIRST, SECOND, THIRD}
    state = add_up(born("Badu"), second, third, gone)
    assert set(state.devices) == {FIRST} and THIRD not in state.ever


def test_a_device_removed_beside_being_added_again_is_gone() -> None:
    second = with_device("Badu", 1)
    adds = [
        act(one, ops.AddDevice(THIRD, KEM, bytes(64)), second.id, subject=THIRD) for one in (FIRST, SECOND)
    ]
    gone = act(FIRST, ops.Remove(THIRD), adds[0].id)
    state = add_up(born("Badu"), second, *adds, gone)
    assert set(state.devices) == {FIRST, SECOND} and THIRD in state.gone


def test_a_device_leaves_unless_it_is_the_last() -> None:
    second = with_device("Badu", 1)
    left = act(FIRST, ops.Leave(), *heads(second))
    state = add_up(born("Badu"), second, left)
    assert set(state.devices) == {SECOND} and state.revoked == {}
    last = act(SECOND, ops.Leave(), left.id)
    assert set(add_up(born("Badu"), second, left, last).devices) == {SECOND}


def test_two_who_leave_at_once_are_both_gone() -> None:
    second = with_device("Badu", 1)
    left = [act(one, ops.Leave(), second.id) for one in (FIRST, SECOND)]
    assert not add_up(born("Badu"), second, *left).devices


@SALTS
def test_a_device_renews_its_key_and_the_later_one_counts_in_any_order(salt: int) -> None:
    second = with_device("Badu", 1)
    renewed = [
        act(SECOND, ops.KemUpdate(bytes([number]) * 1216), second.id, seq=number, name=str(salt))
        for number in (1, 2)
    ]
    assert add_up(born("Badu"), second, *renewed).devices[SECOND].kem_pk == b"\x02" * 1216
    gone = without_device("Badu", 1, 0, heads(second))
    assert set(add_up(born("Badu"), second, gone, *renewed).devices) == {FIRST}


@SALTS
def test_the_recovery_key_is_senior_to_every_device(salt: int) -> None:
    key = recovery(f"key {salt}", FIRST, born("Badu").id)
    taken_out = act(key.subject, ops.Remove(FIRST), key.id)
    new = act(key.subject, ops.AddDevice(THIRD, KEM, bytes(64)), taken_out.id, subject=THIRD)
    fought = act(FIRST, ops.Remove(key.subject), key.id)
    state = add_up(born("Badu"), key, taken_out, new, fought)
    assert set(state.devices) == {THIRD} and set(state.recovery) == {key.subject}
    assert set(state.recovered) == {taken_out.id, new.id}


def test_a_recovery_key_is_replaced_and_then_does_nothing_more() -> None:
    key = recovery("old", FIRST, born("Badu").id)
    gone = act(FIRST, ops.Remove(key.subject), key.id)
    assert set(add_up(born("Badu"), key, gone).recovery) == {key.subject}, "no device is above the key"
    gone = act(key.subject, ops.Remove(key.subject), key.id)
    late = act(key.subject, ops.Remove(FIRST), gone.id)
    state = add_up(born("Badu"), key, gone, late)
    assert not state.recovery and set(state.devices) == {FIRST}


def test_a_young_device_that_calls_itself_a_recovery_key_is_senior_to_nobody() -> None:
    """P16: what a stolen younger laptop says of recovery is ignored, and so is all that follows from it."""
    second = with_device("Badu", 1)
    claims = [
        act(SECOND, ops.Recovery(SECOND, KEM, bytes(64)), second.id, subject=SECOND),
        act(SECOND, ops.Recovery(ID, KEM, bytes(64)), second.id, subject=name_of("its own")),
    ]
    for claim in claims:
        coup = act(claim.subject, ops.Remove(FIRST), claim.id)
        third = act(claim.subject, ops.AddDevice(THIRD, KEM, bytes(64)), claim.id, subject=THIRD)
        free = act(claim.subject, ops.Hold(SECOND, on=False), claim.id)
        after = act(SECOND, ops.Remove(FIRST), claim.id)
        state = add_up(born("Badu"), second, claim, coup, third, free, after)
        assert set(state.devices) == {FIRST, SECOND} | ({THIRD} if claim.subject == SECOND else set())
        assert not state.recovery and not state.recovered and not state.freed and not state.revoked


def test_the_next_oldest_device_names_the_recovery_key_once_the_oldest_is_gone() -> None:
    second = with_device("Badu", 1)
    left = act(FIRST, ops.Leave(), second.id)
    key = recovery("key", SECOND, left.id)
    assert set(add_up(born("Badu"), second, left, key).recovery) == {key.subject}
    beside = recovery("beside", SECOND, second.id)  # while the oldest was there still
    assert not add_up(born("Badu"), second, left, beside).recovery


def test_a_recovery_key_names_the_one_that_comes_after_it() -> None:
    key = recovery("old", FIRST, born("Badu").id)
    newer = recovery("new", key.subject, key.id)
    gone = act(key.subject, ops.Remove(key.subject), newer.id)
    assert set(add_up(born("Badu"), key, newer, gone).recovery) == {newer.subject}


def test_the_recovery_key_frees_a_device_on_hold_and_can_say_so_no_more() -> None:
    key = recovery("key", FIRST, born("Badu").id)
    free = act(key.subject, ops.Hold(FIRST, on=False), key.id)
    assert add_up(born("Badu"), key, free).freed == {FIRST}
    again = act(key.subject, ops.Hold(FIRST, on=False), free.id, name="again")
    bound = act(key.subject, ops.Hold(FIRST, on=True), again.id)
    assert add_up(born("Badu"), key, free, again).freed == {FIRST}
    assert add_up(born("Badu"), key, free, again, bound).freed == frozenset()
    unheard = act(FIRST, ops.Hold(FIRST, on=False), key.id)
    assert add_up(born("Badu"), key, unheard).freed == frozenset()


def test_what_is_none_of_a_persons_log_does_nothing() -> None:
    strange = act(FIRST, ops.Vouch(ID), born("Badu").id)
    second_birth = act(SECOND, ops.PersonGenesis(ID, ID, KEM), born("Badu").id, subject=SECOND)
    assert set(add_up(born("Badu"), strange, second_birth).devices) == {FIRST}


def test_a_log_of_many_years_is_read_without_going_deep() -> None:
    acts = [born("Badu")]
    for number in range(600):
        acts.append(act(FIRST, ops.KemUpdate(KEM), acts[-1].id, name=str(number), seq=number + 1))
    assert set(add_up(*acts).devices) == {FIRST}
