"""A relay in a process of its own, besieged: half requests, floods, crowds (R03)."""

import select
import socket
import time
from collections.abc import Callable
from statistics import median

import pytest

from sync.relay.admission import Bounds
from sync.relay.mailboxes import Request
from sync.wire import routes
from tests.sync.relay.visitor import Door, Keys, as_bytes, until_closed

INFO = Request("GET", routes.INFO, {}, {})
PATIENCE = "0.4"
SOON = 10.0  # seconds, on a busy machine
NEIGHBOUR = "127.0.0.2"


def closes(plug: socket.socket) -> bool:
    """Say whether the other side closes soon, whatever it says before."""
    plug.settimeout(SOON)
    try:
        until_closed(plug)
    except TimeoutError:
        return False
    return True


def dribbled(plug: socket.socket, data: bytes, pause: float = 0.05) -> bool:
    """Send a byte at a time; say whether the other side had enough before the end."""
    for byte in data:
        try:
            plug.sendall(bytes([byte]))
        except OSError:
            return True
        if select.select([plug], [], [], pause)[0]:
            return True
    return False


@pytest.mark.parametrize(
    "said",
    [b"", b"GET /v1/info HT", b"POST /v1/post HTTP/1.1\r\nHost: x\r\n"],
    ids=["nothing", "line", "header"],
)
def test_half_a_head_does_not_stay(door: Callable[..., Door], said: bytes) -> None:
    with door("--patience", PATIENCE).connect() as plug:
        plug.sendall(said)
        assert closes(plug)


def test_a_head_that_comes_a_byte_at_a_time_does_not_stay(door: Callable[..., Door]) -> None:
    with door("--patience", PATIENCE).connect() as plug:
        assert dribbled(plug, b"GET /v1/info HTTP/1.1\r\n" + b"X-Y: z\r\n" * 50)


def test_half_a_second_request_does_not_stay(door: Callable[..., Door]) -> None:
    with door("--patience", PATIENCE).connect() as plug:
        plug.sendall(as_bytes(INFO, ending=False))
        assert plug.recv(65_536).startswith(b"HTTP/1.1 200")
        plug.sendall(b"GET /v1/in")
        assert closes(plug)


def test_half_a_body_does_not_stay(door: Callable[..., Door]) -> None:
    with door("--patience", PATIENCE).connect() as plug:
        plug.sendall(as_bytes(Keys().post(b"x" * 900))[:-700])
        plug.settimeout(SOON)
        assert until_closed(plug).startswith(b"HTTP/1.1 408")


def test_a_body_that_is_slow_but_comes_is_taken(door: Callable[..., Door]) -> None:
    """The time that a body may take grows with what has come of it: a slow line still works."""
    relay, keys = door("--patience", PATIENCE), Keys()
    relay.ask(keys.box())
    data = as_bytes(keys.post(b"x" * 20_000))
    began = time.monotonic()
    with relay.connect() as plug:
        for at in range(0, len(data), 2_000):
            plug.sendall(data[at : at + 2_000])
            select.select([plug], [], [], 0.1)
        assert time.monotonic() - began > 2 * float(PATIENCE)
        assert until_closed(plug).startswith(b"HTTP/1.1 200")


def test_who_asks_and_does_not_read_does_not_stay(door: Callable[..., Door]) -> None:
    relay, keys = door("--patience", PATIENCE), Keys()
    relay.ask(keys.box())
    for letter in b"abcdefgh":
        relay.ask(keys.post(bytes([letter]) * 1_000_000))
    with relay.connect() as plug:
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plug.sendall(as_bytes(keys.read(routes.PULL), ending=False) * 4)
        broken_off = select.poll()
        broken_off.register(plug, 0)  # nothing is read meanwhile
        assert broken_off.poll(SOON * 1000)


def test_who_reads_slowly_gets_it_all(door: Callable[..., Door]) -> None:
    """What moves is not broken off, however long it takes altogether."""
    relay, keys = door("--patience", PATIENCE), Keys()
    relay.ask(keys.box())
    relay.ask(keys.post(bytes(1_000_000)))
    began, got = time.monotonic(), 0
    with relay.connect() as plug:
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        plug.sendall(as_bytes(keys.read(routes.PULL)))
        while part := plug.recv(20_000):
            got += len(part)
            select.select([], [], [plug], 0.05)
    assert got > 1_000_000
    assert time.monotonic() - began > 3 * float(PATIENCE)


@pytest.mark.parametrize(
    "lengths",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nContent-Length: 5",
        "Content-Length: 4\r\nContent-Length: 4",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked\r\nContent-Length: 4",
        "Content-Length: -4",
        "Content-Length: 4, 4",
    ],
)
def test_a_length_said_twice_is_refused(door: Callable[..., Door], lengths: str) -> None:
    with door().connect() as plug:
        plug.sendall(f"POST /v1/box HTTP/1.1\r\nHost: x\r\n{lengths}\r\n\r\n0\r\n\r\n".encode())
        plug.settimeout(SOON)
        assert until_closed(plug).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "head",
    [
        b"GET / nonsense\r\n\r\n",
        b"GET /" + b"x" * 30_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v1/info HTTP/1.1\r\nHost: x\r\nMbx: " + b"f" * 200_000 + b"\r\n\r\n",
        b"GET /v1/info HTTP/1.1\r\n" + b"X-Y: z\r\n" * 25_000 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    ],
    ids=["nonsense", "path", "header", "headers", "hello in another protocol"],
)
def test_heads_of_no_use_are_not_served(door: Callable[..., Door], head: bytes) -> None:
    relay = door("--patience", PATIENCE)
    with relay.connect() as plug:
        plug.settimeout(SOON)
        try:
            plug.sendall(head)
        except OSError:
            return  # it stopped listening in the middle
        assert until_closed(plug)[9:12] in (b"", b"400")
    assert relay.ask(INFO)[0] == 200


@pytest.mark.parametrize(
    ("path", "size"),
    [
        (routes.POST, 300 << 20),
        (routes.POST, routes.POST_MAX + 1),
        (routes.BOX, 1025),
        (routes.HAVE, 32_001),
        (routes.INFO, 10**30),
    ],
)
def test_a_body_too_large_is_refused_before_it_comes(door: Callable[..., Door], path: str, size: int) -> None:
    with door().connect() as plug:
        plug.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode())
        plug.settimeout(SOON)
        assert until_closed(plug)[9:12] in (b"413", b"400")


def test_nothing_is_said_about_requests(door: Callable[..., Door]) -> None:
    relay, keys = door("--patience", PATIENCE), Keys()
    relay.ask(keys.box())
    relay.ask(keys.read(routes.PULL))
    relay.ask(keys.post(b"x", key=Keys().append))
    for said in (b"nonsense\r\n\r\n", as_bytes(keys.post(b"x"))[:-1], b"GET /v1/info HT"):
        with relay.connect() as plug:
            plug.sendall(said)
            assert closes(plug)
    assert relay.stop() == 0
    assert relay.last_words() == b""


def test_an_endless_body_is_cut(door: Callable[..., Door]) -> None:
    with door().connect() as plug:
        plug.sendall(b"POST /v1/post HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        endless = (b"10000\r\n" + bytes(65_536) + b"\r\n") * 4_000
        with pytest.raises(OSError, match=r"reset|pipe"):
            plug.sendall(endless)


def test_a_crowd_from_one_place_leaves_room_for_others(door: Callable[..., Door]) -> None:
    relay = door()
    most = Bounds().connections_per_source
    crowd = [relay.connect() for _ in range(most + 8)]
    try:
        assert all(closes(plug) for plug in crowd[most:])
        assert relay.ask(INFO, NEIGHBOUR)[0] == 200
        for plug in crowd[:50]:
            plug.close()
        assert relay.ask(INFO)[0] == 200
    finally:
        for plug in crowd:
            plug.close()


def test_others_are_served_meanwhile(door: Callable[..., Door]) -> None:
    relay, keys = door(), Keys()
    relay.ask(keys.box(), NEIGHBOUR)
    relay.ask(keys.post(b"x" * 600), NEIGHBOUR)

    def typical() -> float:
        spent = []
        for _ in range(40):
            began = time.monotonic()
            assert relay.ask(keys.read(routes.PULL), NEIGHBOUR)[0] == 200
            spent.append(time.monotonic() - began)
        return median(spent)

    in_peace = typical()
    besiegers = [relay.connect() for _ in range(300)]
    try:
        for plug in besiegers:
            plug.sendall(b"POST /v1/post HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\nhalf")
        assert typical() < 2 * in_peace + 0.05
    finally:
        for plug in besiegers:
            plug.close()
