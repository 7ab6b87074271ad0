"""Hand many damaged updates to the reader and the merge library; print outcomes, run by hand.

python tests/bench/mutants.py [--count 40000]
"""

import argparse
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from tests.sync.model import mutants  # noqa: E402

HANG_S = 5


class Hang(BaseException):
    """One mutant took longer than it may."""


def stop(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def tried(case: mutants.Case, data: bytes) -> str:
    signal.alarm(HANG_S)
    try:
        return mutants.outcome(case, data)
    except BaseException as error:  # whatever comes out is what is being looked for
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"NOT CAUGHT {type(error).__name__}: {data.hex()}"
    finally:
        signal.alarm(0)


def main() -> int:
    """Return 1 where anything got through that should not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40_000)
    count = parser.parse_args().count
    signal.signal(signal.SIGALRM, stop)
    began = time.perf_counter()
    outcomes = Counter(tried(case, data) for case, data in mutants.mutants(count))
    for name, times in outcomes.most_common():
        print(f"{times:7} {name}")
    print(f"{time.perf_counter() - began:7.1f} s for {count} mutants")
    return int(any(name.startswith("NOT CAUGHT") or name == "library" for name in outcomes))


if __name__ == "__main__":
    sys.exit(main())
