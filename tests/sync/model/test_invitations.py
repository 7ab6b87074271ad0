"""Whom an invitation lets in, and when it does no more (A4.2, A4.7)."""

import pytest

from sync.model import ops
from sync.model.state import INVITER
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    MEMBERS_INVITE,
    Log,
    device,
    invite,
)
from tests.sync.model.teams import now, people, trio

SALTS = pytest.mark.parametrize("salt", range(6))


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
