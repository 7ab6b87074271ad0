"""Each sin of a relay ends in time, in little memory, with its own problem (reliability 2.7, S04 to S06)."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sync.engine.fetch import Line, LineCut, Question
from sync.engine.watched import Limits
from sync.errors import (
    Cancelled,
    Problem,
    RelayTalksNonsense,
    RelayTalksTooMuch,
    RelayTooSlow,
    RelayUnreachable,
)
from tests.sync.engine.hostile_relay import (
    CUT,
    HARMLESS,
    NONSENSE,
    TOO_MUCH,
    TOO_SLOW,
    HostileRelay,
    Sin,
)

WAITED = 30  # seconds: who does not stop waits as long
DEADLINE = 0.7
QUICK = Limits(fixed=DEADLINE, rate=1 << 20, connect=DEADLINE)
GROWTH = 32 << 20
MOST = 1 << 20


@pytest.fixture(scope="module")
def silent() -> Iterator[HostileRelay]:
    """Another host, which nobody has any business with."""
    with HostileRelay() as relay:
        yield relay


@pytest.fixture(scope="module")
def relay(silent: HostileRelay) -> Iterator[HostileRelay]:
    with HostileRelay(elsewhere=silent.address + "/stolen") as relay:
        yield relay


@pytest.fixture
def line(relay: HostileRelay) -> Iterator[Line]:
    with closing(Line(relay.address, QUICK)) as line:
        yield line


def question(name: str, **more: Any) -> Question:
    headers = {"Mbx": "00" * 32, "Rt": "secret-token", "Authorization": "secret"}
    return Question("GET", "/" + quote(name), headers, most=MOST, **more)


def peak() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def growth(work: Callable[[], object]) -> int:
    """Return by how many bytes the process was larger meanwhile than ever before."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    before = peak()
    work()
    return peak() - before


@pytest.fixture
def patient(relay: HostileRelay) -> Iterator[Line]:
    """Not time ends what is asked here, however slow this computer is."""
    with closing(Line(relay.address, Limits(fixed=WAITED, connect=WAITED))) as line:
        yield line


def ends_with(line: Line, name: str, within: float = WAITED) -> type[Problem] | None:
    """Ask, and return the problem; within so many seconds, in little memory."""
    found: list[type[Problem]] = []

    def ask() -> None:
        try:
            line.ask(question(name)).whole()
        except Problem as problem:
            found.append(type(problem))

    began = time.monotonic()
    grown = growth(ask)
    assert time.monotonic() - began < within
    assert grown < GROWTH
    return found[0] if found else None


@pytest.mark.parametrize("name", TOO_SLOW)
def test_what_is_slow_ends_at_the_deadline(line: Line, name: str) -> None:
    began = time.monotonic()

    assert ends_with(line, name, DEADLINE + 1) is RelayTooSlow
    assert time.monotonic() - began > DEADLINE / 2


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_endless_ends_at_its_bound(patient: Line, name: str) -> None:
    assert ends_with(patient, name) is RelayTalksTooMuch


@pytest.mark.parametrize("name", NONSENSE)
def test_what_is_none_of_the_protocol_is_refused(patient: Line, silent: HostileRelay, name: str) -> None:
    assert ends_with(patient, name) in (RelayTalksNonsense, RelayTalksTooMuch)
    assert silent.connections == 0


@pytest.mark.parametrize("name", CUT)
def test_what_breaks_off_is_a_cut_line(patient: Line, name: str) -> None:
    assert ends_with(patient, name) is LineCut
    assert LineCut.code == RelayUnreachable.code


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_no_harm_is_passed_over(line: Line, name: str) -> None:
    for _ in range(2):
        assert line.ask(question(name)).whole() == b"hello"


def test_a_cookie_never_comes_back(line: Line, relay: HostileRelay) -> None:
    for name in ("a cookie", "a cookie", "plain"):
        line.ask(question(name))

    assert not any(b"cookie" in head.split(b"\r\n", 1)[1].lower() for head in relay.requests[-3:])


def test_a_request_names_no_program_and_asks_for_no_packing(line: Line, relay: HostileRelay) -> None:
    line.ask(Question("GET", "/plain"))

    head = relay.requests[-1].lower()
    assert b"user-agent" not in head
    assert b"accept-encoding: identity\r\n" in head
    assert b"python" not in head and b"authorization" not in head


def test_the_environment_and_netrc_are_not_asked(
    relay: HostileRelay, silent: HostileRelay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login amal password betrayed\n", encoding="ascii")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, silent.address)
        monkeypatch.setenv(name.lower(), silent.address)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", os.devnull)
    line = Line(relay.address, QUICK)

    assert line.ask(Question("GET", "/plain")).whole() == b"hello"

    line.close()
    assert silent.connections == 0
    assert b"authorization" not in relay.requests[-1].lower()


# ---------------------------------------------------------------- connections
def test_a_connection_is_kept_for_the_next_question() -> None:
    with HostileRelay() as relay:
        line = Line(relay.address, QUICK)
        for _ in range(5):
            line.ask(question("plain"))
        line.close()

        assert (relay.connections, len(relay.requests)) == (1, 5)


def test_a_kept_connection_that_was_dropped_is_replaced_once() -> None:
    with HostileRelay() as relay:
        line = Line(relay.address, QUICK)
        line.ask(question("plain"))

        with pytest.raises(LineCut):
            line.ask(question("closes at once"))
        line.close()

        assert relay.connections == 2
        assert sum(b"closes" in head for head in relay.requests) == 2


def test_nobody_there_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    line = Line(f"http://127.0.0.1:{port}", Limits())
    began = time.monotonic()

    with pytest.raises(RelayUnreachable) as caught:
        line.ask(Question("GET", "/plain"))

    assert type(caught.value) is RelayUnreachable
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..b", "[::1"])
def test_a_name_that_is_none_is_nowhere_at_once(host: str) -> None:
    """Whoever may name relays to others could else keep each round waiting."""
    with pytest.raises(RelayUnreachable):
        Line(f"http://{host}", Limits(fixed=30)).ask(Question("GET", "/"))


def test_a_name_that_nobody_knows_is_no_answer() -> None:
    line = Line("http://relay.invalid", QUICK)

    with pytest.raises((RelayUnreachable, RelayTooSlow)):
        line.ask(Question("GET", "/plain"))


def test_a_handshake_that_never_ends_does(relay: HostileRelay) -> None:
    line = Line(relay.address.replace("http:", "https:"), QUICK)
    began = time.monotonic()

    with pytest.raises((RelayTooSlow, RelayUnreachable)):
        line.ask(Question("GET", "/silence"))

    assert time.monotonic() - began < DEADLINE + 1


def test_a_relay_that_does_not_read_ends_the_post(line: Line) -> None:
    began = time.monotonic()

    with pytest.raises(RelayTooSlow):
        line.ask(Question("POST", "/silence", body=bytes(64 << 20)))

    assert time.monotonic() - began < DEADLINE + 1 + 8  # what the system took in bought time


def test_bytes_that_move_buy_time() -> None:
    """At 5 kB a second, 5 kB take longer than the fixed part alone would allow."""
    slow = {"slow": Sin(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", dripping=bytes(250))}
    limits = Limits(fixed=0.4, rate=2000)
    with HostileRelay(more=slow) as relay:
        line = Line(relay.address, limits)
        began = time.monotonic()
        assert len(line.ask(question("slow")).whole()) == 5000
        line.close()
        assert time.monotonic() - began > 2 * limits.fixed


# ---------------------------------------------------------------- from another thread
def test_stop_breaks_a_long_poll_at_once_and_nothing_else() -> None:
    with HostileRelay() as relay, ThreadPoolExecutor() as pool:
        line = Line(relay.address, Limits(fixed=WAITED))
        polling = pool.submit(line.ask, question("silence", wait=50.0))
        assert relay.arrived.wait(WAITED)
        began = time.monotonic()
        line.stop()
        with pytest.raises(Cancelled):
            polling.result(WAITED)
        assert time.monotonic() - began < WAITED / 2, "it waited for the answer"
        assert line.ask(question("plain")).whole() == b"hello"
        relay.arrived.clear()
        working = pool.submit(line.ask, question("half a header"))
        assert relay.arrived.wait(5)
        line.stop()
        assert not working.done()
        line.close()
        with pytest.raises(Cancelled):
            working.result(5)


def test_a_closed_line_asks_nothing_more() -> None:
    with HostileRelay() as relay:
        line = Line(relay.address, QUICK)
        line.close()

        with pytest.raises(Cancelled):
            line.ask(question("plain"))
        assert relay.connections == 0


def test_no_thread_outlives_its_question(line: Line) -> None:
    line.ask(question("plain"))
    with pytest.raises(Problem):
        line.ask(question("silence"))

    assert not [one for one in threading.enumerate() if one.name.startswith("relay-")]


def test_many_threads_share_one_line(relay: HostileRelay) -> None:
    line = Line(relay.address, Limits())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: line.ask(question("plain")).whole(), range(64)))
    line.close()

    assert answers == [b"hello"] * 64
