"""What a relay has said yes to stays, through every end it can meet, and opens nothing (R04, R05)."""

import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.relay import serve
from sync.relay.mailboxes import Request
from sync.wire import frames, routes
from tests.sync.relay.visitor import ROOT, Door, Keys

INFO = Request("GET", routes.INFO, {}, {})
MIB = 1 << 20


def everything(relay: Door, keys: Keys) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    while True:
        after = str(max(found, default=0))
        status, body = relay.ask(keys.read(routes.PULL, {"after": after}))
        assert status == 200
        if not body:
            return found
        found |= dict(frames.unpack_numbered(body, routes.BLOB_MAX))


def posted(relay: Door, keys: Keys, *blobs: bytes) -> list[int]:
    """Post and return the numbers given; none when the relay said no, or nothing."""
    try:
        status, body = relay.ask(keys.post(*blobs))
        return routes.decode_posted(body)[0] if status == 200 else []
    except (OSError, routes.BadMessage):  # it ended before its answer did
        return []


@pytest.mark.parametrize("after_blobs", [1, 3, 7, 12, 20, 31])
def test_what_was_acknowledged_survives_being_cut_off(
    door: Callable[..., Door], storing: list[str], after_blobs: int
) -> None:
    """Two writers at once; the relay ends in the middle, and no number is given twice."""
    keys, relay = Keys(), door(*storing)
    relay.ask(keys.box())
    acknowledged: dict[int, bytes] = {}
    enough = threading.Event()

    def write() -> None:
        while not enough.is_set():
            blobs = [secrets.token_bytes(600) for _ in range(3)]
            acknowledged.update(zip(posted(relay, keys, *blobs), blobs, strict=False))
            if len(acknowledged) >= after_blobs:
                enough.set()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    enough.wait(60)
    relay.cut_off()
    for writer in writers:
        writer.join(60)

    relay = door(*storing)
    held = everything(relay, keys)
    assert acknowledged.items() <= held.items()
    assert list(held) == list(range(1, len(held) + 1))
    assert posted(relay, keys, b"next") == [len(held) + 1]
    head, _ = routes.split_signed_head(relay.ask(keys.read(routes.HEAD))[1].hex())
    chain = routes.EMPTY_CHAIN
    for blob in [*held.values(), b"next"]:
        chain = routes.chained(chain, routes.blob_id(blob))
    assert (head.last, head.chain) == (len(held) + 1, chain)


def test_numbers_of_what_was_trimmed_are_not_given_again(
    door: Callable[..., Door], storing: list[str]
) -> None:
    keys, relay = Keys(), door(*storing)
    relay.ask(keys.box())
    assert posted(relay, keys, b"one", b"two") == [1, 2]
    assert relay.ask(keys.rule(routes.TRIM, "trim", 3))[0] == 200
    relay.cut_off()
    relay = door(*storing)
    assert everything(relay, keys) == {}
    assert posted(relay, keys, b"one") == [3]


def test_a_disk_that_is_full_refuses_and_still_gives(door: Callable[..., Door]) -> None:
    keys, relay = Keys(), door()
    relay.ask(keys.box())
    kept = {}
    relay.limit_files(3 * MIB)
    while numbers := posted(relay, keys, blob := secrets.token_bytes(300_000)):
        kept[numbers[0]] = blob
        assert len(kept) < 20
    assert relay.ask(keys.post(secrets.token_bytes(300_000)))[0] == 507
    assert relay.ask(Keys().box())[0] in (201, 507)
    assert everything(relay, keys) == kept
    relay.limit_files(-1)
    assert posted(relay, keys, b"after") == [len(kept) + 1]
    relay.cut_off()
    assert everything(door(), keys) == {**kept, len(kept) + 1: b"after"}


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_when_told_to(
    door: Callable[..., Door], tmp_path: Path, ending: signal.Signals
) -> None:
    keys, relay = Keys(), door()
    relay.ask(keys.box())
    posted(relay, keys, b"one")
    before = relay.ask(INFO)
    relay.process.send_signal(ending)
    assert relay.process.wait(30) == 0
    assert relay.last_words() == b""
    assert sorted(path.name for path in (tmp_path / "relay").iterdir()) == ["identity.key", "relay.db"]
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "relay").iterdir()} == {0}
    relay = door()
    assert relay.ask(INFO) == before
    assert everything(relay, keys) == {1: b"one"}


def waiting(relay: Door, keys: Keys, seconds: int) -> tuple[threading.Thread, list[tuple[int, bytes]]]:
    answers: list[tuple[int, bytes]] = []

    def wait() -> None:
        answers.append(relay.ask(keys.read(routes.PULL, {"wait": str(seconds)})))

    waiter = threading.Thread(target=wait)
    waiter.start()
    return waiter, answers


def test_who_waits_is_woken_by_the_next_blob(door: Callable[..., Door], storing: list[str]) -> None:
    relay, keys = door(*storing), Keys()
    relay.ask(keys.box())
    waiter, answers = waiting(relay, keys, 50)
    posted(relay, keys, b"news")
    waiter.join(10)
    assert [blob for _, blob in frames.unpack_numbered(answers[0][1], 10)] == [b"news"]


def test_waiting_ends_by_itself(door: Callable[..., Door]) -> None:
    relay, keys = door(), Keys()
    relay.ask(keys.box())
    assert relay.ask(keys.read(routes.PULL, {"wait": "1"})) == (200, b"")


def test_who_waits_hears_that_a_mailbox_was_closed_or_the_relay_ends(door: Callable[..., Door]) -> None:
    relay, closing, ending = door(), Keys(), Keys()
    relay.ask(closing.box())
    relay.ask(ending.box())
    first, closed = waiting(relay, closing, 50)
    second, ended = waiting(relay, ending, 50)
    assert relay.ask(closing.rule(routes.CLOSE, "close"))[0] == 200
    first.join(10)
    assert closed == [(404, b"")]
    assert relay.stop() == 0
    second.join(10)
    assert ended in ([(200, b"")], [(0, b"")])  # told, or the connection ended before the question was read


def test_what_is_on_its_disk_opens_nothing(door: Callable[..., Door], tmp_path: Path) -> None:
    """No read token, no signing key of a member, no address, no ticket; and nothing was said on the way."""
    relay, keys, ticket = door(), Keys(), secrets.token_bytes(32)
    assert relay.ask(keys.box(ticket))[0] == 201
    posted(relay, keys, b"sealed bytes")
    everything(relay, keys)
    relay.ask(Request("GET", "/v1/nonsense", {"mbx": keys.mid.hex()}, {"rt": keys.token.hex()}))
    secret = [keys.token, bytes(keys.append), bytes(keys.admin), ticket]
    relay.cut_off()
    while_running = [path.read_bytes() for path in (tmp_path / "relay").iterdir()]
    relay = door()
    assert relay.stop() == 0
    afterwards = [path.read_bytes() for path in (tmp_path / "relay").iterdir()]
    for held in (b"".join(while_running), b"".join(afterwards)):
        assert b"sealed bytes" in held
        for each in (*secret, *(part.hex().encode() for part in secret), b"127.0.0.1"):
            assert each not in held


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = started("--port", port, "--data", str(tmp_path / "r"))
    assert done.returncode == 1
    assert done.stderr.startswith("The relay cannot start") and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "content"), [("relay.db", b"not a database" * 500), ("identity.key", b"short")]
)
def test_files_that_are_none_of_ours_are_left_alone(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    done = started("--port", "0", "--data", str(tmp_path))
    assert done.returncode == 1
    assert name in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / name).read_bytes() == content


def started(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sync.relay", "serve", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_small_answers_are_not_held_back() -> None:
    """Only a socket that says it is TCP is told by asyncio to send at once; else each answer takes 40 ms."""
    with serve.listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
