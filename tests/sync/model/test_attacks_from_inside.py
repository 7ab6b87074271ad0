"""Attackers with a copied laptop or a role; numbers of the pitfalls that others fell into."""

from itertools import permutations

import pytest

from sync.model import members, ops
from tests.sync.model.membership import (
    FOUNDER,
    Log,
    card,
    device,
    name_of,
    remove,
    role,
    to_appoint,
    to_remove,
    with_device,
    without_device,
)
from tests.sync.model.teams import (
    carried,
    now,
    people,
    stewards,
)

SALTS = pytest.mark.parametrize("salt", range(6))
PUPPETS = [f"puppet {number}" for number in range(5)]


# ------------------------------------------------------------ P16, P24: copied laptops
def test_p16_p24_a_copied_laptop_decides_nothing_from_where_it_split() -> None:
    log = stewards(0, "Badu")
    known = log.heads()
    own = log.add("Badu", known, ops.SetPolicy(ops.Policy("Badu's own")), seq=5)
    stolen = log.add("Badu", known, remove(FOUNDER), seq=5)
    more = [log.admit("Badu", (stolen,), "puppet", role="member"), log.admit("Badu", (own,), "friend")]
    state = members.evaluate(log.operations, {device("Badu"): 5})
    assert state.struck == dict.fromkeys((own, stolen, *more), "suspended")
    assert state.role_of(name_of("Badu")) == "steward", "the person keeps their place"
    for entry in (stolen, own):
        log.add("Badu", log.heads(), ops.Admit((entry,)))  # the copy lets itself in
    assert members.evaluate(log.operations, {device("Badu"): 5}).policy.name == "Field team"
    log.add("Badu", log.heads(), ops.Admit((own,)), number=1)
    assert members.evaluate(log.operations, {device("Badu"): 5}).policy.name == "Badu's own"


@SALTS
def test_p16_a_stolen_young_device_cannot_throw_out_the_old_one(salt: int) -> None:
    log = stewards(salt, "Badu")
    known = (with_device("Badu", 1).id,)
    up, down = without_device("Badu", 0, 1, known), without_device("Badu", 1, 0, known)
    before = log.heads()
    for number, gone in ((1, up), (0, down)):
        op, shown = carried("Badu", gone)
        log.add("Badu", before, op, cards=(shown,), number=number)
    late = log.add("Badu", before, remove("nobody"), number=1)
    state = now(log)
    assert (
        state.role_of_device(device("Badu")) == "steward" and state.role_of_device(device("Badu", 1)) is None
    )
    assert late in state.struck


# ------------------------------------------------------------ P19: concurrent removals and seniority
@SALTS
def test_p19_any_ring_of_removals_has_one_outcome_in_every_order(salt: int) -> None:
    log = stewards(salt, "Badu", "Chen")
    known = log.heads()
    for author, gone in (("Chen", "Badu"), ("Badu", "Chen"), ("Chen", FOUNDER), ("Badu", FOUNDER)):
        log.add(author, known, remove(gone))
    last = list(log.operations.values())[-4:]
    first = list(log.operations.values())[:-4]
    states = []
    for order in permutations(last):
        model = members.Log(first)
        for op in order:
            if set(op.parents) == set(known):
                model.add(op)
        states.append(model.now)
    assert all(state == states[0] for state in states)
    assert set(people(log)) == {FOUNDER, "Badu"}


@SALTS
def test_p19_an_early_add_that_was_no_add_gives_no_seniority(salt: int) -> None:
    log = Log(salt)
    log.admit("Mallory", (log.genesis,), "Mallory")  # by somebody who is not even there
    log.admit(FOUNDER, (log.genesis,), "Badu")
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    log.admit("Badu", log.heads(), "Mallory")
    for voter in (FOUNDER, "Badu"):
        log.add(voter, log.heads(), ops.Vote(to_appoint("Mallory")))
    log.add(FOUNDER, log.heads(), ops.Enact(to_appoint("Mallory")))
    log.add("Mallory", log.heads(), remove("Badu"))
    assert people(log) == {FOUNDER: "steward", "Badu": "steward", "Mallory": "steward"}


@SALTS
def test_p19_nobody_fabricates_a_majority_out_of_five_puppets(salt: int) -> None:
    log = stewards(salt, "Badu", "Mallory")
    for puppet in PUPPETS:
        log.admit("Mallory", log.heads(), puppet)
        log.add("Mallory", log.heads(), role(puppet, "steward"))
        log.add("Mallory", log.heads(), ops.Vote(to_appoint(puppet)))
        log.add("Mallory", log.heads(), ops.Enact(to_appoint(puppet)))
    for voter in ("Mallory", *PUPPETS):
        log.add(voter, log.heads(), ops.Vote(to_remove(FOUNDER)))
        log.add(voter, log.heads(), ops.Enact(to_remove(FOUNDER)))
        log.add(voter, log.heads(), remove(FOUNDER))
    found = people(log)
    assert found[FOUNDER] == "steward" and {found[puppet] for puppet in PUPPETS} == {"member"}


@SALTS
def test_p19_voting_twice_or_on_many_devices_is_one_vote(salt: int) -> None:
    log = stewards(salt, "Badu", "Mallory")
    known = log.heads()
    votes = tuple(
        log.add("Mallory", known, ops.Vote(to_remove(FOUNDER)), number=number) for number in (0, 1, 0)
    )
    log.add("Mallory", votes, ops.Enact(to_remove(FOUNDER)))
    assert FOUNDER in people(log)


@SALTS
def test_p19_back_dating_reaches_no_further_than_the_last_word(salt: int) -> None:
    """Removed people pretend not to know it: all that they do beside it is void, and listed as such."""
    log = stewards(salt, "Badu", "Mallory")
    known = log.heads()
    log.add(FOUNDER, known, remove("Mallory"))
    done: list[bytes] = []
    for op in (
        ops.Add(name_of("puppet 1"), "member", b"card"),
        remove("Badu"),
        ops.SetPolicy(ops.Policy("M")),
    ):
        done.append(log.add("Mallory", (done[-1],) if done else known, op, cards=(card("puppet 1"),)))
    done.append(log.add("puppet 1", (done[-1],), ops.Vouch(name_of(FOUNDER))))
    state = now(log)
    assert set(people(log)) == {FOUNDER, "Badu"} and state.policy.name == "Field team"
    assert set(state.struck) == set(done)
    model = members.Log(log.operations.values())
    said = log.add("Mallory", log.heads(), ops.Vouch(name_of("Badu")))  # they acknowledged it
    model.add(log.operations[said])
    assert not model.dominates(known, (said,)), "an entry that goes back behind this is refused"
