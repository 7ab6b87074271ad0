"""Roles, removal and votes among notebooks that hand each other entries."""

from collections.abc import Callable
from functools import partial

import pytest

from sync.engine import decisions, departure
from sync.model import ops
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import appoint, code, meet, person, roles, work


def test_the_founder_appoints_one_steward_alone_and_the_next_together(
    people: Callable[..., list[Member]],
) -> None:
    amal, badu, caro = people("Amal", "Badu", "Caro")
    space = amal.space.hex()
    assert work(amal).promote(space, person(badu)).done
    decision = work(amal).promote(space, person(caro))
    assert (decision.done, decision.agreed, decision.needed) == (False, 1, 2)
    meet(amal, badu, caro)
    (row,) = work(badu).open_decisions(space)
    assert (row.what, row.subject, row.agreed, row.missing) == ("steward", "Caro", ("Amal",), ("Badu",))
    assert not row.mine and row.needed == 2
    assert work(badu).vote(space, row.action).done
    meet(amal, badu, caro)
    assert roles(caro) == {"Amal": "steward", "Badu": "steward", "Caro": "steward"}
    assert work(amal).open_decisions(space) == []


def test_two_stewards_who_remove_each_other_offline_get_one_result(
    people: Callable[..., list[Member]],
) -> None:
    amal, badu, caro = people("Amal", "Badu", "Caro")
    appoint(amal, badu, caro)
    space = amal.space.hex()
    assert work(badu).remove(space, person(caro)).done
    upwards = work(caro).remove(space, person(badu))
    assert (upwards.done, upwards.agreed, upwards.needed) == (False, 1, 2)
    meet(amal, badu, caro)
    assert roles(amal) == roles(badu) == roles(caro) == {"Amal": "steward", "Badu": "steward"}


def test_the_founder_is_outvoted(people: Callable[..., list[Member]]) -> None:
    amal, badu, caro = people("Amal", "Badu", "Caro")
    appoint(amal, badu, caro)
    space = amal.space.hex()
    action = work(badu).remove(space, person(amal)).action
    meet(badu, caro)
    assert work(caro).vote(space, action).done
    meet(amal, badu, caro)
    assert roles(amal) == {"Badu": "steward", "Caro": "steward"}


def test_refusals_change_nothing(people: Callable[..., list[Member]]) -> None:
    amal, badu, caro = people("Amal", "Badu", "Caro")
    space, nobody = amal.space.hex(), "00" * 32
    before = amal.log()
    assert code(lambda: work(badu).promote(space, person(caro))) == "role-needs-steward"
    assert code(lambda: work(badu).remove(space, person(caro))) == "role-needs-steward"
    assert code(lambda: work(amal).leave(space)) == "last-steward"
    assert code(lambda: work(amal).remove(space, person(amal))) == "last-steward"
    assert code(lambda: work(amal).demote(space, person(amal))) == "last-steward"
    assert code(lambda: work(amal).promote(space, person(badu), "member")) == "role-already"
    assert code(lambda: work(amal).demote(space, person(badu), "member")) == "role-already"
    assert code(lambda: work(amal).remove(space, nobody)) == "unknown-person"
    assert code(lambda: work(amal).vote(space, "remove:" + nobody)) == "no-such-decision"
    assert amal.log() == before


def test_a_junior_steward_cannot_demote_a_senior_one(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("Amal", "Badu")
    appoint(amal, badu)
    assert code(lambda: work(badu).demote(amal.space.hex(), person(amal))) == "more-senior"
    assert work(amal).demote(amal.space.hex(), person(badu), "reader").done
    assert roles(amal) == {"Amal": "steward", "Badu": "reader"}


def test_who_leaves_is_gone(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("Amal", "Badu")
    assert work(badu).leave(amal.space.hex()).done
    meet(amal, badu)
    assert roles(amal) == roles(badu) == {"Amal": "steward"}
    assert code(lambda: work(badu).leave(amal.space.hex())) == "no-longer-here"


def test_everybody_reads_the_same_reasons(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("Amal", "Badu")
    appoint(amal, badu)
    space = amal.space.hex()
    assert work(amal).remove(space, person(badu)).done
    attempt = ops.Remove(amal.book.me.person, ())
    badu.book.write(lambda db: departure.publish(db, badu.book, badu.space, [attempt]))
    meet(amal, badu)
    told = work(amal).history(space)
    assert told == work(badu).history(space)
    assert [(row.what, row.who, row.subject, row.effect, row.reason) for row in told[-2:]] in (
        [("removed", "Amal", "Badu", True, ""), ("removed", "Badu", "Amal", False, "senior")],
        [("removed", "Badu", "Amal", False, "senior"), ("removed", "Amal", "Badu", True, "")],
    )
    assert [(row.what, row.subject, row.detail) for row in told[:3]] == [
        ("founded", "", ""),
        ("added", "Badu", "member"),
        ("raised", "Badu", "steward"),
    ]
    assert [(row.name, row.state, row.role) for row in amal.spaces.members(space)] == [
        ("Amal", "present", "steward"),
        ("Badu", "removed", ""),
    ]
    (row,) = badu.spaces.all()
    assert (row.role, row.pending) == ("removed", False)


def test_votes_that_did_not_know_of_each_other_are_carried_out_by_whoever_sees_both(
    people: Callable[..., list[Member]],
) -> None:
    amal, badu, caro, dina = people("Amal", "Badu", "Caro", "Dina")
    appoint(amal, badu, caro)
    space = amal.space.hex()
    for one in (badu, caro):
        assert not work(one).promote(space, person(dina)).done
    meet(amal, badu, caro, dina)
    for one, count in ((dina, 0), (amal, 1), (badu, 1), (amal, 0)):
        assert one.book.write(lambda db, one=one: decisions.enact_due(db, one.book, one.space)) == count
    meet(amal, badu, caro, dina)
    assert roles(dina)["Dina"] == "steward"
    decided = [row.subject for row in work(caro).history(space) if row.what == "decided"]
    assert decided == ["Caro", "Dina"]


def test_a_hold_shows_and_only_another_steward_lifts_it(people: Callable[..., list[Member]]) -> None:
    amal, badu, caro = people("Amal", "Badu", "Caro")
    space, laptop = amal.space.hex(), badu.book.me.device.hex()
    assert code(lambda: work(caro).hold(space, laptop, on=True)) == "hold-not-yours"
    work(badu).name_buddies(space, [person(caro)])
    assert work(badu).buddies(space) == [person(caro)] and work(amal).buddies(space) == []
    meet(amal, badu, caro)
    work(caro).hold(space, laptop, on=True)
    meet(amal, badu, caro)
    rows = {row.name: row for row in amal.spaces.members(space)}
    assert (rows["Badu"].state, rows["Badu"].held, rows["Badu"].devices) == ("held", 1, 1)
    assert code(lambda: work(badu).hold(space, laptop, on=False)) == "hold-needs-another"
    work(amal).hold(space, laptop, on=False)
    assert {row.state for row in amal.spaces.members(space)} == {"present"}
    assert code(lambda: work(badu).name_buddies(space, [person(caro)] * 4)) == "too-many-buddies"
    assert code(lambda: work(badu).name_buddies(space, ["00" * 32])) == "unknown-person"


def test_what_a_person_keeps_and_a_lost_laptop_had(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("Amal", "Badu")
    space = amal.space.hex()
    amal.note("Water")
    badu.note("Bread")
    meet(amal, badu)
    badu.note("Salt")
    badu.depart()
    amal.note("Later")
    amal.receive(amal.lacks(badu))
    kept = work(amal).consequences(space, person(badu))
    assert (kept.name, kept.entries, kept.items, kept.devices) == ("Badu", 4, 4, 1)
    assert 0 < kept.since_ms < kept.closed_from_ms and kept.elsewhere == ()
    lost = work(amal).exposure(space, badu.book.me.device.hex())
    assert (lost.name, lost.had, lost.could, lost.held) == ("Badu", 3, 4, False)
    assert kept.since_ms == lost.since_ms < lost.last_ms
    assert code(lambda: work(amal).consequences(space, "00" * 32)) == "unknown-person"
    assert code(lambda: work(amal).exposure(space, "00" * 32)) == "unknown-person"


def test_a_policy_is_changed_by_stewards_alone(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("Amal", "Badu")
    space = amal.space.hex()
    assert work(amal).policy(space).history == "full"
    changed = work(amal).set_policy(space, history="full", inviters="member", dormant_days=20, rotate_days=7)
    before = amal.log()
    assert work(amal).set_policy(space, inviters="member") == changed
    for history in ("state", "none"):
        assert code(partial(work(amal).set_policy, space, history=history)) == "history-not-offered"
    assert amal.log() == before
    meet(amal, badu)
    assert work(badu).policy(space) == changed
    assert code(lambda: work(badu).set_policy(space, history="full")) == "not-allowed"
    with pytest.raises(ValueError, match="history"):
        work(amal).set_policy(space, history="some")


def test_vouching_is_counted_by_those_whom_we_know(people: Callable[..., list[Member]]) -> None:
    amal, badu, caro = people("Amal", "Badu", "Caro")
    space = amal.space.hex()
    work(badu).vouch(space, person(caro))
    meet(amal, badu, caro)
    amal.spaces.verify(person(badu), "in-person")
    rows = {row.name: row for row in amal.spaces.members(space)}
    assert (rows["Caro"].vouched, rows["Caro"].vouched_known) == (1, 1)
    assert rows["Badu"].vouched == 0
    assert code(lambda: work(badu).vouch(space, person(badu))) == "unknown-person"


def test_one_steward_does_not_wait_for_a_second_who_is_not_there(people: Callable[..., list[Member]]) -> None:
    amal, badu, caro = people("Amal", "Badu", "Caro")
    appoint(amal, badu)
    assert work(amal).demote(amal.space.hex(), person(amal)).done
    meet(amal, badu, caro)
    before = badu.log()
    assert code(lambda: work(badu).remove(badu.space.hex(), person(amal))) == "too-few-stewards"
    assert badu.log() == before
    assert work(badu).promote(badu.space.hex(), person(caro)).done
    meet(badu, caro, amal)
    decision = work(badu).remove(badu.space.hex(), person(amal))
    assert (decision.agreed, decision.needed) == (1, 2)
