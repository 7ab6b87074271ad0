"""Several people in one space, some of them stewards, and what tests ask of them."""

from collections.abc import Callable

import pytest

from sync.engine import departure
from sync.engine.policies import Policies
from sync.engine.stewardship import Stewardship
from sync.errors import Problem
from sync.model import ops
from tests.sync.engine.members_of_a_space import Member


def meet(*members: Member) -> None:
    """Everybody hands everybody what they lack, until nobody lacks anything."""
    for _ in range(2):
        for source in members:
            for sink in members:
                if source is not sink:
                    sink.receive(sink.lacks(source))


def work(member: Member) -> Stewardship:
    return Stewardship(member.book, Policies(member.book))


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


def said(member: Member, *claims: ops.Op) -> None:
    """Publish what no window offers."""
    for claim in claims:
        member.book.write(lambda db, claim=claim: departure.publish(db, member.book, member.space, [claim]))
