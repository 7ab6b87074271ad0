"""How long finding takes among 100,000 items of mixed kinds: medians, 95th percentiles, memory; run by hand.

python tests/bench/finding.py [--items 100000] [--runs 40]
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import texts  # noqa: E402

from crypto.passphrase import FLOOR  # noqa: E402
from sync.engine import session  # noqa: E402
from sync.engine.choice import Choice  # noqa: E402
from sync.model import kinds  # noqa: E402
from sync.model.kinds.declaration import Field, FieldType, Kind  # noqa: E402

WORDS = "lamp river seven mango table window"
NAMES = ("note", "contact", "tool", "event", "call", "programme", "topic", "lesson", "plan", "news")
BATCH, KB, PART = 2_000, 1024, 20
TAGS = ("water", "health", "school", "law", "women", "youth", "media", *(f"theme {n}" for n in range(60)))
PLACES = ("KE", "KE/Coast", "UG", "TZ", "ET", "FR", "SN", "ML", "ML/Mopti", "NE")
LANGUAGES = ("fr", "en", "sw, fr", "ar")


def filled(home: Path, count: int) -> float:
    """Write a notebook with *count* items, the kinds taking turns; return how many seconds that took."""
    one = session.create(home, WORDS, name="A", cost=FLOOR)
    space = one.spaces.new("Field team").id
    one.tags.add(space, "water", {"fr": "eau", "sw": "maji"})
    began = time.perf_counter()
    for at in range(0, count, BATCH):
        kind = kinds.ALL[NAMES[at // BATCH % len(NAMES)]]
        bodies = texts.notes(min(BATCH, count - at), seed=at)
        draw = texts.Draw(at)
        one.items.new_many(space, kind.name, [dict(_fields(kind, body, draw)) for body in bodies])
    took = time.perf_counter() - began
    one.close()
    return took


def _fields(kind: Kind, body: str, draw: texts.Draw) -> Iterator[tuple[str, str]]:
    yield kind.title_field, body[:40]
    for field in kind.fields:
        if field.name != kind.title_field and not field.hidden:
            yield field.name, body if field is kind.document else _value(field, draw)


def _value(field: Field, draw: texts.Draw) -> str:
    pick = {
        FieldType.TAGS: lambda: f"{TAGS[draw.below(len(TAGS))]}, {TAGS[draw.below(8)]}",
        FieldType.CHOICE: lambda: field.options[draw.below(len(field.options))].key,
        FieldType.PLACES: lambda: PLACES[draw.below(len(PLACES))],
        FieldType.LANGUAGES: lambda: LANGUAGES[draw.below(len(LANGUAGES))],
        FieldType.DATE: lambda: f"202{draw.below(9)}-{1 + draw.below(12):02}-{1 + draw.below(28):02}",
    }
    return pick.get(field.type, lambda: "")()


def asked(home: Path, runs: int) -> None:
    """Ask an open notebook everything in turn, and print a line for each thing."""
    one = session.unlock(home, WORDS)
    lists, space = one.items.lists, one.spaces.all()[0].id
    two = Choice(facets=(("sort", "tool"), ("tags", "water")))
    ids = lists.listing(space, "tool").ids
    words = iter([f"{texts.WORDS[200 + n]} {texts.WORDS[90 + n]}" for n in range(runs)] * 6)
    opened = iter(ids[: runs * 2])
    for what, ask in {
        "open the list of one kind": lambda: lists.listing(space, "tool"),
        "filter it by two facets": lambda: lists.listing(space, "tool", choice=two),
        "count all facets of the kind": lambda: lists.facets(space, "tool"),
        "count facets under two": lambda: lists.facets(space, "tool", two),
        "search two words, newest first": lambda: lists.found(next(words)),
        "search two words, all of it": lambda: lists.found(next(words), whole=True),
        "search two words, best match first": lambda: lists.found(next(words), choice=Choice("best")),
        "search by a translation": lambda: lists.found("maji"),
        "count facets of what was found": lambda: lists.facets_found(next(words)),
        "put one kind in order by a date": lambda: lists.listing(
            space, "call", choice=Choice("field:deadline")
        ),
        "put one kind in order by title": lambda: lists.listing(space, "call", choice=Choice("title")),
        "open one item": lambda: one.items.show(next(opened)),
    }.items():
        print("=" + _said(what, [_timed(ask) for _ in range(runs)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB
    print(f"=memory of the process, at most: {peak:.0f} MB")
    one.close()


def _timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1_000


def _said(what: str, taken: list[float]) -> str:
    late = statistics.quantiles(taken, n=PART)[-1]
    return f"{what}: {statistics.median(taken):.1f} ms, 95 % within {late:.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--home", type=Path, help="ask the notebook there, and write none")
    chosen = parser.parse_args()
    if chosen.home is not None:
        asked(chosen.home, chosen.runs)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "a"
        print(f"{chosen.items} items written in {filled(home, chosen.items):.0f} s")
        again = [sys.executable, __file__, "--runs", str(chosen.runs), "--home", str(home)]
        done = subprocess.run(again, capture_output=True, text=True, check=True, cwd=ROOT)
        print("\n".join(line[1:] for line in done.stdout.splitlines() if line.startswith("=")))


if __name__ == "__main__":
    main()
