"""Measure 10,000 events: read, brought in, brought in again, a month of them, what is due, taken out.

python tests/bench/calendars.py [--count 10000]
"""

import argparse
import datetime as dt
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from sync.engine import session  # noqa: E402
from sync.exchange import icalendar  # noqa: E402

RUNS = 9
WORDS = "lamp river seven mango table window"


def calendar(count: int) -> bytes:
    """Return a calendar in which each tenth event recurs for ever."""
    lines = ["BEGIN:VCALENDAR"]
    for number in range(count):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 1500)
        lines += [
            "BEGIN:VEVENT", f"UID:event-{number}@example.org", f"SUMMARY:Meeting {number} about the plan",
            f"DTSTART;TZID=Africa/Nairobi:{day:%Y%m%d}T{8 + number % 9:02}0000", "DURATION:PT1H",
            f"LOCATION:Room {number % 40}", "DESCRIPTION:Some words\\, and a line\\nmore",
            "CATEGORIES:plan,coast",
            "ATTENDEE;CN=Amina:mailto:amina@example.org", "SEQUENCE:1",
        ]  # fmt: skip
        lines += ["RRULE:FREQ=WEEKLY;BYDAY=MO,TH"] * (number % 10 == 0) + ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def timed(what: str, work: Callable[[], object], runs: int = 1) -> None:
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    print(f"{what:40} {statistics.median(took):8.3f} s")


def measure(folder: Path, count: int) -> None:
    path = folder / "calendar.ics"
    path.write_bytes(calendar(count))
    timed("read", lambda: list(icalendar.read(path.name, path.read_bytes())))
    opened = session.create(folder / "notebook", WORDS, cost=session.quick_cost())
    space = opened.spaces.new("Field team").id
    first, last = dt.date(2026, 11, 30), dt.date(2027, 1, 10)
    timed("brought in", lambda: opened.transfer.bring_in(space, [path]))
    timed("brought in again", lambda: opened.transfer.bring_in(space, [path]))
    timed("a month", lambda: opened.agenda.between(first, last, [space]), RUNS)
    timed("due within a week", lambda: opened.agenda.due(7), RUNS)
    timed("to remind of", opened.reminders.now, RUNS)
    timed("taken out", lambda: opened.transfer.take_out(space, "event", folder / "out.ics"))
    opened.close()
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), parser.parse_args().count)


if __name__ == "__main__":
    main()
