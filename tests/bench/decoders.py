"""Hand many damaged examples to each decoder; print outcomes, run by hand.

python tests/bench/decoders.py [--count 50000] [NAME...]
"""

import argparse
import signal
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from tests.decoders.decoders import ALL  # noqa: E402
from tests.decoders.driving import outcome  # noqa: E402
from tests.decoders.mutation import damaged  # noqa: E402

HANG_S = 5


class Hang(BaseException):
    """One example took longer than it may."""


def stop(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def tried(name: str, data: bytes) -> str:
    signal.alarm(HANG_S)
    try:
        return outcome(ALL[name], data)
    except BaseException as error:  # whatever comes out is what is being looked for
        if isinstance(error, KeyboardInterrupt):
            raise
        print(f"NOT CAUGHT {name}: {type(error).__name__} {error}: {data.hex()}")
        return "NOT CAUGHT"
    finally:
        signal.alarm(0)


def main() -> int:
    """Return 1 where a decoder gave anything but an answer or its own refusal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which decoders; all without a name")
    chosen = parser.parse_args()
    signal.signal(signal.SIGALRM, stop)
    wrong = 0
    for name in chosen.names or ALL:
        seeds, began, taken = ALL[name].seeds(), time.perf_counter(), 0
        for number in range(chosen.count):
            said = tried(name, damaged(seeds, number))
            taken += said == "taken"
            wrong += said == "NOT CAUGHT"
        print(f"{name:22} {chosen.count:7} examples, {taken:6} taken, {time.perf_counter() - began:6.1f} s")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
