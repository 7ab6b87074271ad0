"""Organisations in a network: their own rosters, and what the network has no say in (A4.8)."""

import pytest

from sync.model import housing, members, ops
from sync.model.judging import Card
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    Log,
    card,
    device,
    name_of,
    remove,
    role,
    to_appoint,
    to_remove,
)

WELLS, WOODS = name_of("Wells"), name_of("Woods")
SALTS = pytest.mark.parametrize("salt", range(4))


def organisation(name: bytes, officer: str, title: str = "Wells") -> Card:
    own = card(officer)
    return Card(own.person, officer, own.acts, name, title)


def join(
    log: Log, name: bytes, officer: str, parents: tuple[bytes, ...] | None = None, by: str = FOUNDER
) -> bytes:
    op = ops.Add(name, "member", b"roster")
    return log.add(by, parents or log.heads(), op, cards=(organisation(name, officer),))


def inside(log: Log, author: str, name: bytes, op: ops.Op, *, parents: tuple[bytes, ...] = ()) -> bytes:
    cards = ()
    if isinstance(op, ops.Add):
        cards = tuple(card(one) for one in ("Badu", "Chen", "Dede") if name_of(one) == op.person)
    return log.add(author, parents or log.heads(), ops.Roster(name, ops.encode(op)), cards=cards)


def added(person: str, given: str = "member") -> ops.Add:
    return ops.Add(name_of(person), given, b"card")


def network(salt: int = 0) -> Log:
    """Wells with its officer Olga and the delegate Badu; Emre is there for himself; one steward."""
    log = Log(salt)
    join(log, WELLS, "Olga")
    log.admit(FOUNDER, log.heads(), "Emre")
    inside(log, "Olga", WELLS, added("Badu"))
    return log


def now(log: Log) -> State:
    return members.evaluate(log.operations)


def sent(log: Log) -> dict[str, str]:
    found = now(log).principal(WELLS)
    assert found is not None and found.organisation
    return {one.name: one.role for one in found.people}


def test_an_organisation_is_one_principal_with_the_people_it_sends() -> None:
    log = network()
    state = now(log)
    assert sent(log) == {"Olga": "steward", "Badu": "member"}
    wells = state.principals[WELLS]
    assert (wells.name, wells.role, len(wells.devices)) == ("Wells", "member", 4)
    assert state.role_of_device(device("Badu")) == "member"
    assert state.actor(device("Badu")) is not None
    assert housing.name_of(state, name_of("Badu")) == "Badu"
    assert housing.name_of(state, name_of("nobody")) == ""
    assert not now(log).struck


def test_joining_twice_changes_nothing() -> None:
    log = network()
    join(log, WELLS, "Olga")
    join(log, WELLS, "Olga", by="Emre")
    assert sent(log) == {"Olga": "steward", "Badu": "member"}


@pytest.mark.parametrize("author", [FOUNDER, "Emre", "Badu", "stranger"])
def test_only_officers_manage_a_roster(author: str) -> None:
    log = network()
    before = sent(log)
    changes = [added("Chen"), remove("Olga"), role("Badu", "steward"), ops.Vote(to_remove("Olga"))]
    struck = [inside(log, author, WELLS, op) for op in changes]
    assert sent(log) == before
    assert now(log).struck == dict.fromkeys(struck, "no-authority")


def test_officers_manage_only_their_own_roster() -> None:
    log = network()
    join(log, WOODS, "Wanda")
    struck = inside(log, "Wanda", WELLS, remove("Badu"))
    other = inside(log, "Olga", name_of("no roster"), added("Dede"))
    assert sent(log) == {"Olga": "steward", "Badu": "member"}
    assert set(now(log).struck) == {struck, other}


def test_officers_add_remove_and_appoint() -> None:
    log = network()
    inside(log, "Olga", WELLS, added("Chen"))
    inside(log, "Olga", WELLS, role("Chen", "steward"))
    inside(log, "Chen", WELLS, added("Dede", "reader"))
    inside(log, "Olga", WELLS, remove("Badu"))
    assert sent(log) == {"Olga": "steward", "Chen": "steward", "Dede": "reader"}
    state = now(log)
    assert state.actor(device("Badu")) is None and state.removed[device("Badu")]
    inside(log, "Olga", WELLS, ops.Vote(to_appoint("Dede")))
    inside(log, "Chen", WELLS, ops.Vote(to_appoint("Dede")))
    inside(log, "Chen", WELLS, ops.Enact(to_appoint("Dede")))
    assert sent(log)["Dede"] == "steward"
    inside(log, "Dede", WELLS, ops.Leave())
    assert "Dede" not in sent(log)


def test_what_cannot_stand_in_a_roster_is_nothing() -> None:
    log = network()
    before = sent(log)
    bad = [
        log.add("Olga", log.heads(), ops.Roster(WELLS, (1, b"short"))),
        log.add("Olga", log.heads(), ops.Roster(WELLS, ops.encode(added("Chen")))),  # without a card
        inside(log, "Olga", WELLS, ops.SetPolicy(ops.Policy("of the network"))),
    ]
    assert sent(log) == before and set(now(log).struck) == set(bad)


def test_who_an_organisation_lets_go_may_stay_for_themselves() -> None:
    log = network()
    log.admit(FOUNDER, log.heads(), "Badu")
    gone = inside(log, "Olga", WELLS, remove("Badu"))
    state = now(log)
    assert state.home[name_of("Badu")] == name_of("Badu") and not state.removed
    assert gone not in state.struck


def test_removing_an_organisation_removes_all_its_people() -> None:
    log = network()
    gone = log.add(FOUNDER, log.heads(), ops.Remove(WELLS, (ops.Cut(device("Badu")[:8], 7, ID),)))
    state = now(log)
    assert state.principal(WELLS) is None
    for person in ("Olga", "Badu"):
        assert state.role_of_device(device(person)) is None
        assert housing.removals(state, device(person)) == {gone}
    assert state.cuts[device("Badu")[:8]] == 7
    struck = inside(log, "Olga", WELLS, added("Chen"))
    assert struck in now(log).struck


def test_an_organisation_that_comes_back_brings_the_people_it_had() -> None:
    log = network()
    log.add(FOUNDER, log.heads(), ops.Remove(WELLS))
    join(log, WELLS, "Olga")
    assert sent(log) == {"Olga": "steward", "Badu": "member"}


@SALTS
def test_the_organisation_decides_on_its_people_even_beside_its_removal(salt: int) -> None:
    log = network(salt)
    known = log.heads()
    log.add(FOUNDER, known, ops.Remove(WELLS))
    inside(log, "Olga", WELLS, remove("Badu"), parents=known)
    assert now(log).principal(WELLS) is None
    join(log, WELLS, "Olga")
    assert sent(log) == {"Olga": "steward"}
    struck = log.add("Badu", log.heads(), ops.Vouch(name_of("Emre")))
    assert struck in now(log).struck


@SALTS
def test_what_somebody_did_beside_their_organisation_letting_them_go_is_lost(salt: int) -> None:
    log = network(salt)
    known = log.heads()
    said = log.add("Badu", known, ops.Vouch(name_of("Emre")))
    stays = log.add("Olga", known, ops.Vouch(name_of("Emre")))
    inside(log, "Olga", WELLS, remove("Badu"), parents=known)
    state = now(log)
    assert state.struck == {said: "not-sent"} and stays not in state.struck


@SALTS
def test_who_an_officer_brought_in_beside_being_removed_is_not_in(salt: int) -> None:
    log = network(salt)
    inside(log, "Olga", WELLS, role("Badu", "steward"))
    known = log.heads()
    brought = inside(log, "Badu", WELLS, added("Chen"), parents=known)
    inside(log, "Olga", WELLS, remove("Badu"), parents=known)
    assert sent(log) == {"Olga": "steward"}
    assert now(log).struck == {brought: "concurrent"}


@SALTS
def test_an_organisation_brought_in_by_somebody_removed_meanwhile_is_not_in(salt: int) -> None:
    log = Log(salt)
    log.admit(FOUNDER, log.heads(), "Emre")
    log.add(FOUNDER, log.heads(), role("Emre", "steward"))
    known = log.heads()
    joined = join(log, WELLS, "Olga", known, by="Emre")
    inner = inside(log, "Olga", WELLS, added("Badu"), parents=(joined,))
    log.add(FOUNDER, known, remove("Emre"))
    state = now(log)
    assert state.principal(WELLS) is None and state.role_of_device(device("Badu")) is None
    assert joined in state.struck and inner not in state.struck
    assert state.role_of_device(device("Olga")) is None


def test_an_organisation_votes_once_and_only_its_officers_let_it_leave() -> None:
    log = network()
    log.add(FOUNDER, log.heads(), ops.SetRole(WELLS, "steward"))
    log.admit(FOUNDER, log.heads(), "Faye")
    for person in ("Olga", "Badu"):
        log.add(person, log.heads(), ops.Vote(to_remove(FOUNDER)))
    assert now(log).circle.agreed(to_remove(FOUNDER)) == {WELLS}
    log.add("Olga", log.heads(), ops.Enact(to_remove(FOUNDER)))
    assert name_of(FOUNDER) in now(log).circle.roles
    log.add("Badu", log.heads(), ops.Leave())
    assert WELLS in now(log).circle.roles
    log.add("Olga", log.heads(), ops.Leave())
    assert WELLS not in now(log).circle.roles


def test_a_delegate_of_two_organisations_stands_for_the_senior_one() -> None:
    log = network()
    join(log, WOODS, "Wanda")
    inside(log, "Wanda", WOODS, added("Badu"))
    assert now(log).home[name_of("Badu")] == WELLS
    log.add(FOUNDER, log.heads(), ops.Remove(WELLS))
    assert now(log).home[name_of("Badu")] == WOODS


@SALTS
def test_of_two_who_bring_an_organisation_in_at_once_both_are_right(salt: int) -> None:
    log = Log(salt)
    log.admit(FOUNDER, log.heads(), "Emre")
    log.add(FOUNDER, log.heads(), role("Emre", "steward"))
    known = log.heads()
    for person in (FOUNDER, "Emre"):
        join(log, WELLS, "Olga", known, by=person)
    inside(log, "Olga", WELLS, added("Badu"))
    assert sent(log) == {"Olga": "steward", "Badu": "member"} and not now(log).struck


@SALTS
def test_two_who_bring_in_the_same_delegate_at_once_are_both_right(salt: int) -> None:
    log = network(salt)
    inside(log, "Olga", WELLS, role("Badu", "steward"))
    known = log.heads()
    for person in ("Olga", "Badu"):
        inside(log, person, WELLS, added("Chen"), parents=known)
    assert sent(log) == {"Olga": "steward", "Badu": "steward", "Chen": "member"} and not now(log).struck


@SALTS
def test_an_organisation_brought_in_by_a_split_device_waits_for_a_fit_add(salt: int) -> None:
    log = Log(salt)
    log.admit(FOUNDER, log.heads(), "Emre")
    log.add(FOUNDER, log.heads(), role("Emre", "steward"))
    split = join(log, WELLS, "Olga", by="Emre")
    inside(log, "Olga", WELLS, added("Badu"))
    forks = {device("Emre"): log.operations[split].seq}
    state = members.evaluate(log.operations, forks)
    assert state.principal(WELLS) is None and split in state.struck
    log.add(FOUNDER, log.heads(), ops.Remove(WELLS))
    join(log, WELLS, "Olga")
    found = members.evaluate(log.operations, forks).principal(WELLS)
    assert found is not None and [one.name for one in found.people] == ["Olga"]


@SALTS
def test_an_organisation_that_comes_back_beside_something_else_has_the_roster_it_had(salt: int) -> None:
    log = network(salt)
    log.add(FOUNDER, log.heads(), ops.Remove(WELLS))
    known = log.heads()
    log.add("Emre", known, ops.Vouch(name_of(FOUNDER)))
    join(log, WELLS, "Olga", known)
    assert sent(log) == {"Olga": "steward", "Badu": "member"}
