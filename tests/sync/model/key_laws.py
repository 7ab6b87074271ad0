"""What must hold of keys and majorities in every history, whatever was known by whom (A4.2, A4.4)."""

from typing_extensions import override

from sync.model import epochs, members, ops
from sync.model.circle import Circle
from sync.model.state import State
from tests.sync.model.busy import Busy
from tests.sync.model.membership import FOUNDER, device, epoch, remove
from tests.sync.model.stories import NAMES, Choose, Dice, Story


def check(story: Story) -> int:
    """Return how often somebody who was out was really shut out: a history without that tells little."""
    no_fabricated_majority(story)
    return who_is_out_lacks_a_head(story)


def no_fabricated_majority(story: Story) -> None:
    """What was decided together had the votes of two, and of more than half of those who decided then."""
    state, model = members.evaluate(story.operations), story.model
    for op in story.operations.values():
        if op.id in state.struck or not isinstance(op.ops[0], ops.Enact):
            continue
        before = model.at(tuple(sorted(op.parents)))
        said = [
            before.authors.get(other.device[:8], b"")
            for other in story.operations.values()
            if other.ops == (ops.Vote(op.ops[0].action),) and model.dominates(op.parents, (other.id,))
        ]
        voters = {before.home.get(person, person) for person in said} & before.circle.stewards()
        assert len(voters) >= 2 and 2 * len(voters) > len(before.circle.stewards())


def who_is_out_lacks_a_head(story: Story) -> int:
    """Who knows that a device is out, and need not rotate, sends under a key that it cannot have.

    A device has the keys of every epoch that it was ever entitled to while somebody knew of that epoch:
    those that were made for it, and those that any member could have given it afterwards.
    """
    found, model = 0, story.model
    moments = {name: model.at((name,)) for name in story.operations}
    for name, state in moments.items():
        heads = epochs.heads(state.epochs)
        if not heads or epochs.excluded(state):
            continue
        past = [one for other, one in moments.items() if model.dominates((name,), (other,))]
        had = [{one for each in past if head in each.epochs for one in each.ranks()} for head in heads]
        out = {one for each in past if each.epochs for one in each.ranks()} - state.ranks().keys()
        for one in out:
            assert not all(one in each for each in had)
            found += 1
    return found


def two_at_once(story: Story) -> int:
    """Let two stewards each take somebody out at the same time: both are cut off. Return how often."""
    log, before, known = story.log, story.model.now, story.model.heads
    pairs = _pairs(before)
    for author, gone in pairs:
        done = log.add(author, known, remove(gone))
        story.model.add(log.operations[done])
        parents = epochs.heads(story.model.at((done,)).epochs)
        story.model.add(log.operations[log.add(author, (done,), epoch(parents))])
    state = story.model.now
    heads = [state.epochs[name].ranks for name in epochs.heads(state.epochs)]
    out = {device(gone, number) for _, gone in pairs for number in range(3)} - state.ranks().keys()
    assert not any(all(one in ranks for ranks in heads) for one in out)
    assert not epochs.excluded(state) & out
    return len(pairs) // 2


def _pairs(state: State) -> list[tuple[str, str]]:
    """Two stewards who can act, each with somebody whom both are senior to."""
    circle = state.circle
    order = [one for one in sorted(circle.roles, key=circle.senior.__getitem__) if one not in state.rosters]
    able = [one for one in order if one in circle.stewards() and device(NAMES[one]) in state.ranks()][:2]
    below = [one for one in order if one not in able and all(circle.is_senior(each, one) for each in able)]
    if len(able) < 2 or len(below) < 2:
        return []
    return [(NAMES[author], NAMES[gone]) for author, gone in zip(able, below[-2:], strict=True)]


class Keyed(Busy):
    """A busy history in which people mostly rotate when they see that they should."""

    def __init__(self, choose: Choose) -> None:
        super().__init__(choose)
        self._take(self.story.log.add(FOUNDER, self.story.log.heads(), epoch()))

    @override
    def _something(self, author: str, number: int, heads: tuple[bytes, ...], circle: Circle) -> bytes:
        before = self.story.model.at(heads)
        if epochs.reason(before, 0) and self._choose(3):
            following = epoch(epochs.heads(before.epochs))
            return self.story.log.add(author, heads, following, number=number)
        return super()._something(author, number, heads, circle)


def of(seed: int, length: int) -> Story:
    return Keyed(Dice(seed)).tell(length)
