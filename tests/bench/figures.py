"""Measure what a user waits for, and print medians beside the floor; run by hand, never in CI.

python tests/bench/figures.py [--runs 5] [--notes 10000]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import belonging  # noqa: E402
import opening  # noqa: E402
import rotating  # noqa: E402
import texts  # noqa: E402
from counting import CountingProxy  # noqa: E402

from crypto.passphrase import FLOOR  # noqa: E402
from sync.engine import session  # noqa: E402
from sync.engine.own_relay import OwnRelay  # noqa: E402
from sync.engine.session import Session  # noqa: E402

WORDS = "lamp river seven mango table window"
Row = tuple[str, str, list[float], str]
"""What, unit, the runs, and the floor as it stands in the design's measurements."""


@contextmanager
def timed(into: list[float], *, scale: float = 1.0) -> Iterator[None]:
    began = time.perf_counter()
    yield
    into.append((time.perf_counter() - began) * scale)


class Pair:
    """Two laptops in one space; the relay is behind a proxy that counts bytes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.relay = OwnRelay(home / "relay")
        self.relay.start()
        self.proxy = CountingProxy(self.relay.address)
        self.a = session.create(home / "a", WORDS, name="A", cost=FLOOR)
        self.b = session.create(home / "b", WORDS, name="B", cost=FLOOR)
        self.space = self.a.spaces.new("Field team").id
        self.a.spaces.add_relay(self.space, self.proxy.url)
        self.a.delivery.sync()

    def join(self) -> None:
        words = self.a.invitations.by_words(self.space)
        self.b.invitations.join_words(words, self.proxy.url)
        self.a.invitations.admit(self.space)

    def close(self) -> None:
        self.a.close()
        self.b.close()
        self.proxy.stop()
        self.relay.stop()


@contextmanager
def pair() -> Iterator[Pair]:
    with tempfile.TemporaryDirectory() as home:
        made = Pair(Path(home))
        try:
            yield made
        finally:
            made.close()


def bring_in(one: Session, space: str, bodies: list[str]) -> None:
    one.items.new_many(space, "note", [{"title": body[:40], "body": body} for body in bodies])


def first_sync(runs: int, count: int) -> list[Row]:
    store, push, pull, up, down = [], [], [], [], []
    for run in range(runs):
        with pair() as two:
            bodies = texts.notes(count, seed=run)
            with timed(store):
                bring_in(two.a, two.space, bodies)
            two.proxy.reset()
            with timed(push):
                two.a.delivery.sync()
            up.append(two.proxy.up / 1e6)
            two.join()
            two.proxy.reset()
            with timed(pull):
                two.b.delivery.sync()
            down.append(two.proxy.down / 1e6)
            assert len(two.b.items.rows(two.space)) == count
    return [
        (f"{count} notes of 1 KB: written and searchable", "s", store, "0.07 (made, not stored)"),
        (f"{count} notes of 1 KB: sealed and pushed", "s", push, "0.24 (with making)"),
        (f"{count} notes of 1 KB: pulled, readable", "s", pull, "0.26"),
        (f"{count} notes of 1 KB: bytes up", "MB", up, "6.4 a note each; 3.28 in segments"),
        (f"{count} notes of 1 KB: bytes down", "MB", down, "6.5; 3.28"),
    ]


def one_word(runs: int) -> list[Row]:
    took, up, down = [], [], []
    with pair() as two:
        two.join()
        two.b.delivery.sync()
        body = texts.notes(1, 50_000)[0]
        (item,) = two.a.items.new(two.space, "note", {"title": "Long", "body": body}).ids
        two.a.delivery.sync()
        two.b.delivery.sync()
        for run in range(runs * 4):
            middle = len(body) // 2
            body = f"{body[:middle]} word{run} {body[middle:]}"
            two.proxy.reset()
            with timed(took, scale=1000):
                two.a.items.set(item, {"body": body})
                two.a.delivery.sync()
                two.b.delivery.sync()
            up.append(two.proxy.up)
            down.append(two.proxy.down)
    return [
        ("one word in a 50 KB note: until the other has it", "ms", took, "2.0"),
        ("one word in a 50 KB note: all bytes to the relay", "B", up, "363"),
        ("one word in a 50 KB note: all bytes from the relay", "B", down, "430"),
    ]


def nothing_new(runs: int) -> list[Row]:
    took, bytes_ = [], []
    with pair() as two:
        for _ in range(runs * 10):
            two.proxy.reset()
            with timed(took, scale=1000):
                two.a.delivery.sync()
            bytes_.append(two.proxy.up + two.proxy.down)
    return [
        ("a poll with nothing new", "ms", took, "0.26"),
        ("a poll with nothing new: bytes both ways", "B", bytes_, "241"),
    ]


def search(runs: int, count: int) -> list[Row]:
    took: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        one = session.create(Path(home) / "a", WORDS, name="A", cost=FLOOR)
        space = one.spaces.new("Field team").id
        bring_in(one, space, texts.notes(count))
        for run in range(runs * 30):
            words = f"{texts.WORDS[run % 200 + 20]} {texts.WORDS[run % 90 + 40]}"
            with timed(took, scale=1000):
                one.items.find(words)
        one.close()
    return [(f"two words over {count} notes, newest first", "ms", took, "0.06")]


def start(runs: int) -> list[Row]:
    took: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        session.create(Path(home) / "a", WORDS, name="A", cost=FLOOR).close()
        for _ in range(runs):
            with timed(took):
                subprocess.run(
                    [sys.executable, "-m", "desktop", "--home", str(Path(home) / "a"), "--time-to-window"],
                    input=WORDS, text=True, check=True, cwd=ROOT, timeout=60,
                )  # fmt: skip
    return [("start to unlocked window (Argon2id at its floor)", "s", took, "0.15 (PySide6 alone)")]


def package(runs: int, count: int) -> list[Row]:
    write, read, size = [], [], []
    for _ in range(runs):
        with pair() as two:
            two.join()
            two.b.delivery.sync()
            bring_in(two.a, two.space, texts.notes(count))
            with tempfile.TemporaryDirectory() as stick:
                path = Path(stick) / "a.pack"
                with timed(write):
                    two.a.packages.write(two.space, path)
                size.append(path.stat().st_size / 1e6)
                with timed(read):
                    two.b.packages.read(path)
    return [
        (f"package of {count} notes: written", "s", write, "0.27"),
        (f"package of {count} notes: read, searchable", "s", read, "0.26 (into a database)"),
        (f"package of {count} notes: size", "MB", size, "3.6"),
    ]


def table(rows: list[Row]) -> None:
    print(f"{'what':58} {'median':>10} {'worst':>10} unit  floor")
    for what, unit, runs, floor in rows:
        print(f"{what:58} {statistics.median(runs):10.2f} {max(runs):10.2f} {unit:4}  {floor}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    measures: dict[str, Callable[[], list[Row]]] = {
        "first": lambda: first_sync(chosen.runs, chosen.notes),
        "word": lambda: one_word(chosen.runs),
        "poll": lambda: nothing_new(chosen.runs),
        "search": lambda: search(chosen.runs, chosen.notes * 10),
        "start": lambda: start(chosen.runs),
        "package": lambda: package(chosen.runs, chosen.notes),
        "members": lambda: belonging.figures(chosen.runs),
        "rotate": lambda: rotating.figures(chosen.runs),
        "spaces": lambda: opening.figures(chosen.runs),
    }
    rows = [row for name, measure in measures.items() if chosen.only in name for row in measure()]
    table(rows)


if __name__ == "__main__":
    main()
