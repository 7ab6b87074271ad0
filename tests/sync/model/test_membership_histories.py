"""Made-up membership histories against a slow reading of A4.2, and what must hold in all of them.

tests/bench/histories.py runs the same checks over as many more as one has time for.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.model import members
from tests.sync.model import busy, laws, stories
from tests.sync.model.stories import Dice, Story, Teller

SEEDS = 40
PER_SEED = 40


@st.composite
def told(draw: st.DrawFn) -> Story:
    """Decided by draws, so that a failing history is cut down to its core."""
    return Teller(lambda bound: draw(st.integers(0, bound - 1))).tell(draw(st.integers(0, 10)))


@settings(max_examples=60, deadline=None)
@given(told(), st.integers(0, 1 << 30))
def test_a_history_keeps_every_law(story: Story, seed: int) -> None:
    laws.check(story, Dice(seed))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_long_histories_keep_every_law(seed: int) -> None:
    for number in range(seed * PER_SEED, (seed + 1) * PER_SEED):
        laws.check(stories.of(number, 6 + number % 12), Dice(number))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_happens_has_one_outcome_in_any_order(seed: int) -> None:
    """With devices, holds, invitations, organisations, epochs and split chains among it."""
    for number in range(seed * PER_SEED // 4, (seed + 1) * PER_SEED // 4):
        story, forks = busy.of(number, 8 + number % 16)
        laws.any_order(story, forks, Dice(number))


def test_made_up_histories_are_worth_telling() -> None:
    """A good share of what people do in them takes effect, and much of it happens at the same time."""
    happened, counted, concurrent = 0, 0, 0
    for seed in range(100):
        story = stories.of(seed)
        state = members.evaluate(story.operations)
        happened += len(story.operations)
        counted += len(story.operations) - len(state.struck)
        concurrent += sum(why == "concurrent" for why in state.struck.values())
    assert happened / 2 < counted < happened * 3 / 4
    assert concurrent > 100
