"""Which epochs count (A4.3, A4.4)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import epochs, members, ops
from sync.model.people import Announced
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    Log,
    born,
    card,
    device,
    epoch,
    name_of,
    remove,
    role,
    with_device,
    without_device,
)

CAST = (FOUNDER, "Badu", "Chen", "Rana")


@st.composite
def histories(draw: st.DrawFn) -> dict[bytes, Announced]:
    """Epochs that each follow some of those before."""
    found: dict[bytes, Announced] = {}
    for number in range(draw(st.integers(0, 12))):
        parents = draw(st.lists(st.sampled_from(list(found)), max_size=2, unique=True)) if found else []
        found[name_of(f"epoch {number}")] = announced(*parents)
    return found


def announced(*parents: bytes) -> Announced:
    return Announced(epoch(parents), ID, ID, by_steward=True, wall_ms=0, ranks={})


@given(histories())
def test_heads_are_what_nothing_follows(known: dict[bytes, Announced]) -> None:
    heads = epochs.heads(known)
    assert list(heads) == sorted(heads)
    assert bool(heads) == bool(known)
    for name in known:
        followed = any(name in other.op.parents for other in known.values())
        assert (name in heads) != followed
    assert not epochs.downgrades(heads, known)
    assert not epochs.downgrades(heads[::-1], known)


@given(histories().filter(lambda known: len(known) > 1), st.data())
def test_naming_other_epochs_than_the_heads_is_a_downgrade(
    known: dict[bytes, Announced], data: st.DataObject
) -> None:
    named = data.draw(st.sets(st.sampled_from(sorted(known))))
    assert epochs.downgrades(tuple(named), known) == (tuple(sorted(named)) != epochs.heads(known))


def test_at_most_16_heads_are_joined() -> None:
    many = {name_of(str(number)): announced() for number in range(20)}
    assert epochs.heads(many) == tuple(sorted(many))[:16]


# ------------------------------------------------------------ in a space
def now(log: Log) -> State:
    return members.evaluate(log.operations)


def rotate(log: Log, author: str = FOUNDER, parents: tuple[bytes, ...] = (), **more: Any) -> bytes:
    """A rotation by somebody who knew *parents*, or all; returns its epoch id."""
    known = parents or log.heads()
    before = members.Log(log.operations.values()).at(tuple(sorted(known)))
    fields: dict[str, Any] = {"e_commit": ID, "w_commit": ID, "t_commit": ID, "recipients": ID, **more}
    op = ops.Epoch(epochs.heads(before.epochs), **fields)
    return log.operations[log.add(author, known, op)].epoch


def team() -> Log:
    """The founder and Badu are stewards, Chen is a member, Rana a reader; one epoch is for all."""
    log = Log()
    for person in CAST[1:]:
        log.admit(FOUNDER, log.heads(), person, role="reader" if person == "Rana" else "member")
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    rotate(log)
    return log


def both(person: str) -> set[bytes]:
    return {device(person, number) for number in (0, 1)}


def test_before_the_first_epoch_nothing_is_owed_to_anybody() -> None:
    state = now(Log())
    assert epochs.excluded(state) == frozenset() and epochs.lacking(state) == frozenset()
    assert epochs.reason(state, 0) == ""


def test_an_epoch_gives_every_device_what_its_role_entitles_it_to() -> None:
    state = now(team())
    (current,) = state.epochs.values()
    ranks = {FOUNDER: 2, "Badu": 2, "Chen": 1, "Rana": 0}
    assert current.ranks == {one: ranks[person] for person in CAST for one in both(person)}
    assert current.by_steward and not epochs.excluded(state) and not epochs.lacking(state)


def test_a_removed_a_held_and_a_demoted_device_each_need_a_rotation() -> None:
    for op, out in [
        (remove("Chen"), both("Chen")),
        (ops.Hold(device("Chen", 1), on=True), {device("Chen", 1)}),
        (role("Badu", "member"), both("Badu")),
    ]:
        log = team()
        log.add(FOUNDER, log.heads(), op)
        assert epochs.excluded(now(log)) == out
        assert epochs.reason(now(log), 0) == "excluded"
        rotate(log)
        assert not epochs.excluded(now(log)) and not epochs.lacking(now(log))


def test_a_revoked_device_needs_a_rotation() -> None:
    log = team()
    gone = without_device("Chen", 1, 0, (with_device("Chen", 1).id,))
    shown = card("Chen", born("Chen"), gone)
    log.add("Rana", log.heads(), ops.PersonOps((b"entry",)), cards=(shown,))
    assert epochs.excluded(now(log)) == {device("Chen", 1)}


def test_a_device_that_was_gone_before_its_person_came_needs_no_rotation() -> None:
    log = team()
    gone = without_device("Emre", 1, 0, (with_device("Emre", 1).id,))
    op = ops.Add(name_of("Emre"), "member", b"card", None)
    log.add(FOUNDER, log.heads(), op, cards=(card("Emre", gone),))
    assert epochs.excluded(now(log)) == frozenset()
    assert epochs.lacking(now(log)) == {device("Emre")}


def test_who_lost_a_device_and_goes_needs_one_rotation_for_both() -> None:
    log = team()
    gone = without_device("Chen", 1, 0, (with_device("Chen", 1).id,))
    log.add("Rana", log.heads(), ops.PersonOps((b"entry",)), cards=(card("Chen", born("Chen"), gone),))
    log.add(FOUNDER, log.heads(), remove("Chen"))
    assert epochs.excluded(now(log)) == both("Chen")
    rotate(log)
    assert not epochs.excluded(now(log))


def test_a_device_on_hold_that_goes_as_well_needs_one_rotation() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), ops.Hold(device("Chen", 1), on=True))
    gone = without_device("Chen", 1, 0, (with_device("Chen", 1).id,))
    log.add("Rana", log.heads(), ops.PersonOps((b"entry",)), cards=(card("Chen", born("Chen"), gone),))
    assert epochs.excluded(now(log)) == {device("Chen", 1)}
    rotate(log)
    assert not epochs.excluded(now(log))
    log.add(FOUNDER, log.heads(), remove("Chen"))
    assert epochs.excluded(now(log)) == {device("Chen")}


def test_a_hold_on_what_nobody_knows_needs_no_rotation() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), ops.Hold(device("Nobody"), on=True))
    assert epochs.excluded(now(log)) == frozenset()


def test_who_came_after_the_epoch_and_goes_needs_a_rotation() -> None:
    for op, out in [
        (remove("Emre"), both("Emre")),
        (ops.Hold(device("Emre", 1), on=True), {device("Emre", 1)}),
    ]:
        log = team()
        log.admit(FOUNDER, log.heads(), "Emre")
        log.add(FOUNDER, log.heads(), op)
        assert epochs.excluded(now(log)) == out
        rotate(log)
        assert not epochs.excluded(now(log))


def test_who_rose_after_the_epoch_and_falls_again_needs_a_rotation() -> None:
    log = team()
    log.add(FOUNDER, log.heads(), role("Rana", "member"))
    log.add(FOUNDER, log.heads(), role("Rana", "reader"))
    assert epochs.excluded(now(log)) == both("Rana")
    rotate(log)
    assert not epochs.excluded(now(log))


def test_who_is_held_a_second_time_needs_a_second_rotation() -> None:
    log = team()
    for _ in range(2):
        log.add(FOUNDER, log.heads(), ops.Hold(device("Chen", 1), on=True))
        assert epochs.excluded(now(log)) == {device("Chen", 1)}
        rotate(log)
        assert not epochs.excluded(now(log))
        log.add(FOUNDER, log.heads(), ops.Hold(device("Chen", 1), on=False))
        assert not epochs.excluded(now(log))


def test_who_came_back_and_is_removed_again_needs_a_second_rotation() -> None:
    log = team()
    for _ in range(2):
        log.add(FOUNDER, log.heads(), remove("Chen"))
        assert epochs.excluded(now(log)) == both("Chen")
        rotate(log)
        assert not epochs.excluded(now(log))
        log.admit(FOUNDER, log.heads(), "Chen")
        assert not epochs.excluded(now(log))


def test_newcomers_and_the_promoted_need_a_top_up_and_no_rotation() -> None:
    log = team()
    log.admit(FOUNDER, log.heads(), "Emre")
    log.add(FOUNDER, log.heads(), role("Rana", "member"))
    assert epochs.lacking(now(log)) == both("Emre") | both("Rana")
    assert not epochs.excluded(now(log)) and epochs.reason(now(log), 0) == ""


def test_two_removals_at_once_are_both_covered_and_want_one_head_again() -> None:
    log = team()
    known = log.heads()
    left = log.add(FOUNDER, known, remove("Chen"))
    right = log.add("Badu", known, remove("Rana"))
    one, other = rotate(log, FOUNDER, (left,)), rotate(log, "Badu", (right,))
    state = now(log)
    assert epochs.heads(state.epochs) == tuple(sorted((one, other)))
    assert epochs.excluded(state) == frozenset() and epochs.reason(state, 0) == "heads"
    joined = rotate(log, "Badu")
    assert epochs.heads(now(log).epochs) == (joined,) and epochs.reason(now(log), 0) == ""


def test_who_came_in_on_one_branch_lacks_the_other() -> None:
    log = team()
    known = log.heads()
    left = log.admit(FOUNDER, known, "Emre")
    rotate(log, FOUNDER, (left,))
    rotate(log, "Badu", known)
    assert epochs.lacking(now(log)) == both("Emre")


def test_an_epoch_grows_old() -> None:
    log = team()
    month = 30 * epochs.DAY_MS
    assert [epochs.reason(now(log), at) for at in (month - 1, month)] == ["", "age"]


def test_an_epoch_beside_its_authors_removal_is_no_head() -> None:
    log = team()
    known = log.heads()
    (first,) = now(log).epochs
    log.add(FOUNDER, known, remove("Badu"))
    rotate(log, "Badu", known)
    assert epochs.heads(now(log).epochs) == (first,)


@pytest.mark.parametrize(
    ("author", "changes", "flaw"),
    [
        (FOUNDER, {}, ""),
        (FOUNDER, {"parents": ()}, "parents"),
        (FOUNDER, {"omit": (device("Chen")[:8],)}, ""),
        ("Chen", {}, "no-reason"),
        ("Chen", {"omit": (device("Rana")[:8],)}, "omit"),
        ("Rana", {}, "no-authority"),
        ("stranger", {}, "no-authority"),
    ],
)
def test_who_may_announce_an_epoch_and_why(author: str, changes: dict[str, object], flaw: str) -> None:
    state = now(team())
    fields: dict[str, Any] = {"parents": epochs.heads(state.epochs), **changes}
    op = ops.Epoch(e_commit=ID, w_commit=ID, t_commit=ID, recipients=ID, **fields)
    assert epochs.flaw(state, device(author), 0, op) == flaw


def test_a_member_rotates_for_a_reason_that_others_can_check() -> None:
    log = team()
    state = now(log)
    follows = epoch(epochs.heads(state.epochs))
    assert epochs.flaw(state, device("Chen"), 30 * epochs.DAY_MS, follows) == ""
    log.add(FOUNDER, log.heads(), remove("Rana"))
    assert epochs.flaw(now(log), device("Chen"), 0, follows) == ""
    log.add(FOUNDER, log.heads(), ops.Hold(device("Chen"), on=True))
    assert epochs.flaw(now(log), device("Chen"), 0, follows) == "no-authority"
    first = now(Log())
    assert epochs.flaw(first, device(FOUNDER), 0, epoch()) == ""


def test_who_is_left_out_as_dormant_gets_a_top_up_when_they_return() -> None:
    log = team()
    rotate(log, omit=(device("Chen")[:8],))
    state = now(log)
    assert epochs.lacking(state) == {device("Chen")} and not epochs.excluded(state)
    assert device("Chen") not in state.recipients(frozenset({device("Chen")[:8]}))
