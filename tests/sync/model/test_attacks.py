"""Attackers against who belongs; the numbers are those of the pitfalls that others fell into."""

from itertools import permutations

import pytest

from sync.model import dag, epochs, members, ops
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    KEM,
    Log,
    born,
    card,
    device,
    epoch,
    invite,
    name_of,
    remove,
    role,
    to_appoint,
    to_remove,
    with_device,
    without_device,
)
from tests.sync.model.test_own_devices import carried

SALTS = pytest.mark.parametrize("salt", range(6))
PUPPETS = [f"puppet {number}" for number in range(5)]


def now(log: Log) -> State:
    return members.evaluate(log.operations)


def there(log: Log) -> dict[str, str]:
    return {one.name: one.role for one in now(log).principals.values()}


def stewards(salt: int, *more: str) -> Log:
    """The founder and *more*, all stewards."""
    log = Log(salt)
    for number, person in enumerate(more):
        log.admit(FOUNDER, log.heads(), person)
        if number == 0:
            log.add(FOUNDER, log.heads(), role(person, "steward"))
            continue
        for voter in (FOUNDER, *more[:number]):
            log.add(voter, log.heads(), ops.Vote(to_appoint(person)))
        log.add(FOUNDER, log.heads(), ops.Enact(to_appoint(person)))
    assert set(there(log).values()) == {"steward"}
    return log


def rotate(log: Log, author: str, known: tuple[bytes, ...]) -> bytes:
    before = members.Log(log.operations.values()).at(tuple(sorted(known)))
    return log.add(author, known, epoch(epochs.heads(before.epochs)))


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
    assert "Mallory" not in there(log) and now(log).circle.founder == name_of(FOUNDER)
    assert now(log).policy.name == "Field team"


def test_p8_a_card_for_somebody_else_adds_nobody_under_their_name() -> None:
    log = stewards(0)
    log.add(FOUNDER, log.heads(), ops.Add(name_of("Badu"), "member", b"card"), cards=(card("Mallory"),))
    assert there(log) == {FOUNDER: "steward"}


# ------------------------------------------------------------ P5, P20, P28, P30: removal and keys
def test_p5_whoever_writes_next_after_a_removal_has_to_rotate_first() -> None:
    log = stewards(0, "Badu")
    log.admit(FOUNDER, log.heads(), "Chen")
    rotate(log, FOUNDER, log.heads())
    log.add("Badu", log.heads(), remove("Chen"))
    assert epochs.excluded(now(log)) == {device("Chen"), device("Chen", 1)}
    rotate(log, "Badu", log.heads())
    assert not epochs.excluded(now(log))
    (head,) = epochs.heads(now(log).epochs)
    assert not now(log).epochs[head].ranks.keys() & {device("Chen"), device("Chen", 1)}


@SALTS
def test_p20_p28_two_removed_at_once_are_both_shut_out_before_anybody_repairs_anything(salt: int) -> None:
    log = stewards(salt, "Badu")
    for person in ("Chen", "Dede"):
        log.admit(FOUNDER, log.heads(), person)
    rotate(log, FOUNDER, log.heads())
    known = log.heads()
    for author, gone in ((FOUNDER, "Chen"), ("Badu", "Dede")):
        rotate(log, author, (log.add(author, known, remove(gone)),))
    state = now(log)
    heads = epochs.heads(state.epochs)
    assert len(heads) == 2 and not epochs.excluded(state)
    for person in ("Chen", "Dede"):  # the joined secret needs every head
        assert not all(device(person) in state.epochs[head].ranks for head in heads)
    for person in (FOUNDER, "Badu"):
        assert all(device(person) in state.epochs[head].ranks for head in heads)


def test_p20_naming_an_old_epoch_after_a_removal_is_seen() -> None:
    log = stewards(0, "Badu")
    log.admit(FOUNDER, log.heads(), "Chen")
    rotate(log, FOUNDER, log.heads())
    (old,) = epochs.heads(now(log).epochs)
    log.add(FOUNDER, log.heads(), remove("Chen"))
    rotate(log, FOUNDER, log.heads())
    assert epochs.downgrades((old,), now(log).epochs)
    assert epochs.flaw(now(log), device("Badu"), 0, epoch((old,))) == "parents"


def test_p28_the_epoch_of_somebody_removed_meanwhile_takes_no_head_from_the_others() -> None:
    log = stewards(0, "Badu")
    rotate(log, FOUNDER, log.heads())
    known = log.heads()
    log.add(FOUNDER, known, remove("Badu"))
    rotate(log, FOUNDER, log.heads())
    (good,) = epochs.heads(now(log).epochs)
    void = rotate(log, "Badu", known)
    rotate(log, "Badu", (void,))
    assert epochs.heads(now(log).epochs) == (good,)


def test_p30_that_a_rotation_is_due_follows_from_the_log_and_any_member_may_do_it() -> None:
    """Nobody who keeps silent keeps a lost laptop in."""
    log = stewards(0, "Badu")
    log.admit(FOUNDER, log.heads(), "Chen")
    rotate(log, FOUNDER, log.heads())
    heads = epochs.heads(now(log).epochs)
    assert epochs.flaw(now(log), device("Chen"), 0, epoch(heads)) == "no-reason"
    gone = without_device("Badu", 1, 0, (with_device("Badu", 1).id,))
    op, shown = carried("Badu", gone)
    log.add("Chen", log.heads(), op, cards=(shown,))
    assert epochs.reason(now(log), 0) == "excluded"
    assert epochs.flaw(now(log), device("Chen"), 0, epoch(heads)) == ""


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
    assert set(there(log)) == {FOUNDER, "Badu"}


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
    assert there(log) == {FOUNDER: "steward", "Badu": "steward", "Mallory": "steward"}


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
    found = there(log)
    assert found[FOUNDER] == "steward" and {found[puppet] for puppet in PUPPETS} == {"member"}


@SALTS
def test_p19_voting_twice_or_on_many_devices_is_one_vote(salt: int) -> None:
    log = stewards(salt, "Badu", "Mallory")
    known = log.heads()
    votes = tuple(
        log.add("Mallory", known, ops.Vote(to_remove(FOUNDER)), number=number) for number in (0, 1, 0)
    )
    log.add("Mallory", votes, ops.Enact(to_remove(FOUNDER)))
    assert FOUNDER in there(log)


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
    assert set(there(log)) == {FOUNDER, "Badu"} and state.policy.name == "Field team"
    assert set(state.struck) == set(done)
    model = members.Log(log.operations.values())
    said = log.add("Mallory", log.heads(), ops.Vouch(name_of("Badu")))  # they acknowledged it
    model.add(log.operations[said])
    assert not model.dominates(known, (said,)), "an entry that goes back behind this is refused"


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
    assert set(there(log)) == {FOUNDER, "Badu", "Chen"}
    other = log.add(FOUNDER, log.heads(), invite(uses=9))
    log.add(FOUNDER, log.heads(), ops.Uninvite(other))
    log.admit("Badu", log.heads(), "Emre", invite=other)
    log.admit("Badu", (other,), "Faye", invite=other)
    assert set(there(log)) == {FOUNDER, "Badu", "Chen"}


@pytest.mark.parametrize("wanted", ["steward", "member"])
def test_p29_a_link_for_readers_makes_nobody_more(wanted: str) -> None:
    log = stewards(0, "Badu")
    opened = log.add(FOUNDER, log.heads(), invite(uses=9, role="reader"))
    log.admit("Badu", log.heads(), "Chen", role=wanted, invite=opened)
    assert "Chen" not in there(log)
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
