"""Holds: who puts them on a device, who lifts them (A3.4)."""

import pytest

from sync.model import ops
from tests.sync.model.membership import (
    FOUNDER,
    Log,
    born,
    device,
    name_of,
    role,
)
from tests.sync.model.teams import act, carried, now, recovery, team

SALTS = pytest.mark.parametrize("salt", range(4))
FIRST, SECOND = (device("Badu", number) for number in range(2))


def held(log: Log) -> set[bytes]:
    state = now(log)
    return {one for one in state.devices if state.on_hold(one)}


def test_stewards_own_devices_and_buddies_hold_and_others_do_not() -> None:
    log = team()
    log.add("Badu", log.heads(), ops.Buddies((name_of("Chen"),)))
    log.add("Chen", log.heads(), ops.Hold(device(FOUNDER), on=True))
    log.add("Chen", log.heads(), ops.Hold(device("nobody"), on=True))
    assert held(log) == set()
    for author, number in ((FOUNDER, 0), ("Badu", 0), ("Chen", 0)):
        log.add(author, log.heads(), ops.Hold(SECOND, on=True), number=number)
    assert held(log) == {SECOND} and len(now(log).held[SECOND]) == 3
    assert SECOND not in now(log).recipients() and now(log).role_of_device(SECOND) == "member"


def test_a_hold_is_lifted_by_another_steward_and_by_nobody_else() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=True))
    for author in ("Badu", "Chen", "stranger"):
        log.add(author, log.heads(), ops.Hold(SECOND, on=False))
    assert held(log) == {SECOND}
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=False))
    assert held(log) == set() and now(log).held == {}


@SALTS
def test_a_hold_beside_a_lifting_stays(salt: int) -> None:
    log = team(salt)
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=True))
    known = log.heads()
    log.add(FOUNDER, known, ops.Hold(SECOND, on=False))
    stays = log.add("Badu", known, ops.Hold(SECOND, on=True))
    assert held(log) == {SECOND} and set(now(log).held[SECOND]) == {stays}
    log.add(FOUNDER, log.heads(), ops.Hold(SECOND, on=False))
    assert held(log) == set()


def test_two_who_hold_each_other_both_keep_their_say() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    known = log.heads()
    log.add(FOUNDER, known, ops.Hold(FIRST, on=True))
    log.add("Badu", known, ops.Hold(device(FOUNDER), on=True))
    assert held(log) == {FIRST, device(FOUNDER)}
    assert now(log).role_of_device(FIRST) == now(log).role_of_device(device(FOUNDER)) == "steward"


def test_the_recovery_key_lifts_a_hold() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), ops.Hold(FIRST, on=True))
    key = recovery("key", FIRST, born("Badu").id)
    free = act(key.subject, ops.Hold(FIRST, on=False), key.id)
    op, shown = carried("Badu", key, free)
    log.add("Badu", log.heads(), op, cards=(shown,))
    assert held(log) == set()
