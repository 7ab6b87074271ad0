"""Roles, removal and votes among notebooks that hand each other entries."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine.stewardship import Stewardship
from sync.errors import Problem
from tests.sync.engine.members_of_a_space import Member, found, join


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Callable[..., list[Member]]]:
    """Makes notebooks that are in one space; the first founded it."""
    made: list[Member] = []

    def make(*names: str) -> list[Member]:
        made.extend(Member(tmp_path, name) for name in names)
        found(made[0])
        for other in made[1:]:
            join(made[0], other)
        meet(*made)
        return made

    yield make
    for one in made:
        one.close()


def meet(*members: Member) -> None:
    """Everybody hands everybody what they lack, until nobody lacks anything."""
    for _ in range(2):
        for source in members:
            for sink in members:
                if source is not sink:
                    sink.receive(sink.lacks(source))


def work(member: Member) -> Stewardship:
    return Stewardship(member.book)


def person(member: Member) -> str:
    return member.book.me.person.hex()


def roles(member: Member) -> dict[str, str]:
    state = member.book.read(lambda db: member.book.state(db, member.space))
    return {state.names[one]: state.circle.role(one) or "" for one in state.circle.roles}


def appoint(first: Member, *others: Member) -> None:
    """Make everybody a steward, as the rules want it: the founder alone, then together."""
    space, stewards = first.space.hex(), [first]
    for other in others:
        decision = work(first).promote(space, person(other))
        for one in stewards[1:]:
            if not decision.done:
                meet(*stewards)
                decision = work(one).vote(space, decision.action)
        assert decision.done
        stewards.append(other)
        meet(first, *others)


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        ask()
    return caught.value.code


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
    assert code(lambda: work(badu).leave(amal.space.hex())) == "not-admitted-yet"
