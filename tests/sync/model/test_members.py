"""Who belongs, case by case (A4.2)."""

import pytest

from sync.model import dag, members, ops
from sync.model.judging import Card
from sync.model.state import INVITER, State
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
    to_appoint,
    to_remove,
)

SALTS = pytest.mark.parametrize("salt", range(6))


def now(log: Log) -> State:
    return members.evaluate(log.operations)


def people(log: Log) -> dict[str, str]:
    return {principal.name: principal.role for principal in now(log).principals.values()}


def trio(salt: int = 0) -> Log:
    """The founder, Badu and Chen are stewards, Dede is a member."""
    log = Log(salt)
    for person in ("Badu", "Chen", "Dede"):
        log.admit(FOUNDER, log.heads(), person)
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    agree(log, to_appoint("Chen"), FOUNDER, "Badu")
    return log


def agree(log: Log, action: ops.Action, *voters: str) -> bytes:
    for voter in voters:
        log.add(voter, log.heads(), ops.Vote(action))
    return log.add(voters[0], log.heads(), ops.Enact(action))


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


# ------------------------------------------------------------ invitations
@SALTS
def test_an_invitation_lets_in_as_many_as_it_says(salt: int) -> None:
    log = Log(salt)
    opened = log.add(FOUNDER, (log.genesis,), invite(uses=2))
    added = {
        log.admit(FOUNDER, (opened,), person, invite=opened, number=number % 2): person
        for number, person in enumerate(("Badu", "Chen", "Dede", "Emre"))  # at the same time
    }
    first_two = {added[entry] for entry in sorted(added)[:2]}
    assert set(people(log)) == {FOUNDER, *first_two}
    assert now(log).invites[opened].uses_left == 0
    log.admit(FOUNDER, log.heads(), "Faye", invite=opened)
    assert set(people(log)) == {FOUNDER, *first_two}


def test_an_invitation_that_was_never_made_lets_nobody_in() -> None:
    log = Log()
    log.admit(FOUNDER, (log.genesis,), "Badu", invite=ID)
    assert people(log) == {FOUNDER: "steward"}


def test_an_invitation_for_readers_makes_no_member() -> None:
    log = Log()
    opened = log.add(FOUNDER, (log.genesis,), invite(role="reader"))
    log.admit(FOUNDER, (opened,), "Badu", invite=opened)
    assert people(log) == {FOUNDER: "steward"}


def test_members_invite_and_admit_where_the_policy_lets_them() -> None:
    log = Log(policy=MEMBERS_INVITE)
    badu = log.admit(FOUNDER, (log.genesis,), "Badu")
    reader = log.admit(FOUNDER, (badu,), "Rana", role="reader")
    opened = log.add("Badu", (reader,), invite())
    log.admit("Badu", (opened,), "Chen", invite=opened)
    log.admit("Rana", (opened,), "Dede")
    assert set(people(log)) == {FOUNDER, "Badu", "Rana", "Chen"}
    assert now(log).standing(device("Badu")) == INVITER
    assert now(log).standing(device("Rana")) == "reader"


def test_a_steward_takes_back_any_invitation_an_inviter_their_own() -> None:
    log = Log(policy=MEMBERS_INVITE)
    last = log.admit(FOUNDER, (log.genesis,), "Badu")
    mine, theirs, third = (log.add(who, (last,), invite()) for who in (FOUNDER, "Badu", "Badu"))
    known = log.heads()
    log.add("Badu", known, ops.Uninvite(mine), ops.Uninvite(theirs), ops.Uninvite(ID))
    assert set(now(log).invites) == {mine, third}
    log.add(FOUNDER, known, ops.Uninvite(third), ops.Uninvite(mine))
    assert now(log).invites == {}


@SALTS
def test_who_comes_in_beside_an_uninvite_is_not_in(salt: int) -> None:
    log = trio(salt)
    opened = log.add(FOUNDER, log.heads(), invite(uses=5))
    known = log.admit(FOUNDER, (opened,), "Emre", invite=opened)
    log.admit("Badu", (opened,), "Faye", invite=opened)
    log.add("Chen", (known,), ops.Uninvite(opened))
    assert {"Emre"} == set(people(log)) - {FOUNDER, "Badu", "Chen", "Dede"}


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


# ------------------------------------------------------------ removing, roles, votes
def test_a_removed_person_is_out_with_all_devices_and_may_be_added_again() -> None:
    log = trio()
    log.add("Chen", log.heads(), remove("Dede"))
    assert "Dede" not in people(log) and now(log).actor(device("Dede")) is None
    log.admit("Dede", log.heads(), "Emre")
    assert "Emre" not in people(log)
    log.admit("Badu", log.heads(), "Dede")
    assert people(log)["Dede"] == "member"


@SALTS
def test_two_stewards_who_remove_each_other_leave_the_senior(salt: int) -> None:
    log = trio(salt)
    known = log.heads()
    log.add("Chen", known, remove("Badu"))
    log.add("Badu", known, remove("Chen"))
    assert set(people(log)) == {FOUNDER, "Badu", "Dede"}


def test_nobody_removes_upwards_alone_but_a_majority_does() -> None:
    log = trio()
    log.add("Chen", log.heads(), remove(FOUNDER))
    assert FOUNDER in people(log)
    agree(log, to_remove(FOUNDER), "Chen", "Badu")
    assert set(people(log)) == {"Badu", "Chen", "Dede"}


def test_one_vote_is_no_majority() -> None:
    log = trio()
    agree(log, to_remove(FOUNDER), "Chen")
    assert FOUNDER in people(log)
    assert now(log).circle.needed() == 2
    assert now(log).circle.agreed(to_remove(FOUNDER)) == {name_of("Chen")}


def test_the_founder_alone_appoints_the_second_steward_and_no_third() -> None:
    log = Log()
    for person in ("Badu", "Chen"):
        log.admit(FOUNDER, log.heads(), person)
        log.add(FOUNDER, log.heads(), role(person, "steward"))
    assert people(log) == {FOUNDER: "steward", "Badu": "steward", "Chen": "member"}


def test_roles_go_up_and_down() -> None:
    log = trio()
    log.add("Chen", log.heads(), role("Dede", "reader"))
    assert people(log)["Dede"] == "reader"
    log.add("Chen", log.heads(), role("Dede", "member"))
    assert people(log)["Dede"] == "member"
    log.add("Badu", log.heads(), role("Chen", "member"))
    assert people(log)["Chen"] == "member"


def test_who_is_the_only_steward_cannot_leave_or_step_down_before_others() -> None:
    log = Log()
    log.admit(FOUNDER, log.heads(), "Badu")
    log.add(FOUNDER, log.heads(), ops.Leave())
    log.add(FOUNDER, log.heads(), remove(FOUNDER))
    log.add(FOUNDER, log.heads(), role(FOUNDER, "member"))
    assert people(log)[FOUNDER] == "steward"
    log.add("Badu", log.heads(), ops.Leave())
    log.add(FOUNDER, log.heads(), ops.Leave())
    assert people(log) == {}


@SALTS
def test_where_all_stewards_leave_at_once_the_most_senior_member_decides(salt: int) -> None:
    log = Log(salt)
    log.admit(FOUNDER, log.heads(), "Rana", role="reader")
    log.admit(FOUNDER, log.heads(), "Badu")
    log.admit(FOUNDER, log.heads(), "Chen")
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    known = log.heads()
    for person in (FOUNDER, "Badu"):
        log.add(person, known, ops.Leave())
    assert people(log) == {"Rana": "reader", "Chen": "steward"}
    log.add("Chen", log.heads(), role("Rana", "steward"))
    assert people(log) == {"Rana": "steward", "Chen": "member"}


def test_a_policy_is_agreed_by_majority_and_never_asks_for_an_older_release() -> None:
    log = trio()
    log.add(FOUNDER, log.heads(), ops.SetPolicy(ops.Policy("Field team", min_version=3)))
    older = ops.Policy("Old", min_version=1)
    log.add(FOUNDER, log.heads(), ops.SetPolicy(older))
    assert now(log).policy.name == "Field team"
    agree(log, ops.Action("policy", policy=older), FOUNDER, "Chen")
    assert now(log).policy == ops.Policy("Old", min_version=3)


@SALTS
def test_an_invitation_made_beside_ones_removal_is_void_and_those_whom_others_let_in_stay(salt: int) -> None:
    log = trio(salt)
    known = log.heads()
    opened = log.add("Badu", known, invite())
    log.admit("Chen", (opened,), "Emre", invite=opened)
    log.admit("Badu", (opened,), "Faye", invite=opened)
    log.add(FOUNDER, known, remove("Badu"))
    assert {"Chen", "Dede", "Emre", FOUNDER} == set(people(log)) and not now(log).invites


@SALTS
def test_what_the_majority_removed_is_void_beside_that(salt: int) -> None:
    log = trio(salt)
    for voter in ("Badu", "Chen"):
        log.add(voter, log.heads(), ops.Vote(to_remove(FOUNDER)))
    known = log.heads()
    log.add("Chen", known, ops.Enact(to_remove(FOUNDER)))
    log.add(FOUNDER, known, remove("Chen"))
    log.admit(FOUNDER, known, "Emre")
    assert people(log) == {"Badu": "steward", "Chen": "steward", "Dede": "member"}


@SALTS
def test_removed_and_demoted_at_once_is_removed(salt: int) -> None:
    log = trio(salt)
    known = log.heads()
    log.add("Badu", known, remove("Dede"))
    log.add(FOUNDER, known, role("Dede", "reader"))
    lost = log.add("Badu", known, role("nobody", "reader"))
    assert "Dede" not in people(log) and now(log).struck == {lost: "no-authority"}


@SALTS
def test_a_promotion_beside_a_removal_or_a_demotion_does_not_count(salt: int) -> None:
    log = trio(salt)
    log.admit(FOUNDER, log.heads(), "Rana", role="reader")
    known = log.heads()
    for person in ("Rana", "Dede"):
        for voter in (FOUNDER, "Chen"):
            log.add(voter, log.heads(), ops.Vote(to_appoint(person)))
    decided = log.add(FOUNDER, log.heads(), ops.Enact(to_appoint("Dede")))
    log.add("Badu", known, remove("Rana"))
    log.add("Badu", known, role("Dede", "reader"))
    assert "Rana" not in people(log) and people(log)["Dede"] == "reader"
    assert now(log).struck == {decided: "overruled"}


# ------------------------------------------------------------ the log as it grows
def test_a_log_tells_what_it_holds_and_what_stands_before_what() -> None:
    log = trio()
    model = members.Log(log.operations.values())
    assert log.genesis in model and ID not in model
    assert model.heads == log.heads()
    left = log.add(FOUNDER, log.heads(), ops.Vouch(name_of("Badu")))
    model.add(log.operations[left])
    assert model.dominates((left,), (log.genesis,)) and not model.dominates((log.genesis,), (left,))
    assert model.dominates((left,), (left,))
    assert model.at((left,)) == model.now == now(log)
    assert model.at((log.genesis,)) == members.evaluate({log.genesis: log.operations[log.genesis]})
    assert model.at(()) == State()


def test_a_state_that_was_shown_does_not_change() -> None:
    log = Log()
    model = members.Log(log.operations.values())
    shown = [model.now]
    for number in range(3 * members.STRIDE):
        model.add(log.operations[log.admit(FOUNDER, log.heads(), f"person {number}")])
        shown.append(model.now if number % 2 else model.at(log.heads()))
    assert [len(state.circle.roles) for state in shown] == list(range(1, 3 * members.STRIDE + 2))


@SALTS
def test_what_comes_late_is_the_same_as_if_it_had_come_at_once(salt: int) -> None:
    """Longer than what is kept worked out, so that most of it is forgotten and found again."""
    log = trio(salt)
    known = log.heads()
    for number in range(2 * members.REMEMBERED * 4):
        log.add(FOUNDER, log.heads(), ops.SetPolicy(ops.Policy(str(number))))
    model = members.Log(log.operations.values())
    for step in (2, 40, 100):
        late = list(log.operations)[-step]
        model.add(log.operations[log.add("Chen", (late,), ops.Vouch(name_of("Badu")))])
        model.add(log.operations[log.add(FOUNDER, (*known, late), ops.Vouch(name_of("Dede")))])
    model.add(log.operations[log.add("Badu", known, remove("Chen"))])
    assert model.now == members.evaluate(dict(reversed(log.operations.items())))
    assert set(model.now.struck.values()) == {"concurrent"} and len(model.now.struck) == 3
