"""Measure a relay on SQLite, and one or two on PostgreSQL; by hand, never in CI.

python tests/bench/relay.py [--seconds 6] [--callers 8]

Callers are processes of their own on the same machine, so what they use is not the relay's to have.
"""

import argparse
import http.client
import multiprocessing
import os
import secrets
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from sync.relay.mailboxes import Request  # noqa: E402
from sync.wire import routes  # noqa: E402
from tests.sync.relay.cluster import Cluster  # noqa: E402
from tests.sync.relay.visitor import Door, Keys, as_bytes  # noqa: E402

SIZE, BATCH, BOXES = 600, 50, 16
MIB = 1 << 20
LIMITS = ("source_rate", "source_burst", "mailbox_rate", "mailbox_burst")
LOOSE = "[limits]\n" + "".join(f"{name} = 1000000.0\n" for name in LIMITS)


class Line:
    """One caller's connection, kept open."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, request: Request) -> tuple[int, bytes]:
        query = "&".join(f"{name}={value}" for name, value in request.query.items())
        self._http.request(request.method, f"{request.path}?{query}", request.body, dict(request.headers))
        answer = self._http.getresponse()
        return answer.status, answer.read()


def call(job: tuple[str, int, list[Keys], float]) -> list[float]:
    """Do one kind of thing until the time is over; return the seconds that each took."""
    kind, port, boxes, seconds = job
    line, spent = Line(port), []
    end = time.perf_counter() + seconds
    number = 0
    while (began := time.perf_counter()) < end:
        keys = boxes[number % len(boxes)]
        number += 1
        if kind == "pull":
            request = keys.read(routes.PULL)
        elif kind == "poll":
            request = keys.read(routes.PULL, {"after": "999999999"})
        else:
            request = keys.post(*(secrets.token_bytes(SIZE) for _ in range(BATCH if kind == "batch" else 1)))
            began = time.perf_counter()
        status, _ = line.ask(request)
        assert status == 200, status
        spent.append(time.perf_counter() - began)
    return spent


def measured(name: str, doors: list[Door], seconds: float, callers: int) -> None:
    boxes = [Keys() for _ in range(BOXES)]
    for keys in boxes:
        assert doors[0].ask(keys.box())[0] == 201
        assert doors[0].ask(keys.post(*(secrets.token_bytes(SIZE) for _ in range(500))))[0] == 200
    ports = [doors[number % len(doors)].port for number in range(callers)]
    for kind, unit in (("pull", 500), ("poll", 1), ("post", 1), ("batch", BATCH)):
        jobs = [(kind, port, boxes[at::callers] or boxes, seconds) for at, port in enumerate(ports)]
        before = processor(doors)
        with multiprocessing.get_context("fork").Pool(callers) as pool:
            spent = sorted(each for one in pool.map(call, jobs) for each in one)
        used = (processor(doors) - before) / len(spent) * 1000
        rate = len(spent) / seconds
        middle, late = statistics.median(spent) * 1000, spent[int(len(spent) * 0.95)] * 1000
        print(
            f"{name:20} {kind:6} {rate:7.0f}/s {rate * unit:8.0f} blobs/s {middle:6.1f} ms"
            f"  p95 {late:6.1f} ms  processor of the relay {used:6.2f} ms"
        )
    print(f"{name:20} wake   {woken(doors, boxes[0]):6.1f} ms from a post to the waiting reader")
    for door in doors:
        resident = Path(f"/proc/{door.process.pid}/statm").read_text().split()[1]
        print(f"{name:20} memory {int(resident) * 4096 / MIB:6.0f} MiB")


def processor(doors: list[Door]) -> float:
    """Return the seconds of processor time that these relays have had."""
    ticks = 0
    for door in doors:
        said = Path(f"/proc/{door.process.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(said[11]) + int(said[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def woken(doors: list[Door], keys: Keys) -> float:
    """Return the median of milliseconds until a reader at the first door hears of a post at the last."""
    found = []
    for _ in range(20):
        last = routes.split_signed_head(doors[0].ask(keys.read(routes.HEAD))[1].hex())[0].last
        with doors[0].connect() as plug:
            plug.sendall(as_bytes(keys.read(routes.PULL, {"after": str(last), "wait": "50"})))
            until_heard(plug)
            began = time.perf_counter()
            assert doors[-1].ask(keys.post(secrets.token_bytes(SIZE)))[0] == 200
            plug.recv(1)
            found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def until_heard(plug: socket.socket) -> None:
    """Return once the relay has read the question: nothing of it waits at its end, as Linux tells."""
    port = f"{plug.getsockname()[1]:04X}"
    for _ in range(10_000):
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        queues = [row[4] for row in rows if row[2].endswith(f":{port}")]
        if queues and all(each.endswith(":00000000") for each in queues):
            break
        threading.Event().wait(0.001)
    threading.Event().wait(0.005)  # from reading it to waiting


@contextmanager
def relays(count: int, *options: str) -> Iterator[list[Door]]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "relay.toml").write_text(LOOSE)
        doors = [Door(Path(folder), *options) for _ in range(count)]
        try:
            yield doors
        finally:
            for door in doors:
                door.cut_off()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--callers", type=int, default=8)
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with relays(1) as doors:
        measured("SQLite", doors, chosen.seconds, chosen.callers)
    cluster = Cluster(log_statement="none")
    try:
        for count in (1, 2):
            with relays(count, "--storage", cluster.database()) as doors:
                measured(f"PostgreSQL, {count} relay(s)", doors, chosen.seconds, chosen.callers)
    finally:
        cluster.remove()


if __name__ == "__main__":
    main()
