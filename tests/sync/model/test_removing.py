"""Removing, roles and votes, and what happens beside them (A4.2)."""

import pytest

from sync.model import ops
from tests.sync.model.membership import (
    FOUNDER,
    Log,
    device,
    invite,
    name_of,
    remove,
    role,
    to_appoint,
    to_remove,
)
from tests.sync.model.teams import agree, now, people, trio

SALTS = pytest.mark.parametrize("salt", range(6))


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
