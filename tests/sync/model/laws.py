"""What must hold in every membership history (A4.2)."""

from collections.abc import Mapping

from typing_extensions import override

from sync.model import members, ops, sharing
from sync.model.judging import MemOp, judge
from sync.model.state import State
from tests.sync.model import naive, stories
from tests.sync.model.membership import FOUNDER, name_of
from tests.sync.model.naive import Reading
from tests.sync.model.stories import PERSONS, Choose, Story


class Whole(members.Log):
    """Works out every past from its beginning, without any short way."""

    @override
    def add(self, op: MemOp) -> None:
        parents = tuple(sorted(op.parents))
        before = self._evaluate(parents, {}, {})
        depth = 1 + max((self._findings[parent].depth for parent in parents), default=-1)
        self._findings[op.id] = judge(before, op, depth)
        self._ops[op.id] = op
        self._heads = tuple(sorted({*self._heads, op.id} - set(parents)))

    @property
    @override
    def now(self) -> State:
        return self._evaluate(self._heads, self._forks, {})


def check(story: Story, choose: Choose) -> None:
    state = members.evaluate(story.operations)
    any_order(story, {}, choose)
    as_read_slowly(story, state)
    somebody_decides(state)
    removal_wins(story, state)
    nobody_acts_beside_their_removal(story, state)
    only_seniors_remove(story, state)
    stewards_were_appointed(story, state)


def any_order(story: Story, forks: Mapping[bytes, int], choose: Choose) -> None:
    """One by one, as they could have come, and all at once from a shuffled set."""
    shuffled = sorted(story.operations.values(), key=lambda _: choose(1 << 16))
    state = members.evaluate({op.id: op for op in shuffled}, forks)
    came = list(stories.arrivals(story, choose))
    early, late, whole = members.Log(), members.Log(came), Whole(came)
    for device, seq in forks.items():
        for log in (early, late, whole):
            log.fork(device, seq)
    for op in came:
        early.add(op)
        if choose(4) == 0:
            somebody_decides(early.now)
    assert early.now == state
    assert late.now == state
    assert whole.now == state
    somebody_decides(state)


def as_read_slowly(story: Story, state: State) -> None:
    reading = Reading(story.operations, PERSONS)
    slow = reading.state(frozenset(story.operations))
    assert state.circle.roles == slow.roles
    assert state.circle.senior == slow.seniority
    assert state.circle.stewards() == slow.stewards()
    assert set(state.struck) == set(story.operations) - slow.counted
    assert {one: by for one, by in state.circle.votes.items() if by} == slow.votes
    shares = {one for one in reading.organisations if one and naive.shares(reading, slow, one)}
    assert sharing.in_effect(state) == shares
    ends = {op.id for op in counted(story, state) if op.ops == (ops.ShareDown(stories.TENTS, on=False),)}
    assert state.unshared == ends


def somebody_decides(state: State) -> None:
    """Never a space without a steward unless all left."""
    assert bool(state.circle.stewards()) == bool(state.circle.roles)


def counted(story: Story, state: State) -> list[MemOp]:
    return [op for op in story.operations.values() if op.id not in state.struck]


def removals(story: Story, state: State) -> list[tuple[MemOp, bytes]]:
    """Every removal that took effect, and whom it was about."""
    found = []
    for op in counted(story, state):
        match op.ops[0]:
            case ops.Leave():
                found.append((op, PERSONS[op.device]))
            case ops.Remove(principal=gone) | ops.Enact(action=ops.Action(name="remove", subject=gone)):
                found.append((op, gone))
            case _:
                pass
    return found


def removal_wins(story: Story, state: State) -> None:
    """Who is there came in knowing of every removal of theirs, or before it was undone by a later add."""
    reading = Reading(story.operations, PERSONS)
    for op, gone in removals(story, state):
        if gone in state.circle.roles:
            back = [one for one in counted(story, state) if reading.added(one.id) == gone]
            assert any(op.id in reading.pasts[one.id] for one in back)


def nobody_acts_beside_their_removal(story: Story, state: State) -> None:
    reading = Reading(story.operations, PERSONS)
    for op, gone in removals(story, state):
        for other in counted(story, state):
            if PERSONS[other.device] != gone or not reading.beside(op.id, other.id):
                continue
            alone = isinstance(other.ops[0], ops.Enact) or PERSONS[op.device] == gone
            assert alone, "only what a majority decided, or what somebody did beside their own leaving"


def only_seniors_remove(story: Story, state: State) -> None:
    senior = state.circle.senior
    for op, gone in removals(story, state):
        author = PERSONS[op.device]
        if author != gone and not isinstance(op.ops[0], ops.Enact):
            assert senior[author] < senior[gone]


def stewards_were_appointed(story: Story, state: State) -> None:
    """By a majority, or by one who was alone; or they are the senior of those whom all stewards left."""
    given = {name_of(FOUNDER)}
    for op in counted(story, state):
        match op.ops[0]:
            case ops.SetRole(principal=person, role="steward"):
                given.add(person)
            case ops.Enact(action=ops.Action(name="steward", subject=person)):
                given.add(person)
            case _:
                pass
    named = {one for one, role in state.circle.roles.items() if role == naive.STEPS[-1]}
    assert named <= given
