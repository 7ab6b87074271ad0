"""Power cuts: every write is recorded and played back up to any moment, the unsynced part by lot (V02).

strace records every call. Where it is missing or not allowed, the files are looked at after each transaction:
what changed since the last look counts as written and not yet synced. The main file is written to only when
the log is synced, so its changes come first, and the log's after them.
That shows torn writes as tracing does, but takes the syncs themselves on trust.
"""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from hashlib import shake_256
from pathlib import Path
from subprocess import run
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
SECTOR = 512
CALLS = "openat,pwrite64,fsync,fdatasync,ftruncate,unlink,write"
CALL = re.compile(r"(\w+)\((?:(\d+)<([^>]*)>(?:, )?)?(?:\"([^\"]*)\")?(.*)\) = (-?\d+)")


class Event(NamedTuple):
    """*what* is write, sync, cut (to *at* bytes), gone, or said (row *at* was said to be on the disk)."""

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""


Opener = Callable[[Path], AbstractContextManager[Callable[[int], None]]]
"""Opens what writes, for as long as numbers are written, and gives what writes the next one."""


# ---------------------------------------------------------------- recording
def may_trace() -> bool:
    strace = shutil.which("strace")
    tried = [strace or "", "-o", "/dev/null", sys.executable, "-c", "pass"]
    return strace is not None and run(tried, check=False, capture_output=True).returncode == 0


def traced(path: Path, rows: int, opener: Opener) -> tuple[dict[str, bytes], list[Event]]:
    """Record the program that the module of *opener* is, while it says each number."""
    held = {path.name: path.read_bytes()}
    log = path.with_name("calls")
    traced_writer = [sys.executable, "-m", opener.__module__, str(path), str(rows)]
    recorder = ["strace", "-f", "-y", "-xx", "-s", "4000000", "-e", f"trace={CALLS}", "-o", str(log)]
    run([*recorder, *traced_writer], cwd=ROOT, check=True, capture_output=True)
    with log.open() as lines:
        return held, [event for line in lines for event in _events(line, path.name)]


def _events(line: str, name: str) -> Iterator[Event]:
    found = CALL.search(line)
    if not found or found[6].startswith("-"):
        return
    call, number, file, text, rest, _ = found.groups()
    data = bytes.fromhex((text or "").replace("\\x", ""))
    file = Path(bytes.fromhex((file or "").replace("\\x", "")).decode()).name if file else ""
    if call == "write" and number == "1":
        yield Event("said", at=int(data))
    elif call == "unlink" and Path(data.decode()).name.startswith(name):
        yield Event("gone", Path(data.decode()).name)
    elif not file.startswith(name):
        return
    elif call == "pwrite64":
        yield Event("write", file, int(rest.split(",")[-1]), data)
    elif call == "ftruncate":
        yield Event("cut", file, int(rest))
    elif call in {"fsync", "fdatasync"}:
        yield Event("sync", file)


def looked_at(path: Path, rows: int, opener: Opener) -> tuple[dict[str, bytes], list[Event]]:
    names = (path.name, path.name + "-wal")
    with opener(path) as write:
        before = {name: path.with_name(name).read_bytes() for name in names}
        held, events = dict(before), list[Event]()
        for number in range(rows):
            write(number)
            for name in names:
                events += _changes(path.with_name(name), before)
            events.append(Event("said", at=number))
    return held, events


def _changes(file: Path, before: dict[str, bytes]) -> list[Event]:
    old, new = before[file.name], file.read_bytes()
    before[file.name] = new
    events = [Event("cut", file.name, len(new))] if len(new) < len(old) else []
    for at in range(0, len(new), SECTOR):
        if new[at : at + SECTOR] != old[at : at + SECTOR]:
            first = at + _same(new[at : at + SECTOR], old[at : at + SECTOR])  # what is before was not written
            events.append(Event("write", file.name, first, new[first : at + SECTOR]))
    return [*events, Event("sync", file.name)] if events else []


def _same(new: bytes, old: bytes) -> int:
    """How many bytes are the same from the beginning."""
    both = list(zip(new, old, strict=False))
    return next((at for at, (one, other) in enumerate(both) if one != other), len(both))


# ---------------------------------------------------------------- playing back
class Lot:
    """A seeded row of choices, the same on every machine."""

    def __init__(self, seed: str) -> None:
        self._bytes = iter(shake_256(seed.encode()).digest(1 << 17))

    def below(self, limit: int) -> int:
        return int.from_bytes(bytes(next(self._bytes) for _ in range(4)), "big") % limit

    def yes(self) -> bool:
        return next(self._bytes) & 1 == 1


class Files:
    """What the disk holds for certain, and for each file what was written since its last sync."""

    def __init__(self, held: dict[str, bytes]) -> None:
        self.held = {name: bytearray(data) for name, data in held.items()}
        self.pending: dict[str, list[Event]] = {}

    def take(self, event: Event) -> None:
        if event.what == "sync":
            for each in self.pending.pop(event.name, []):
                self._apply(each)
        elif event.what != "said":
            self.pending.setdefault(event.name, []).append(event)

    def cut_off(self, lot: Lot, *, garbage: bool) -> dict[str, bytes]:
        """Of what was not synced each sector survives or not; a lost one may hold anything."""
        for events in self.pending.values():
            for event in events:
                for piece in _sectors(event):
                    if lot.yes():
                        self._apply(piece)
                    elif garbage and piece.what == "write" and lot.yes():
                        anything = shake_256(b"%d" % lot.below(1 << 30)).digest(len(piece.data))
                        self._apply(piece._replace(data=anything))
        return {name: bytes(data) for name, data in self.held.items()}

    def _apply(self, event: Event) -> None:
        if event.what == "gone":
            self.held.pop(event.name, None)
            return
        file = self.held.setdefault(event.name, bytearray())
        if event.what == "cut":
            del file[event.at :]
            return
        file.extend(bytes(max(0, event.at - len(file))))
        file[event.at : event.at + len(event.data)] = event.data


def _sectors(event: Event) -> Iterator[Event]:
    at, data = event.at, event.data
    while event.what == "write" and len(data) > (room := SECTOR - at % SECTOR):
        yield event._replace(at=at, data=data[:room])
        at, data = at + room, data[room:]
    yield event._replace(at=at, data=data)


def states(
    held: dict[str, bytes], events: list[Event], count: int, *, garbage: bool
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Yield (rows said by then, files) for *count* moments spread over the record."""
    lot = Lot(f"garbage {garbage}")
    moments = sorted(lot.below(len(events)) for _ in range(count))
    files, said, at = Files(held), 0, 0
    for number, moment in enumerate(moments):
        for event in events[at:moment]:
            files.take(event)
            said += event.what == "said"
        at = moment
        copy = Files({name: bytes(data) for name, data in files.held.items()})
        copy.pending = {name: list(pending) for name, pending in files.pending.items()}
        yield said, copy.cut_off(Lot(f"{garbage} {number}"), garbage=garbage)
