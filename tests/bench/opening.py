"""How long a notebook with many spaces takes to open and to show its list, and how much memory that needs."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from crypto.passphrase import FLOOR  # noqa: E402
from sync.engine import departure, identity, session  # noqa: E402
from sync.model import ops  # noqa: E402

SPACES = 50
PEOPLE = 40
WORDS = "lamp river seven mango table window"
KB = 1024
Row = tuple[str, str, list[float], str]


def filled(home: Path) -> None:
    """Each space has people, and notes."""
    one = session.create(home, WORDS, name="A", cost=FLOOR)
    book = one._book
    people = [identity.found(f"P{number}", bytes([number]) * 32, 1) for number in range(PEOPLE)]
    for number in range(SPACES):
        space = one.spaces.new(f"Space {number}").id
        adds = [ops.Add(each.person, "member", each.card) for each in people]
        for at in range(0, PEOPLE, 20):
            said = adds[at : at + 20]
            book.write(lambda db, said=said, to=space: departure.publish(db, book, bytes.fromhex(to), said))
        one.items.new_many(space, "note", [{"title": f"Note {at}", "body": "word " * 50} for at in range(40)])
    one.close()


def figures(runs: int) -> list[Row]:
    what = f"a notebook with {SPACES} spaces of {PEOPLE} people"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "a"
        filled(home)
        measured = [_measured(home) for _ in range(runs)]
    opened, listed, memory = (list(column) for column in zip(*measured, strict=True))
    return [
        (f"{what}: opened (Argon2id at its floor)", "s", opened, ""),
        (f"{what}: its lists of people shown", "s", listed, ""),
        (f"{what}: memory of the process", "MB", memory, ""),
    ]


def _measured(home: Path) -> tuple[float, ...]:
    """In a process of its own, as a person starts it."""
    done = subprocess.run(
        [sys.executable, __file__, str(home)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=300,
    )
    return tuple(map(float, done.stdout.split()))


def _open(home: Path) -> None:
    began = time.perf_counter()
    one = session.unlock(home, WORDS)
    rows = one.spaces.all()
    opened = time.perf_counter() - began
    began = time.perf_counter()
    people = sum(len(one.spaces.members(row.id)) for row in rows)
    listed = time.perf_counter() - began
    one.close()
    assert (len(rows), people) == (SPACES, SPACES * (PEOPLE + 1))
    print(opened, listed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB)


if __name__ == "__main__":
    _open(Path(sys.argv[1]))
