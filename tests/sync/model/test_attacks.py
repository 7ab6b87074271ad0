"""Attackers against who belongs; the numbers are those of the pitfalls that others fell into."""

import pytest

from sync.model import dag, ops
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    KEM,
    born,
    card,
    device,
    invite,
    name_of,
    remove,
    to_remove,
    with_device,
)
from tests.sync.model.teams import carried, now, people, stewards


# ------------------------------------------------------------ P1, P8: whose keys are they
def test_p1_p8_nobody_slips_a_device_or_a_person_in_without_a_member_who_may() -> None:
    """A server, or anybody else, writes entries of its own and expects to be given keys."""
    log = stewards(0, "Badu")
    before = now(log).recipients()
    log.admit("server", log.heads(), "ghost")
    log.admit(FOUNDER, (), "ghost")  # an old key of the founder's, with no history
    log.add("server", log.heads(), ops.Add(name_of("Badu"), "member", b"card"), cards=(card("ghost"),))
    assert now(log).recipients() == before


def test_p1_a_device_that_its_person_never_added_is_nobodys() -> None:
    log = stewards(0, "Badu")
    before = now(log).recipients()
    forged = with_device("Badu", 7, by=9)  # signed by a device that Badu never had
    op, shown = carried("Badu", forged)
    log.add("Badu", log.heads(), op, cards=(shown,))
    assert now(log).recipients() == before


def test_p1_a_second_beginning_makes_nobody_a_founder() -> None:
    log = stewards(0, "Badu")
    genesis = ops.SpaceGenesis("space", ID, b"card", ops.Policy("Mine"))
    for author in ("Mallory", "Badu", FOUNDER):
        log.add(author, log.heads(), genesis, cards=(card("Mallory"), card(author)))
    assert "Mallory" not in people(log) and now(log).circle.founder == name_of(FOUNDER)
    assert now(log).policy.name == "Field team"


def test_p8_a_card_for_somebody_else_adds_nobody_under_their_name() -> None:
    log = stewards(0)
    log.add(FOUNDER, log.heads(), ops.Add(name_of("Badu"), "member", b"card"), cards=(card("Mallory"),))
    assert people(log) == {FOUNDER: "steward"}


# ------------------------------------------------------------ P13: nothing shared that one can overwrite
def test_p13_who_comes_back_late_overwrites_nothing() -> None:
    log = stewards(0, "Badu")
    log.admit(FOUNDER, log.heads(), "Chen")
    known = log.heads()
    log.add(FOUNDER, known, ops.SetPolicy(ops.Policy("Field team", min_version=2)))
    log.add("Badu", log.heads(), ops.Vote(to_remove("Chen")))
    before = now(log)
    late = [ops.SetPolicy(ops.Policy("Old")), ops.Relays(()), remove("Badu"), invite()]
    for op in late:
        log.add("Chen", known, op)
    after = now(log)
    assert (after.policy, after.relays, after.circle) == (before.policy, before.relays, before.circle)


# ------------------------------------------------------------ P27: nothing derived for anybody in between
def test_p27_no_principal_holds_more_than_the_devices_of_its_own_people() -> None:
    log = stewards(0, "Badu")
    log.admit(FOUNDER, log.heads(), "Chen")
    log.add(FOUNDER, log.heads(), remove("Badu"))
    state = now(log)
    own = {one.device_id for principal in state.principals.values() for one in principal.devices}
    assert (
        set(state.recipients()) == own == {device(who, each) for who in (FOUNDER, "Chen") for each in (0, 1)}
    )


# ------------------------------------------------------------ P29: links invite, and can be taken back
def test_p29_a_leaked_link_lets_in_no_more_than_it_said_and_nobody_once_taken_back() -> None:
    log = stewards(0, "Badu")
    opened = log.add(FOUNDER, log.heads(), invite(uses=1))
    for person in ("Chen", "Dede"):
        log.admit("Badu", log.heads(), person, invite=opened)
    assert set(people(log)) == {FOUNDER, "Badu", "Chen"}
    other = log.add(FOUNDER, log.heads(), invite(uses=9))
    log.add(FOUNDER, log.heads(), ops.Uninvite(other))
    log.admit("Badu", log.heads(), "Emre", invite=other)
    log.admit("Badu", (other,), "Faye", invite=other)
    assert set(people(log)) == {FOUNDER, "Badu", "Chen"}


@pytest.mark.parametrize("wanted", ["steward", "member"])
def test_p29_a_link_for_readers_makes_nobody_more(wanted: str) -> None:
    log = stewards(0, "Badu")
    opened = log.add(FOUNDER, log.heads(), invite(uses=9, role="reader"))
    log.admit("Badu", log.heads(), "Chen", role=wanted, invite=opened)
    assert "Chen" not in people(log)
    log.add(FOUNDER, log.heads(), invite(role="steward"))
    assert len(now(log).invites) == 1


def test_a_long_own_log_or_a_deep_history_brings_nobody_down() -> None:
    log = stewards(0, "Badu")
    acts = [born("Badu")]
    for number in range(2_000):
        new = ops.KemUpdate(KEM[:-2] + number.to_bytes(2, "big"))
        name = name_of(f"renewed {number}")
        acts.append(type(acts[0])(name, device("Badu"), (acts[-1].id,), new, b"", number))
    op, shown = carried("Badu", *acts)
    log.add("Badu", log.heads(), op, cards=(shown,))
    assert now(log).role_of(name_of("Badu")) == "steward"
    assert len(dag.depths({one.id: one for one in acts})) == len(acts)
