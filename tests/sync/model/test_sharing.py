"""Whether an organisation's own people read a network: both sides say so, and either ends it (A4.8)."""

import pytest

from sync.model import epochs, members, ops, sharing
from sync.model.judging import Card
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    Log,
    card,
    device,
    epoch,
    name_of,
    remove,
    role,
    to_appoint,
    to_remove,
)

WELLS, WOODS, OLGA = name_of("Wells"), name_of("Woods"), "Olga"
SALTS = pytest.mark.parametrize("salt", range(4))
ON, OFF = ops.ShareDown(WELLS, on=True), ops.ShareDown(WELLS, on=False)


def network(salt: int = 0) -> Log:
    """Wells with its officer Olga and the delegate Badu; Emre is there for himself; one steward."""
    log = Log(salt)
    join(log)
    log.admit(FOUNDER, log.heads(), "Emre")
    add = ops.Roster(WELLS, ops.encode(ops.Add(name_of("Badu"), "member", b"card")))
    log.add(OLGA, log.heads(), add, cards=(card("Badu"),))
    return log


def join(log: Log) -> bytes:
    own = card(OLGA)
    shown = Card(own.person, OLGA, own.acts, WELLS, "Wells")
    return log.add(FOUNDER, log.heads(), ops.Add(WELLS, "member", b"roster"), cards=(shown,))


def say(log: Log, author: str, said: ops.Op, parents: tuple[bytes, ...] | None = None) -> bytes:
    return log.add(author, log.heads() if parents is None else parents, said)


def now(log: Log) -> State:
    return members.evaluate(log.operations)


def shares(log: Log) -> bool:
    return WELLS in sharing.in_effect(now(log))


def shared(salt: int = 0) -> Log:
    log = network(salt)
    say(log, OLGA, ON)
    say(log, FOUNDER, ON)
    return log


def test_it_takes_both_sides() -> None:
    log = network()
    wants = say(log, OLGA, ON)
    state = now(log)
    assert sharing.wants(state, WELLS, itself=True)
    assert not sharing.wants(state, WELLS, itself=False)
    assert not shares(log)
    say(log, FOUNDER, ON)
    assert shares(log)
    assert wants not in now(log).struck


def test_only_officers_and_stewards_speak_for_a_side() -> None:
    log = network()
    tried = [say(log, author, ON) for author in ("Badu", "Emre", "Nobody")]
    tried.append(say(log, FOUNDER, ops.ShareDown(name_of("Emre"), on=True)))
    tried.append(say(log, FOUNDER, ops.ShareDown(WOODS, on=True)))
    tried.append(say(log, FOUNDER, OFF))  # of what was never on
    state = now(log)
    assert set(tried) <= set(state.struck)
    assert (state.sharing, state.unshared) == ({}, frozenset())


def test_an_organisation_that_is_a_steward_does_not_allow_itself() -> None:
    log = network()
    say(log, FOUNDER, role("Wells", "steward"))
    say(log, OLGA, ON)
    say(log, "Badu", ON)
    assert not shares(log)
    say(log, FOUNDER, ON)
    assert shares(log)


@pytest.mark.parametrize("author", [OLGA, FOUNDER])
def test_either_side_ends_it(author: str) -> None:
    log = shared()
    end = say(log, author, OFF)
    assert not shares(log)
    assert now(log).unshared == {end}
    say(log, author, ON)
    assert shares(log)


@SALTS
def test_beside_each_other_off_wins(salt: int) -> None:
    log = shared(salt)
    end = say(log, OLGA, OFF)
    end_too = say(log, OLGA, OFF, log.operations[end].parents)
    say(log, OLGA, ON, (end,))
    assert not shares(log)
    assert end_too in now(log).unshared
    say(log, OLGA, ON)
    assert shares(log)


@SALTS
def test_what_a_steward_said_beside_their_removal_is_void(salt: int) -> None:
    log = network(salt)
    say(log, OLGA, ON)
    say(log, FOUNDER, role("Emre", "steward"))
    beside = log.heads()
    allowed = say(log, "Emre", ON, beside)
    say(log, FOUNDER, remove("Emre"), beside)
    assert now(log).struck[allowed] == "concurrent"
    assert not shares(log)


@SALTS
def test_what_an_officer_said_beside_the_end_of_their_office_is_void(salt: int) -> None:
    log = network(salt)
    inside = ops.Roster(WELLS, ops.encode(role("Badu", "steward")))
    say(log, OLGA, ops.Roster(WELLS, ops.encode(ops.Vote(to_appoint("Badu")))))
    say(log, OLGA, inside)  # alone she may
    beside = log.heads()
    wanted = say(log, "Badu", ON, beside)
    say(log, OLGA, ops.Roster(WELLS, ops.encode(remove("Badu"))), beside)
    say(log, FOUNDER, ON)
    assert wanted in now(log).struck
    assert not shares(log)


@SALTS
def test_an_organisation_that_comes_back_says_so_anew(salt: int) -> None:
    log = shared(salt)
    before = log.heads()
    say(log, FOUNDER, ops.Remove(WELLS))
    say(log, FOUNDER, ON, before)  # beside it
    assert not shares(log)
    join(log)
    assert not shares(log)
    say(log, OLGA, ON)
    assert not shares(log)
    say(log, FOUNDER, ON)
    assert shares(log)


@SALTS
def test_an_organisation_that_leaves_or_is_voted_out_shares_no_more(salt: int) -> None:
    log = shared(salt)
    say(log, OLGA, ops.Leave())
    assert not shares(log)
    log = shared(salt)
    say(log, FOUNDER, role("Emre", "steward"))
    for author in (FOUNDER, "Emre"):
        say(log, author, ops.Vote(to_remove("Wells")))
    say(log, "Emre", ops.Enact(to_remove("Wells")))
    assert not shares(log)


# ---------------------------------------------------------------- epochs
def test_the_end_of_sharing_is_a_reason_to_rotate() -> None:
    log = shared()
    first = say(log, FOUNDER, epoch())
    assert epochs.reason(now(log), 0) == ""
    say(log, OLGA, OFF)
    state = now(log)
    assert epochs.reason(state, 0) == "excluded"
    assert epochs.flaw(state, device("Emre"), 0, epoch(epochs.heads(state.epochs))) == ""
    say(log, "Emre", epoch(epochs.heads(state.epochs), "excluded"))
    assert epochs.reason(now(log), 0) == ""
    assert first not in now(log).struck


def test_without_an_epoch_there_is_nothing_to_rotate() -> None:
    log = shared()
    say(log, OLGA, OFF)
    assert epochs.reason(now(log), 0) == ""


def test_delegates_rotate_for_whom_nobody_else_sees() -> None:
    log = network()
    say(log, FOUNDER, epoch())
    say(log, OLGA, ON)
    state = now(log)
    next_one = epoch(epochs.heads(state.epochs), epochs.SHARED)
    assert epochs.flaw(state, device("Badu"), 0, next_one) == "no-reason"
    say(log, FOUNDER, ON)
    state = now(log)
    assert epochs.flaw(state, device("Badu"), 0, next_one) == ""
    assert epochs.flaw(state, device("Emre"), 0, next_one) == "no-reason"
    assert epochs.flaw(state, device("Badu"), 0, epoch(epochs.heads(state.epochs), "age")) == "no-reason"


def test_who_went_below_reads_where_somebody_gave_who_did_not_know() -> None:
    below = Log()
    below.admit(FOUNDER, below.heads(), "Caro")
    below.admit(FOUNDER, below.heads(), "Dede")
    assert not epochs.still_read(now(below), [])
    assert not epochs.still_read(now(below), [[frozenset()]])
    gone = say(below, FOUNDER, remove("Caro"))
    held = say(below, FOUNDER, ops.Hold(device("Dede"), on=True))
    state = now(below)
    assert epochs.out(state) == {gone, held}
    unaware, half, aware = frozenset[bytes](), frozenset({gone}), frozenset({gone, held})
    assert epochs.still_read(state, [[unaware]])
    assert epochs.still_read(state, [[half]])
    assert not epochs.still_read(state, [[aware]])
    assert epochs.still_read(state, [[aware, unaware]])  # the same key was put there twice
    assert not epochs.still_read(state, [[aware], [unaware]])  # it takes both heads
    assert not epochs.still_read(state, [[], [unaware]])  # one that was never given
    assert not epochs.still_read(state, [])


def test_who_has_less_to_do_below_reads_on() -> None:
    below = Log()
    below.admit(FOUNDER, below.heads(), "Caro")
    say(below, FOUNDER, role("Caro", "reader"))
    assert epochs.out(now(below))
    assert not epochs.still_read(now(below), [[frozenset()]])
