"""Attackers who want keys after they are out; numbers of the pitfalls that others fell into."""

import pytest

from sync.model import epochs, ops
from tests.sync.model.membership import (
    FOUNDER,
    device,
    epoch,
    invite,
    remove,
    with_device,
    without_device,
)
from tests.sync.model.teams import carried, now, rotate, stewards

SALTS = pytest.mark.parametrize("salt", range(6))


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


@pytest.mark.parametrize("how", ["taken back", "used up"])
def test_p29_whoever_was_let_in_by_an_invitation_that_was_over_needs_a_rotation(how: str) -> None:
    """Those who did not know gave them the key of today: nobody took them out, and yet they are not in."""
    log = stewards(0, "Badu")
    rotate(log, FOUNDER, log.heads())
    opened = log.add(FOUNDER, log.heads(), invite(uses=1))
    added = {log.admit("Badu", (opened,), "Chen", invite=opened): "Chen"}
    if how == "taken back":
        log.add(FOUNDER, (opened,), ops.Uninvite(opened))
    else:
        added |= {log.admit(FOUNDER, (opened,), "Dede", invite=opened): "Dede"}
    late = added[max(added)]
    assert late not in {one.name for one in now(log).principals.values()}
    assert epochs.excluded(now(log)) == {device(late), device(late, 1)}
    rotate(log, FOUNDER, log.heads())
    assert not epochs.excluded(now(log)) and not {device(late)} & now(log).ranks().keys()
    log.admit(FOUNDER, log.heads(), late)
    assert not epochs.excluded(now(log)) and device(late) in now(log).ranks()
