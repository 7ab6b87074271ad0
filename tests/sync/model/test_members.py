"""Who belongs, case by case: how people come in, and who may say so (A4.2)."""

import pytest

from sync.model import dag, members, ops
from sync.model.judging import Card
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    MEMBERS_INVITE,
    STEWARDS_INVITE,
    Log,
    card,
    device,
    epoch,
    invite,
    name_of,
    remove,
    role,
    to_remove,
)
from tests.sync.model.teams import now, people

SALTS = pytest.mark.parametrize("salt", range(6))


# ------------------------------------------------------------ beginning and adding
def test_the_founder_is_steward_with_all_devices_of_the_card() -> None:
    log = Log()
    state = now(log)
    assert people(log) == {FOUNDER: "steward"}
    assert state.recipients() == tuple(sorted(device(FOUNDER, each) for each in (0, 1)))
    assert state.role_of_device(device(FOUNDER, 1)) == "steward"
    assert state.role_of_device(device("nobody")) is None
    assert state.role_of(name_of("nobody")) is None
    assert state.actor(device("nobody")) is None and state.principal(name_of("nobody")) is None
    assert state.policy == STEWARDS_INVITE and state.heads == (log.genesis,)


def test_nothing_is_nobody() -> None:
    assert members.evaluate({}) == State()


@pytest.mark.parametrize("given", ["reader", "member"])
def test_a_steward_adds_readers_and_members(given: str) -> None:
    log = Log()
    log.admit(FOUNDER, (log.genesis,), "Badu", role=given, number=1)
    assert people(log) == {FOUNDER: "steward", "Badu": given}


def test_nobody_adds_a_steward() -> None:
    log = Log()
    struck = log.admit(FOUNDER, (log.genesis,), "Badu", role="steward")
    assert people(log) == {FOUNDER: "steward"}
    assert now(log).struck == {struck: "no-authority"}


def test_a_second_adding_changes_nothing() -> None:
    log = Log()
    first = log.admit(FOUNDER, (log.genesis,), "Badu", role="reader")
    log.admit(FOUNDER, (first,), "Badu")
    assert people(log)["Badu"] == "reader"


@SALTS
def test_of_two_addings_beside_each_other_the_first_in_order_counts(salt: int) -> None:
    log = Log(salt)
    added = {log.admit(FOUNDER, (log.genesis,), "Badu", role=one): one for one in ("reader", "member")}
    assert people(log)["Badu"] == added[min(added)]


def test_a_card_of_somebody_else_adds_nobody() -> None:
    log = Log()
    op = ops.Add(name_of("Badu"), "member", b"card")
    log.add(FOUNDER, (log.genesis,), op, cards=(card("Chen"),))
    log.add(FOUNDER, (log.genesis,), op)
    assert people(log) == {FOUNDER: "steward"}


@pytest.mark.parametrize(
    "op",
    [
        ops.SetPolicy(MEMBERS_INVITE),
        ops.Relays((ops.RelayEntry(ID, "http://127.0.0.1"),)),
        invite(),
        ops.Uninvite(ID),
        ops.Add(name_of("Dede"), "member", b"card"),
        remove(FOUNDER),
        remove("Badu"),
        role("Badu", "steward"),
        ops.Vote(to_remove(FOUNDER)),
        ops.Enact(to_remove(FOUNDER)),
        ops.Hold(device(FOUNDER), on=True),
        ops.Vouch(name_of("nobody")),
        ops.Buddies((name_of("nobody"),)),
        ops.Set(bytes(16), "title", "none of a membership log's"),
        ops.PersonGenesis(ID, ID, bytes(1216)),
        ops.Roster(ID, (12,)),
    ],
    ids=lambda op: type(op).__name__,
)
def test_what_only_stewards_may_is_nothing_by_others(op: ops.Op) -> None:
    log = Log()
    log.admit(FOUNDER, (log.genesis,), "Rana", role="reader")
    log.admit(FOUNDER, log.heads(), "Badu")
    before = now(log)
    struck = {}
    for author in ("Rana", "stranger"):
        entry = log.add(author, log.heads(), op, cards=(card("Dede"),))
        struck[entry] = "no-authority"
    after = now(log)
    assert after.struck == struck
    assert after.principals == before.principals
    assert (after.policy, after.relays, after.invites) == (before.policy, before.relays, before.invites)
    assert (after.held, after.vouched, after.buddies) == ({}, {}, {})


def test_stewards_set_policy_relays_and_epochs() -> None:
    log = Log()
    relays = (ops.RelayEntry(ID, "http://127.0.0.1"),)
    last = log.add(FOUNDER, (log.genesis,), ops.SetPolicy(MEMBERS_INVITE), ops.Relays(relays), epoch())
    state = now(log)
    assert (state.policy, state.relays) == (MEMBERS_INVITE, relays)
    assert [one.entry for one in state.epochs.values()] == [last]


@pytest.mark.parametrize("cards", [(), (card("Chen"),)])
def test_there_is_one_beginning(cards: tuple[Card, ...]) -> None:
    log = Log()
    again = ops.SpaceGenesis("space", ID, b"card", MEMBERS_INVITE)
    log.add("Chen", (log.genesis,), again, cards=cards)
    log.add(FOUNDER, (log.genesis,), again, cards=cards)
    assert people(log) == {FOUNDER: "steward"} and now(log).policy == STEWARDS_INVITE


# ------------------------------------------------------------ authors
def test_an_operation_of_a_newer_release_freezes_the_space_unless_a_stranger_made_it() -> None:
    log = Log()
    log.add("stranger", (log.genesis,), ops.Unknown(2, (2,)))
    assert not now(log).frozen
    log.add(FOUNDER, (log.genesis,), ops.Unknown(2, (2,)))
    assert now(log).frozen


def test_an_author_is_judged_by_what_they_knew() -> None:
    log = Log(policy=MEMBERS_INVITE)
    badu = log.admit(FOUNDER, (log.genesis,), "Badu")
    log.add(FOUNDER, (badu,), ops.SetPolicy(STEWARDS_INVITE))
    log.admit("Badu", (badu,), "Chen")  # at the same time
    log.admit("Badu", (log.genesis,), "Dede")  # without having been added
    assert set(people(log)) == {FOUNDER, "Badu", "Chen"}


def test_the_past_is_what_stands_below_and_unknown_heads_are_passed_over() -> None:
    log = Log()
    left, right = (log.admit(FOUNDER, (log.genesis,), person) for person in ("Badu", "Chen"))
    joined = log.add(FOUNDER, (left, right), ops.SetPolicy(MEMBERS_INVITE))
    assert set(dag.past(log.operations, [left, ID])) == {log.genesis, left}
    assert set(dag.past(log.operations, [joined])) == set(log.operations)
    assert dag.depths(log.operations) == {log.genesis: 0, left: 1, right: 1, joined: 2}
    assert dag.heads(log.operations) == (joined,)


def test_a_long_log_is_worked_out_without_going_deep() -> None:
    log = Log()
    last = log.genesis
    for number in range(3_000):
        last = log.add(FOUNDER, (last,), ops.SetPolicy(ops.Policy(str(number))))
    shuffled = dict(sorted(log.operations.items(), reverse=True))
    assert members.evaluate(shuffled).policy.name == "2999"
