"""People's own logs as they are carried into a space (A3.3, A3.4)."""

import pytest

from sync.model import housing, members, ops
from sync.model.judging import Card
from sync.model.persons import PersonAct
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    KEM,
    born,
    card,
    device,
    name_of,
    remove,
    role,
    with_device,
    without_device,
)
from tests.sync.model.teams import carried, heads, now, team

SALTS = pytest.mark.parametrize("salt", range(4))
FIRST, SECOND, THIRD = (device("Badu", number) for number in range(3))


def test_a_new_device_of_a_member_acts_for_them() -> None:
    log = team()
    op, shown = carried("Badu", with_device("Badu", 2))
    log.add("Badu", log.heads(), op, cards=(shown,))
    log.add("Badu", log.heads(), ops.Vouch(name_of("Chen")), number=2)
    state = now(log)
    assert state.role_of_device(THIRD) == "member" and state.vouched == {name_of("Chen"): {name_of("Badu")}}
    assert len(state.devices_of(name_of("Badu"))) == 3
    assert state.authors[THIRD[:8]] == name_of("Badu")


@SALTS
@pytest.mark.parametrize("carriers", [["Chen"], ["Chen", FOUNDER], ["Badu", "Chen", "stranger"]])
def test_a_device_revoked_at_home_does_nothing_beside_that(salt: int, carriers: list[str]) -> None:
    log = team(salt)
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    before = log.add("Badu", log.heads(), ops.Vouch(name_of("Chen")), number=1)
    revoked = without_device("Badu", 1, 0, heads(with_device("Badu", 1)))
    known = log.heads()
    op, shown = carried("Badu", revoked, cuts=(ops.Cut(SECOND[:8], 4, ID), ops.Cut(FIRST[:8], 9, ID)))
    for carrier in carriers:
        log.add(carrier, known, op, cards=(shown,))
    late = log.add("Badu", known, remove("Chen"), number=1)
    other = log.add("Badu", known, ops.SetPolicy(ops.Policy("By the first device")))
    state = now(log)
    strangers = {one.id for one in log.operations.values() if one.device == device("stranger")}
    assert state.struck == {late: "concurrent"} | dict.fromkeys(strangers, "no-authority")
    assert name_of("Chen") in state.circle.roles and other not in state.struck and before not in state.struck
    assert state.role_of_device(SECOND) is None and state.role_of_device(FIRST) == "steward"
    assert state.cuts == {SECOND[:8]: 4}
    assert len(housing.removals(state, SECOND)) == len(carriers)
    assert not housing.removals(state, FIRST)


def test_a_device_acts_on_while_one_carrier_had_seen_what_it_did() -> None:
    log = team()
    revoked = without_device("Badu", 1, 0, heads(with_device("Badu", 1)))
    op, shown = carried("Badu", revoked)
    known = log.heads()
    said = log.add("Badu", known, ops.Vouch(name_of("Chen")), number=1)
    log.add("Chen", known, op, cards=(shown,))
    log.add(FOUNDER, (said,), op, cards=(shown,))
    assert said not in now(log).struck


def test_a_device_whose_adding_is_taken_back_was_never_there() -> None:
    log = team()
    third = with_device("Badu", 2, by=1, parents=heads(with_device("Badu", 1)))
    op, shown = carried("Badu", third)
    log.add("Badu", log.heads(), op, cards=(shown,), number=1)
    said = log.add("Badu", log.heads(), ops.Vouch(name_of("Chen")), number=2)
    model = members.Log(log.operations.values())
    assert said not in model.now.struck
    op, shown = carried("Badu", without_device("Badu", 1, 0, heads(with_device("Badu", 1))))
    later = log.add("Chen", log.heads(), op, cards=(shown,))
    model.add(log.operations[later])
    log.add(FOUNDER, (said,), ops.Vouch(name_of("Chen")))
    model.add(log.operations[log.heads()[-1] if log.heads()[-1] != later else log.heads()[0]])
    assert model.now.struck == now(log).struck == {said: "other-device"}
    assert not {SECOND, THIRD} & set(model.now.recipients()), (
        "nothing is sealed to a device never rightly added"
    )


def test_no_two_devices_share_the_first_8_bytes_unless_one_never_spoke() -> None:
    log = team()
    near = FIRST[:8] + bytes(24)
    other = PersonAct(name_of("near born"), near, (), ops.PersonGenesis(ID, near, KEM), near)
    close = Card(name_of("Near"), "Near", frozenset({other}))
    log.add(FOUNDER, log.heads(), ops.Add(name_of("Near"), "member", b"card"), cards=(close,))
    state = now(log)
    assert state.role_of_device(near) is None and state.role_of_device(FIRST) == "member"
    claim = PersonAct(name_of("claim"), device("Mallory"), (born("Mallory").id,),
                      ops.AddDevice(device("Emre"), KEM, bytes(64)), device("Emre"))  # fmt: skip
    log.add(
        FOUNDER, log.heads(), ops.Add(name_of("Mallory"), "member", b"card"), cards=(card("Mallory", claim),)
    )
    log.admit(FOUNDER, log.heads(), "Emre")
    assert now(log).devices[device("Emre")].person == name_of("Emre")
