"""Measure a relay with many readers who wait, mailboxes, and blobs that are too old; by hand, never in CI.

python tests/bench/relay_load.py [waiting] [mailboxes] [purge]
    [--readers 10000] [--boxes 100000] [--blobs 10000000] [--folder /dev/shm]
"""

import argparse
import os
import secrets
import selectors
import socket
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from sync.relay import serve, system  # noqa: E402
from sync.relay.storage.interface import OVERHEAD  # noqa: E402
from sync.relay.storage.sqlite import DAY, SqliteStorage  # noqa: E402
from sync.wire import routes  # noqa: E402
from tests.bench.relay import LOOSE, MIB, SIZE, Line  # noqa: E402
from tests.sync.relay.visitor import Door, Keys, as_bytes  # noqa: E402

MANY = "connections = 60000\nconnections_per_source = 60000\n"
TOGETHER = 20  # readers of one mailbox: an organisation of 100 people, of whom a fifth is there
SMALL, EVERY = 32, 100
"""Bytes of a blob that is too old, and how many of them a mailbox has."""


def memory(door: Door) -> float:
    return int(Path(f"/proc/{door.process.pid}/statm").read_text().split()[1]) * 4096 / MIB


def started(folder: Path) -> Door:
    folder.mkdir(exist_ok=True)
    (folder / "relay.toml").write_text(LOOSE + MANY)
    return Door(folder)


def waiting(folder: Path, count: int) -> None:
    """How much memory so many long polls take, and how long readers wait for news: few of them, and all."""
    system.open_files()
    for each in (TOGETHER, count):
        door, boxes = started(folder), [Keys() for _ in range(count // each)]
        before, plugs = memory(door), []
        try:
            for keys in boxes:
                assert door.ask(keys.box())[0] == 201
                question = as_bytes(keys.read(routes.PULL, {"wait": "50"}), ending=False)
                for _ in range(each):
                    plugs.append(door.connect(f"127.0.{len(plugs) % 50}.1"))
                    plugs[-1].sendall(question)
            until_all_wait(door, len(plugs))
            print(f"{count} readers, {each} at a mailbox: {memory(door) - before:.0f} MiB more")
            first, last = woken(door, boxes[-1], plugs[-each:])
            print(f"those of one mailbox: the first wakes after {first:.0f} ms, the last after {last:.0f} ms")
        finally:
            for plug in plugs:
                plug.close()
            door.cut_off()


def until_all_wait(door: Door, count: int) -> None:
    """Return once the relay has read every question: Linux tells that nothing waits at its end."""
    port = f":{door.port:04X}"
    for _ in range(1_000):
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        open_here = [row for row in rows if row[1].endswith(port) and row[3] == "01"]
        read = sum(row[4].endswith(":00000000") for row in open_here)
        if read >= count:
            break
        threading.Event().wait(0.05)
    threading.Event().wait(1)


def woken(door: Door, keys: Keys, plugs: list[socket.socket]) -> tuple[float, float]:
    found: list[float] = []
    with selectors.DefaultSelector() as chosen:
        for plug in plugs:
            chosen.register(plug, selectors.EVENT_READ)
        began = time.perf_counter()
        with door.connect() as writer:
            writer.sendall(as_bytes(keys.post(secrets.token_bytes(SIZE))))
            while len(found) < len(plugs):
                for key, _ in chosen.select(60):
                    found.append((time.perf_counter() - began) * 1000)
                    chosen.unregister(key.fileobj)
    return found[0], found[-1]


def mailboxes(folder: Path, count: int) -> None:
    """What a post costs among so many mailboxes, beside one that is alone."""
    for boxes in (1, count):
        path = folder / f"of-{boxes}"
        path.mkdir()
        filled(path / "relay.db", boxes, 1, day=int(time.time()) // DAY)
        door, keys = started(path), Keys()
        assert door.ask(keys.box())[0] == 201
        spent = posts(door, keys, lambda done: done >= 1_000)
        door.cut_off()
        print(f"{boxes} mailboxes: a post takes {told(spent)}")


def purge(folder: Path, count: int) -> None:
    """How long a post waits at most while so many blobs are forgotten whose time is over."""
    filled(folder / "relay.db", count // EVERY, EVERY, day=int(time.time()) // DAY - 200)
    size = (folder / "relay.db").stat().st_size / MIB
    alone = started(folder / "alone")
    keys = Keys()
    alone.ask(keys.box())
    print(f"alone, a post takes {told(posts(alone, keys, lambda done: done >= 1_000))}")
    alone.cut_off()
    began = time.perf_counter()
    door = started(folder)  # which begins with what is too old
    assert door.ask(keys.box())[0] == 201
    with closing(sqlite3.connect(f"file:{folder / 'relay.db'}?mode=ro", uri=True)) as db:
        oldest = "SELECT 1 FROM blob WHERE day < ? LIMIT 1"
        limit = (int(time.time()) // DAY - 100,)
        spent = posts(door, keys, lambda done: not done % 50 and db.execute(oldest, limit).fetchone() is None)
    print(
        f"{count} blobs ({size:.0f} MiB) gone in {time.perf_counter() - began:.0f} s; {told(spent)} meanwhile"
    )
    door.cut_off()


def posts(door: Door, keys: Keys, over: Callable[[int], bool]) -> list[float]:
    line, spent = Line(door.port), []
    while not over(len(spent)):
        request = keys.post(secrets.token_bytes(SIZE))
        began = time.perf_counter()
        assert line.ask(request)[0] == 200
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)


def told(spent: list[float]) -> str:
    late = spent[int(len(spent) * 0.95)]
    middle = statistics.median(spent)
    return f"{middle:.1f} ms, p95 {late:.1f} ms, longest {spent[-1]:.0f} ms ({len(spent)} posts)"


def filled(path: Path, boxes: int, each: int, *, day: int) -> None:
    """Make a relay's file with so many mailboxes and blobs in each, by SQL and not through a relay."""
    SqliteStorage(path).close()
    used = each * (SMALL + OVERHEAD)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO box (mid, token_hash, append_pk, admin_pk, last, chain, used, quota)"
            " VALUES (randomblob(32), randomblob(32), randomblob(32), randomblob(32), ?,"
            " randomblob(32), ?, ?)",
            ((each, used, 1 << 30) for _ in range(boxes)),
        )
        db.executemany(  # in the order of time, as they came, over all mailboxes
            "INSERT INTO blob (box, seq, id, data, day) VALUES (?, ?, randomblob(32), randomblob(?), ?)",
            ((box, seq, SMALL, day) for seq in range(1, each + 1) for box in range(1, boxes + 1)),
        )
        db.execute("COMMIT")
    serve.identity(path.parent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", default=["waiting", "mailboxes", "purge"])
    parser.add_argument("--readers", type=int, default=10_000)
    parser.add_argument("--boxes", type=int, default=100_000)
    parser.add_argument("--blobs", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, help="Where files go; else where temporary ones do.")
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    todo = {
        "waiting": (waiting, chosen.readers),
        "mailboxes": (mailboxes, chosen.boxes),
        "purge": (purge, chosen.blobs),
    }
    for name in chosen.which:
        work, count = todo[name]
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            work(Path(folder), count)


if __name__ == "__main__":
    main()
