"""Check the laws of membership over as many made-up histories as one has time for.

python tests/bench/histories.py [--first 0] [--count 100000] [--length 24]
"""

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.sync.model import busy, key_laws, laws, stories  # noqa: E402
from tests.sync.model.stories import Dice  # noqa: E402

EVERY = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--length", type=int, default=24)
    chosen = parser.parse_args()
    began, operations = time.perf_counter(), 0
    for number in range(chosen.count):
        seed = chosen.first + number
        story = stories.of(seed, chosen.length)
        more, forks = busy.of(seed, chosen.length)
        operations += len(story.operations) + len(more.operations)
        try:
            laws.check(story, Dice(seed))
            laws.any_order(more, forks, Dice(seed))
            key_laws.no_fabricated_majority(story)
            key_laws.check(key_laws.of(seed, chosen.length))
            key_laws.two_at_once(key_laws.of(seed, chosen.length))
        except AssertionError:
            print(f"history {seed} of length {chosen.length} breaks a law")
            raise
        if number % EVERY == EVERY - 1:
            took = time.perf_counter() - began
            print(f"{4 * number + 4} histories, {operations} operations, {took:.0f} s", flush=True)


if __name__ == "__main__":
    main()
