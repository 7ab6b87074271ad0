"""Measure what bringing files in and taking things out costs; run by hand, never in CI.

python tests/bench/files.py [--count 10000]
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from crypto.passphrase import FLOOR  # noqa: E402
from i18n.everywhere import spoken  # noqa: E402
from sync.engine import session  # noqa: E402
from sync.engine.mapping import Asked  # noqa: E402
from sync.engine.mapping_out import Sheet  # noqa: E402
from sync.engine.session import Session  # noqa: E402
from sync.exchange import reading, vcard  # noqa: E402
from sync.model import kinds  # noqa: E402

WORDS = "lamp river seven mango table window"


def contact(number: int) -> dict[str, str]:
    return {
        "name": f"Person {number}",
        "sort": "person",
        "organisation": f"Group {number % 97}",
        "role": "Coordination",
        "phone": f"+00 1 {number:07}\n+00 2 {number:07}",
        "email": f"p{number}@example.org",
        "languages": "en, sw",
        "tags": "water, health",
        "note": f"Met at the workshop.\n\nAsk about number {number}.",
    }


def timed(what: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    answer = work()
    print(f"{what:62} {time.perf_counter() - began:8.2f} s   {answer}", flush=True)


def measure(one: Session, folder: Path, count: int) -> None:
    space, other = one.spaces.new("Field team").id, one.spaces.new("Other team").id
    cards, table, sheet = folder / "c.vcf", folder / "c.csv", folder / "c.xlsx"
    cards.write_bytes(b"".join(vcard.write(contact(number)) for number in range(count)))
    timed(f"{count} cards read alone", lambda: sum(1 for _ in reading.read_path(cards)))
    timed(f"{count} cards brought in", lambda: one.transfer.bring_in(space, [cards]).added)
    timed(f"{count} contacts as cards", lambda: one.transfer.take_out(space, "contact", folder / "o.vcf"))
    every = Sheet("contact", tuple(field.name for field in kinds.ALL["contact"].fields))
    for target in (table, sheet):
        ending = target.suffix
        timed(f"{count} contacts as {ending}", lambda t=target: one.tables.take_out_all(space, t, every))
        timed(f"{count} rows of {ending} read alone", lambda t=target: sum(1 for _ in reading.read_table(t)))
        columns = one.tables.guessed(one.tables.look(target), "contact", spoken)
        asked = Asked(target, columns, spoken)
        timed(f"{count} rows of {ending} tried", lambda a=asked: one.tables.check(a).rows)
        timed(f"{count} rows of {ending} brought in", lambda a=asked: one.tables.bring_in(other, a).added)
    large = folder / "large.csv"
    large.write_text("Name,Country,Note\n" + "".join(f"P {n},Kenya,words {n}\n" for n in range(100_000)))
    timed("100000 rows of .csv read alone", lambda: sum(1 for _ in reading.read_table(large)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        one = session.create(Path(folder) / "notebook", WORDS, name="A", cost=FLOOR)
        try:
            measure(one, Path(folder), chosen.count)
        finally:
            one.close(copying=False)


if __name__ == "__main__":
    main()
