"""Measure what somebody at the window waits for, medians and 95th percentiles; run by hand, never in CI.

python tests/bench/desktop_figures.py [--runs 5] [--notes 100000] [--arriving 10000]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import texts  # noqa: E402

from crypto.passphrase import FLOOR  # noqa: E402
from desktop.models import preferences  # noqa: E402
from desktop.models.preferences import Preferences  # noqa: E402
from desktop.tour.stage import WORDS  # noqa: E402
from sync.engine import session  # noqa: E402

BATCH = 5_000
Row = tuple[str, list[float]]


def furnished(home: Path, count: int) -> None:
    """Write a notebook with *count* notes in one space."""
    one = session.create(home, WORDS, name="A", cost=FLOOR)
    preferences.keep(one, Preferences(scheme="light"))
    space = one.spaces.new("Field team").id
    for start in range(0, count, BATCH):
        bodies = texts.notes(min(BATCH, count - start), seed=start)
        one.items.new_many(space, "note", [{"title": body[:40], "body": body} for body in bodies])
    one.close()


def asked(what: str, *words: object) -> list[tuple[str, float]]:
    """Let a process of its own measure *what*: it answers with a name and a number on each line."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("desktop_process.py")), what, *map(str, words)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=1_800,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    pairs = (line.rsplit(" ", 1) for line in done.stdout.splitlines() if line.startswith("="))
    return [(name.removeprefix("="), float(number)) for name, number in pairs]


def gathered(into: dict[str, list[float]], answers: list[tuple[str, float]]) -> None:
    for name, number in answers:
        into.setdefault(name, []).append(number)


def measured(runs: int, notes: int, arriving: int) -> list[Row]:
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as place:
        small, large = Path(place) / "small", Path(place) / "large"
        furnished(small, 10)
        furnished(large, notes)
        for _ in range(runs):
            gathered(found, asked("gate", small))
            gathered(found, asked("window", small, 10))
            gathered(found, asked("window", large, notes))
    for _ in range(runs):
        gathered(found, asked("typing", arriving))
    return list(found.items())


def slow(numbers: list[float]) -> float:
    """Return the 95th percentile, or the worst of a few."""
    few = 20
    return statistics.quantiles(numbers, n=few)[-1] if len(numbers) >= few else max(numbers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--arriving", type=int, default=10_000)
    chosen = parser.parse_args()
    print(f"{'what':64} {'median':>9} {'95 %':>9} {'worst':>9}")
    for what, numbers in measured(chosen.runs, chosen.notes, chosen.arriving):
        figures = (statistics.median(numbers), slow(numbers), max(numbers))
        print(f"{what:64} " + " ".join(f"{each:9.1f}" for each in figures))


if __name__ == "__main__":
    main()
