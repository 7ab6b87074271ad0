"""Measure W1 to W4 of the design from the relay's side as well: latency, its processor, memory and disk.

python tests/bench/exchange.py [--runs 5] [--notes 10000]
"""

import argparse
import os
import secrets
import socket
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import texts  # noqa: E402
from figures import Pair, bring_in, pair  # noqa: E402

from sync.wire import routes  # noqa: E402
from tests.sync.relay.visitor import Door, Keys, as_bytes  # noqa: E402

MIB = 1 << 20
BLOB = 73 + 1024  # a sealed note of 1 KB
DEVICES, BLOBS = 100, 1000


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process has had."""
    said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def relay_of_this_process() -> int:
    """Return the number of the only process that this one started."""
    (pid,) = {
        each for task in Path("/proc/self/task").iterdir() for each in (task / "children").read_text().split()
    }
    return int(pid)


def peak(pid: int) -> float:
    """Return the most MiB of memory that a process has had."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def disk(folder: Path) -> float:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6


def said(what: str, runs: list[float], unit: str, goal: str) -> None:
    late = sorted(runs)[int(len(runs) * 0.95)]
    print(f"{what:62} {statistics.median(runs):10.2f}  p95 {late:10.2f} {unit:5} {goal}")


def first_sync(runs: int, count: int) -> None:
    pushing: list[float] = []
    pulling: list[float] = []
    memory: list[float] = []
    size: list[float] = []
    for run in range(runs):
        with pair() as two:
            bring_in(two.a, two.space, texts.notes(count, seed=run))
            relay = relay_of_this_process()
            began = processor(relay)
            two.a.delivery.sync()
            pushed = processor(relay)
            two.join()
            two.b.delivery.sync()
            pushing.append(pushed - began)
            pulling.append(processor(relay) - pushed)
            memory.append(peak(relay))
            size.append(disk(two.home / "relay"))
    said(f"W1 relay, {count} notes: processor for the push", pushing, "s", "both together at most 0.22")
    said(f"W1 relay, {count} notes: processor for the pull", pulling, "s", "")
    said(f"W1 relay, {count} notes: most memory", memory, "MiB", "at most 80")
    said(f"W1 relay, {count} notes: disk", size, "MB", "at most 10")


def one_word(runs: int) -> None:
    """The other laptop listens, as it does while somebody works."""
    took: list[float] = []
    up: list[float] = []
    down: list[float] = []
    with pair() as two:
        two.join()
        two.b.delivery.sync()
        body = texts.notes(1, 50_000)[0]
        (item,) = two.a.items.new(two.space, "note", {"title": "Long", "body": body}).ids
        two.a.delivery.sync()
        two.b.delivery.sync()
        for run in range(runs * 8):
            middle = len(body) // 2
            body = f"{body[:middle]} word{run} {body[middle:]}"
            took.append(_until_heard(two, item, body) * 1000)
            up.append(two.proxy.up)
            down.append(two.proxy.down)
    said("W2 one word in a 50 KB note, until a listening laptop has it", took, "ms", "5, p95 20")
    said("W2 bytes to the relay, both laptops", up, "B", "at most 800")
    said("W2 bytes from the relay, both laptops", down, "B", "at most 800")


def _until_heard(two: Pair, item: str, body: str) -> float:
    two.proxy.reset()
    listening = threading.Thread(target=two.b.delivery.listen, args=(20,))
    listening.start()
    while two.proxy.up == 0:
        os.sched_yield()
    began = time.perf_counter()
    two.a.items.set(item, {"body": body})
    two.a.delivery.sync()
    listening.join()
    took = time.perf_counter() - began
    assert two.b.items.show(item).fields["body"][0].value == body
    return took


def nothing_new(runs: int) -> None:
    took: list[float] = []
    with pair() as two:
        two.a.delivery.sync()
        relay = relay_of_this_process()
        began = processor(relay)
        two.proxy.reset()
        for _ in range(runs * 100):
            start = time.perf_counter()
            two.a.delivery.sync()
            took.append((time.perf_counter() - start) * 1000)
        used = (processor(relay) - began) * 1000 / len(took)
        said("W3 a poll with nothing new", took, "ms", "1")
        said("W3 processor of the relay", [used], "ms", "0.4")
        said("W3 bytes both ways", [(two.proxy.up + two.proxy.down) / len(took)], "B", "300")


def crowd(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "relay.toml").write_text("[limits]\nsource_rate = 1e6\nsource_burst = 1e6\n"
                                                 "mailbox_rate = 1e6\nmailbox_burst = 1e6\n")  # fmt: skip
        door = Door(Path(folder))
        try:
            keys = Keys()
            assert door.ask(keys.box())[0] == 201
            for _ in range(BLOBS // 100):
                assert door.ask(keys.post(*(secrets.token_bytes(BLOB) for _ in range(100))))[0] == 200
            question = as_bytes(keys.read(routes.PULL, {"after": "0", "max": str(4 * MIB)}), ending=False)
            with ThreadPoolExecutor(DEVICES) as devices:
                rates = [_crowded(door, question, devices) for _ in range(runs + 1)][1:]
            said("W4 100 devices, the same 1,000 blobs: blobs a second", rates, "/s", "140,000")
            said("W4 most memory of the relay", [peak(door.process.pid)], "MiB", "at most 80")
        finally:
            door.cut_off()


def _crowded(door: Door, question: bytes, devices: ThreadPoolExecutor) -> float:
    plugs = [door.connect() for _ in range(DEVICES)]
    try:
        began = time.perf_counter()
        for size in devices.map(lambda plug: _fetched(plug, question), plugs):
            assert size >= BLOBS * BLOB
        return DEVICES * BLOBS / (time.perf_counter() - began)
    finally:
        for plug in plugs:
            plug.close()


def _fetched(plug: socket.socket, question: bytes) -> int:
    """Ask, and read one answer to its end; return how many bytes its body had."""
    plug.sendall(question)
    came = plug.recv(65_536)
    while b"\r\n\r\n" not in came:
        came += plug.recv(65_536)
    head, _, body = came.partition(b"\r\n\r\n")
    lines = head.decode("ascii").lower().splitlines()
    assert " 200" in lines[0], lines[0]
    whole = next(int(line.partition(":")[2]) for line in lines if line.startswith("content-length"))
    got, room = len(body), bytearray(1 << 18)
    while got < whole:
        got += plug.recv_into(room)
    return got


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--notes", type=int, default=10_000)
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    crowd(chosen.runs)
    nothing_new(chosen.runs)
    one_word(chosen.runs)
    first_sync(chosen.runs, chosen.notes)


if __name__ == "__main__":
    main()
