"""A relay in a process of its own: cut off, full, besieged, and waited at (R02 to R05)."""

import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.relay.mailboxes import Request
from sync.wire import frames, routes
from tests.sync.relay.visitor import ROOT, Door, Keys, read_answer


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Callable[..., Door]]:
    made: list[Door] = []

    def start(*options: str, limit_kib: int | None = None) -> Door:
        made.append(Door(tmp_path / "relay", *options, limit_kib=limit_kib))
        return made[-1]

    yield start
    for one in made:
        if one.process.poll() is None:
            one.cut_off()


def everything(relay: Door, keys: Keys) -> list[tuple[int, bytes]]:
    status, body = relay.ask(keys.read(routes.PULL))
    assert status == 200
    return frames.unpack_numbered(body, routes.BLOB_MAX)


def test_what_was_acknowledged_survives_every_cut(door: Callable[..., Door]) -> None:
    """R04: and no number is ever given twice."""
    keys = Keys()
    acknowledged: dict[int, bytes] = {}
    for _ in range(8):
        relay = door()
        relay.ask(keys.box())
        held = dict(everything(relay, keys))
        assert acknowledged.items() <= held.items()
        for _ in range(5):
            blob = secrets.token_bytes(600)
            _, body = relay.ask(keys.post(blob))
            (seq,), _ = routes.decode_posted(body)
            assert seq not in acknowledged
            acknowledged[seq] = blob
        relay.cut_off()


def test_a_full_disk_refuses_and_goes_on_serving(door: Callable[..., Door]) -> None:
    relay = door(limit_kib=3_000)
    keys = Keys()
    assert relay.ask(keys.box())[0] == 201
    kept = []
    for _ in range(12):
        blob = secrets.token_bytes(400_000)
        status, _ = relay.ask(keys.post(blob))
        if status != 200:
            break
        kept.append(blob)
    assert status == 507 and kept
    assert [blob for _, blob in everything(relay, keys)] == kept


def test_who_waits_is_woken_by_the_next_blob(door: Callable[..., Door]) -> None:
    relay, keys = door(), Keys()
    relay.ask(keys.box())
    heard: list[bytes] = []

    def wait() -> None:
        _, body = relay.ask(keys.read(routes.PULL, {"wait": "30"}))
        heard.extend(blob for _, blob in frames.unpack_numbered(body, routes.BLOB_MAX))

    listener = threading.Thread(target=wait)
    listener.start()
    relay.ask(keys.post(b"news"))
    listener.join(10)
    assert heard == [b"news"]


def test_waiting_ends_by_itself(door: Callable[..., Door]) -> None:
    relay, keys = door(), Keys()
    relay.ask(keys.box())
    assert relay.ask(keys.read(routes.PULL, {"wait": "1"})) == (200, b"")


def test_half_a_head_does_not_stay(door: Callable[..., Door]) -> None:
    relay = door("--patience", "0.3")
    with relay.connect() as plug:
        plug.sendall(b"GET /v1/info HT")
        assert plug.recv(100) == b""


def test_an_idle_connection_does_not_stay(door: Callable[..., Door]) -> None:
    relay = door("--patience", "0.3")
    with relay.connect() as plug:
        assert plug.recv(100) == b""


@pytest.mark.parametrize(
    "head",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /v1/post HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        b"GET / nonsense\r\n\r\n",
    ],
)
def test_ambiguous_requests_are_refused(door: Callable[..., Door], head: bytes) -> None:
    relay = door()
    with relay.connect() as plug:
        plug.sendall(head)
        assert read_answer(plug)[0] in (0, 400)


def test_an_enormous_body_is_refused_before_it_comes(door: Callable[..., Door]) -> None:
    relay = door()
    with relay.connect() as plug:
        plug.sendall(
            b"POST /v1/post HTTP/1.1\r\nHost: x\r\nContent-Length: 314572800\r\nConnection: close\r\n\r\n"
        )
        assert read_answer(plug)[0] == 413


def test_an_endless_body_is_cut(door: Callable[..., Door]) -> None:
    relay = door()
    with relay.connect() as plug:
        plug.sendall(
            b"POST /v1/post HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        )
        piece = b"10000\r\n" + bytes(65_536) + b"\r\n"
        try:
            for _ in range(200):
                plug.sendall(piece)
        except OSError:
            return  # it stopped listening, which is the point
        assert read_answer(plug)[0] == 413


def test_a_crowd_from_one_place_leaves_room_for_others(door: Callable[..., Door]) -> None:
    relay = door()
    crowd = [relay.connect() for _ in range(520)]
    try:
        crowd[-1].settimeout(10)
        assert crowd[-1].recv(1) == b""  # one too many from there
        for plug in crowd[:50]:
            plug.close()
        assert relay.ask(Request("GET", routes.INFO, {}, {}))[0] == 200
    finally:
        for plug in crowd:
            plug.close()


def test_what_is_on_its_disk_opens_nothing(door: Callable[..., Door], tmp_path: Path) -> None:
    """R05: no read token, no address, no name; ids and keys that verify are all it needs."""
    relay, keys = door(), Keys()
    relay.ask(keys.box())
    relay.ask(keys.post(b"sealed bytes"))
    relay.ask(keys.read(routes.PULL))
    assert relay.stop() == 0
    held = b"".join(path.read_bytes() for path in (tmp_path / "relay").iterdir())
    assert b"sealed bytes" in held
    for secret in (
        keys.token,
        bytes(keys.append),
        bytes(keys.admin),
        b"127.0.0.1",
        keys.token.hex().encode(),
    ):
        assert secret not in held


def test_stopping_and_starting_keeps_identity_and_blobs(door: Callable[..., Door]) -> None:
    keys, relay = Keys(), door()
    relay.ask(keys.box())
    relay.ask(keys.post(b"one"))
    before = relay.ask(Request("GET", routes.INFO, {}, {}))
    assert relay.stop() == 0
    relay = door()
    assert relay.ask(Request("GET", routes.INFO, {}, {})) == before
    assert everything(relay, keys) == [(1, b"one")]


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "sync.relay", "serve", "--port", port, "--data", str(tmp_path / "r")],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("The relay cannot start") and "Traceback" not in done.stderr
