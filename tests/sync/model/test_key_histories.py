"""Made-up histories with epochs in them: who is out has no key that anybody sends under who knew (A4.4).

tests/bench/histories.py runs the same checks over as many more as one has time for.
"""

import pytest

from tests.sync.model import key_laws, stories

SEEDS = 10
PER_SEED = 20


@pytest.mark.parametrize("seed", range(SEEDS))
def test_keys_and_majorities_keep_their_laws(seed: int) -> None:
    shut_out = 0
    for number in range(seed * PER_SEED, (seed + 1) * PER_SEED):
        key_laws.no_fabricated_majority(stories.of(number, 18))
        shut_out += key_laws.check(key_laws.of(number, 20))
    assert shut_out > PER_SEED


@pytest.mark.parametrize("seed", range(SEEDS))
def test_two_removals_at_once_cut_off_both(seed: int) -> None:
    numbers = range(seed * PER_SEED, (seed + 1) * PER_SEED)
    assert sum(key_laws.two_at_once(key_laws.of(number, 8)) for number in numbers)
