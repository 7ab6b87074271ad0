"""Who belongs, case by case (A4.2)."""

import pytest

from sync.model import members, ops
from sync.model.members import Device, MemOp, State
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    MEMBERS_INVITE,
    STEWARDS_INVITE,
    Log,
    device,
    epoch,
    invite,
    name_of,
)

SALTS = pytest.mark.parametrize("salt", range(6))


def people(state: State) -> dict[str, str]:
    return {principal.name: principal.role for principal in state.principals.values()}


def test_the_founder_is_steward_with_all_devices_of_the_card() -> None:
    log = Log()
    state = members.evaluate(log.operations)
    assert people(state) == {FOUNDER: "steward"}
    assert state.recipients() == tuple(sorted(device(FOUNDER, each).device_id for each in (0, 1)))
    assert state.role_of_device(device(FOUNDER, 1).device_id) == "steward"
    assert state.device(device("nobody").device_id) is None
    assert state.role_of_device(device("nobody").device_id) is None
    assert state.policy == STEWARDS_INVITE and state.heads == (log.genesis,)


def test_nothing_is_nobody() -> None:
    assert members.evaluate({}) == State()


@pytest.mark.parametrize("role", ["reader", "member"])
def test_a_steward_adds_readers_and_members(role: str) -> None:
    log = Log()
    log.admit(FOUNDER, (log.genesis,), "Badu", role=role, number=1)
    assert people(members.evaluate(log.operations)) == {FOUNDER: "steward", "Badu": role}


def test_nobody_adds_a_steward() -> None:
    log = Log()
    log.admit(FOUNDER, (log.genesis,), "Badu", role="steward")
    assert people(members.evaluate(log.operations)) == {FOUNDER: "steward"}


def test_a_second_adding_changes_nothing() -> None:
    log = Log()
    first = log.admit(FOUNDER, (log.genesis,), "Badu", role="reader")
    log.admit(FOUNDER, (first,), "Badu")
    assert people(members.evaluate(log.operations))["Badu"] == "reader"


def test_a_card_of_somebody_else_adds_nobody() -> None:
    log = Log()
    op = ops.Add(name_of("Badu"), "member", b"card")
    log.add(FOUNDER, (log.genesis,), op, devices=(device("Chen"),))
    log.add(FOUNDER, (log.genesis,), op)
    assert people(members.evaluate(log.operations)) == {FOUNDER: "steward"}


def test_no_two_devices_share_the_first_8_bytes_of_their_ids() -> None:
    log = Log()
    near = device(FOUNDER).device_id[:8] + bytes(24)
    for person, devices in [
        ("Badu", (Device(near, name_of("Badu"), near, b"", "Badu"),)),
        ("Chen", (device("Chen"), device("Chen"))),
    ]:
        log.add(FOUNDER, log.heads(), ops.Add(name_of(person), "member", b"card"), devices=devices)
    assert people(members.evaluate(log.operations)) == {FOUNDER: "steward"}


@pytest.mark.parametrize(
    "op",
    [
        ops.SetPolicy(MEMBERS_INVITE),
        ops.Relays((ops.RelayEntry(ID, "http://127.0.0.1"),)),
        epoch(),
        invite(),
        ops.Uninvite(ID),
        ops.Add(name_of("Dede"), "member", b"card"),
    ],
    ids=lambda op: type(op).__name__,
)
def test_only_stewards_act(op: ops.Op) -> None:
    log = Log()
    joined = log.admit(FOUNDER, (log.genesis,), "Badu")
    before = members.evaluate(log.operations)
    for author in ("Badu", "stranger"):
        log.add(author, (joined,), op, devices=(device("Dede"),))
    after = members.evaluate(log.operations)
    after.heads = before.heads
    assert after == before


def test_stewards_set_policy_relays_and_epochs() -> None:
    log = Log()
    relays = (ops.RelayEntry(ID, "http://127.0.0.1"),)
    last = log.add(FOUNDER, (log.genesis,), ops.SetPolicy(MEMBERS_INVITE), ops.Relays(relays), epoch())
    state = members.evaluate(log.operations)
    assert (state.policy, state.relays, state.epochs) == (MEMBERS_INVITE, relays, {last: epoch()})


def test_operations_that_are_none_of_a_spaces_membership_change_nothing() -> None:
    log = Log()
    log.add(FOUNDER, (log.genesis,), ops.PersonGenesis(ID, ID, bytes(1216)))
    assert people(members.evaluate(log.operations)) == {FOUNDER: "steward"}


@pytest.mark.parametrize("devices", [(), (device("Chen"),)])
def test_there_is_one_beginning(devices: tuple[Device, ...]) -> None:
    log = Log()
    again = ops.SpaceGenesis("space", ID, b"card", MEMBERS_INVITE)
    log.add("Chen", (log.genesis,), again, devices=devices)
    log.add("Chen", (), again)
    state = members.evaluate(log.operations)
    assert people(state) == {FOUNDER: "steward"} and state.policy == STEWARDS_INVITE


@SALTS
def test_an_invitation_lets_in_as_many_as_it_says(salt: int) -> None:
    log = Log(salt)
    opened = log.add(FOUNDER, (log.genesis,), invite(uses=2))
    for number, person in enumerate(("Badu", "Chen", "Dede", "Emre")):
        log.admit(FOUNDER, (opened,), person, invite=opened, number=number % 2)  # at the same time
    state = members.evaluate(log.operations)
    assert len(state.principals) == 3
    assert state.invites[opened].uses_left == 0
    let_in = sorted(op for op in log.operations if log.operations[op].devices and op != log.genesis)[:2]
    assert {log.operations[op].devices[0].person for op in let_in} <= set(state.principals)


def test_an_invitation_that_was_never_made_lets_nobody_in() -> None:
    log = Log()
    log.admit(FOUNDER, (log.genesis,), "Badu", invite=ID)
    assert people(members.evaluate(log.operations)) == {FOUNDER: "steward"}


def test_members_invite_and_admit_where_the_policy_lets_them() -> None:
    log = Log(policy=MEMBERS_INVITE)
    badu = log.admit(FOUNDER, (log.genesis,), "Badu")
    reader = log.admit(FOUNDER, (badu,), "Rana", role="reader")
    opened = log.add("Badu", (reader,), invite())
    log.admit("Badu", (opened,), "Chen", invite=opened)
    log.admit("Rana", (opened,), "Dede")
    state = members.evaluate(log.operations)
    assert set(people(state)) == {FOUNDER, "Badu", "Rana", "Chen"}
    assert state.standing(device("Badu").device_id) == members.INVITER
    assert state.standing(device("Rana").device_id) == "reader"


def test_a_steward_takes_back_any_invitation_an_inviter_their_own() -> None:
    log = Log(policy=MEMBERS_INVITE)
    last = log.admit(FOUNDER, (log.genesis,), "Badu")
    mine, theirs, third = (log.add(who, (last,), invite()) for who in (FOUNDER, "Badu", "Badu"))
    known = log.heads()
    log.add("Badu", known, ops.Uninvite(mine), ops.Uninvite(theirs), ops.Uninvite(ID))
    assert set(members.evaluate(log.operations).invites) == {mine, third}
    log.add(FOUNDER, known, ops.Uninvite(third), ops.Uninvite(mine))
    assert members.evaluate(log.operations).invites == {}


def test_an_operation_of_a_newer_release_freezes_the_space_unless_a_stranger_made_it() -> None:
    log = Log()
    log.add("stranger", (log.genesis,), ops.Unknown(2, (2,)))
    assert not members.evaluate(log.operations).frozen
    log.add(FOUNDER, (log.genesis,), ops.Unknown(2, (2,)))
    assert members.evaluate(log.operations).frozen


def test_an_author_is_judged_by_what_they_knew() -> None:
    log = Log(policy=MEMBERS_INVITE)
    badu = log.admit(FOUNDER, (log.genesis,), "Badu")
    log.add(FOUNDER, (badu,), ops.SetPolicy(STEWARDS_INVITE))
    log.admit("Badu", (badu,), "Chen")  # at the same time
    log.admit("Badu", (log.genesis,), "Dede")  # without having been added
    assert set(people(members.evaluate(log.operations))) == {FOUNDER, "Badu", "Chen"}


def test_the_past_is_what_stands_below_and_unknown_heads_are_passed_over() -> None:
    log = Log()
    left, right = (log.admit(FOUNDER, (log.genesis,), person) for person in ("Badu", "Chen"))
    joined = log.add(FOUNDER, (left, right, ID), ops.SetPolicy(MEMBERS_INVITE))
    assert set(members.past(log.operations, [left, ID])) == {log.genesis, left}
    assert set(members.past(log.operations, [joined])) == set(log.operations)
    assert members.depths(log.operations) == {log.genesis: 0, left: 1, right: 1, joined: 2}
    assert people(members.evaluate(log.operations)) == {
        FOUNDER: "steward",
        "Badu": "member",
        "Chen": "member",
    }


def test_a_long_log_is_worked_out_without_going_deep() -> None:
    log = Log()
    last = log.genesis
    for number in range(3_000):
        last = log.add(FOUNDER, (last,), ops.SetPolicy(ops.Policy(str(number))))
    shuffled = dict(sorted(log.operations.items(), reverse=True))
    assert members.evaluate(shuffled).policy.name == "2999"


def test_what_did_not_know_everything_is_not_simply_put_on_top() -> None:
    log = Log()
    state = members.evaluate(log.operations)
    late = MemOp(ID, device(FOUNDER).device_id, (), (epoch(),))
    assert members.followed(state, late) is None
