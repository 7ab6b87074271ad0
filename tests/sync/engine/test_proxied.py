"""Through a proxy: a name is never looked up here, and a proxy that does wrong ends in time (A6.8, P33)."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from sync.engine import route, tor
from sync.engine.fetch import Line, LineCut, Question
from sync.engine.outlet import Outlet
from sync.engine.resolver import RESOLVER
from sync.engine.route import Proxy, Route
from sync.engine.watched import Limits
from sync.errors import (
    Cancelled,
    Problem,
    RelayTalksNonsense,
    RelayTalksTooMuch,
    RelayTooSlow,
    RelayUnproven,
    RelayUnreachable,
)
from sync.relay_refusals import BadRoute, OnionNeedsTor, ProxyAway, ProxyRefuses, RouteUnreadable
from tests.sync.engine import own_certificates
from tests.sync.engine.hostile_relay import HostileRelay
from tests.sync.engine.own_certificates import PinnedServer
from tests.sync.engine.socks_proxy import SocksProxy

DEADLINE = 0.6
QUICK = Limits(fixed=DEADLINE, connect=DEADLINE, circuit=0.2)
NAME = "http://letters.example:8470"
PLAIN = Question("GET", "/plain", most=1 << 20)


@pytest.fixture(scope="module")
def relay() -> Iterator[HostileRelay]:
    with HostileRelay() as relay:
        yield relay


@pytest.fixture(autouse=True)
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every name that somebody in this process wanted to have looked up."""
    hosts: list[object] = []
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *more: Any, **named: Any) -> Any:
        hosts.append(host)
        return real(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return hosts


@contextmanager
def line(way: Route | str, url: str = NAME, limits: Limits | None = None) -> Iterator[Line]:
    outlet = Outlet()
    outlet.lead(route.clean(way) if isinstance(way, str) else way)
    made = Line(url, limits, outlet)
    yield made
    made.close()


def ends_with(way: Route | str, url: str = NAME, question: Question = PLAIN) -> type[Problem]:
    began = time.monotonic()
    with line(way, url, QUICK) as asked, pytest.raises(Problem) as caught:
        asked.ask(question).whole()
    assert time.monotonic() - began < DEADLINE + QUICK.circuit + 2
    return type(caught.value)


def test_the_proxy_gets_the_name(relay: HostileRelay, looked_up: list[object]) -> None:
    with SocksProxy(relay.address) as proxy, line(proxy.route) as asked:
        for _ in range(3):
            assert asked.ask(PLAIN).whole() == b"hello"

        assert proxy.asked == ["letters.example"]
    assert looked_up == []


def test_each_line_has_a_user_name_of_its_own(relay: HostileRelay) -> None:
    once = Question("GET", "/plain%2C%20once", most=1 << 20)
    with SocksProxy(relay.address) as proxy, line(proxy.route) as one, line(proxy.route) as other:
        for asked in (one, other, one):
            assert asked.ask(once).whole() == b"hello"

        first, second, again = proxy.users
        assert first == again != second and len(first) == len(second) == 16


@pytest.mark.parametrize(
    ("manner", "problem"),
    [
        ("silent", RelayTooSlow),
        ("silent at last", RelayTooSlow),
        ("a byte at a time", RelayTooSlow),
        ("nonsense", ProxyRefuses),
        ("no way in", ProxyRefuses),
        ("another password", ProxyRefuses),
        ("refuses", RelayUnreachable),
    ],
)
def test_a_proxy_that_does_wrong_ends_in_time(
    relay: HostileRelay, looked_up: list[object], manner: str, problem: type[Problem]
) -> None:
    before = relay.connections
    with SocksProxy(relay.address, manner) as proxy:
        assert issubclass(ends_with(proxy.route), problem)

    assert relay.connections == before and looked_up == []


def test_nobody_there_is_said_at_once(looked_up: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    with SocksProxy() as proxy:
        gone = proxy.port
    monkeypatch.setattr(tor, "PORTS", (gone,))

    assert ends_with(f"socks://127.0.0.1:{gone}") is ProxyAway
    assert ends_with("tor") is ProxyAway
    assert looked_up == []


@pytest.mark.parametrize("name", ["a" * 64 + ".example", ".".join(["a" * 60] * 3), "a..b"])
def test_a_name_that_is_none_goes_nowhere(relay: HostileRelay, looked_up: list[object], name: str) -> None:
    with SocksProxy(relay.address) as proxy:
        assert issubclass(ends_with(proxy.route, f"http://{name}"), RelayUnreachable | RelayTalksNonsense)
        assert proxy.asked == []
    assert looked_up == []


@pytest.mark.parametrize(
    ("sin", "problem"),
    [
        ("silence", RelayTooSlow),
        ("endless%20headers", RelayTalksTooMuch),
        ("a%20redirect%20to%20itself", RelayTalksNonsense),
        ("a%20gzip%20bomb", RelayTalksNonsense),
    ],
)
def test_bounds_hold_through_a_proxy(relay: HostileRelay, sin: str, problem: type[Problem]) -> None:
    with SocksProxy(relay.address, "asks nobody") as proxy:
        assert ends_with(proxy.route, question=Question("GET", f"/{sin}", most=1 << 20)) is problem


def test_without_a_readable_way_nothing_leaves(relay: HostileRelay, looked_up: list[object]) -> None:
    before = relay.connections

    assert ends_with(route.OFF, relay.address) is RouteUnreadable
    assert ends_with(route.DIRECT, "http://letters.onion") is OnionNeedsTor
    assert relay.connections == before and looked_up == []


def test_onions_are_for_the_proxy(relay: HostileRelay) -> None:
    with SocksProxy(relay.address) as proxy, line(proxy.route, "http://letters.onion") as asked:
        assert asked.ask(PLAIN).whole() == b"hello"
        assert proxy.asked == ["letters.onion"]


def test_a_pin_holds_through_a_proxy(tmp_path: Path) -> None:
    pin = own_certificates.write(tmp_path / "both.pem", own_certificates.new_key(), "nobody")
    with PinnedServer(tmp_path / "both.pem") as server, SocksProxy(server.url) as proxy:
        outlet = Outlet()
        outlet.lead(route.clean(proxy.route))
        for said, ends in ((pin, None), (bytes(32), RelayUnproven)):
            asked = Line("https://letters.example", outlet=outlet, pin=said)
            with pytest.raises(ends) if ends else nullcontext():
                assert asked.ask(PLAIN).whole() == b"hello"
            asked.close()

        assert server.asked == ["/plain"] and proxy.asked == ["letters.example"] * 2


def test_waiting_for_news_is_broken_off_through_a_proxy(relay: HostileRelay) -> None:
    with SocksProxy(relay.address) as proxy, line(proxy.route) as asked, ThreadPoolExecutor() as pool:
        relay.arrived.clear()
        polling = pool.submit(asked.ask, Question("GET", "/silence", wait=50.0))
        assert relay.arrived.wait(50)
        began = time.monotonic()

        asked.stop()

        with pytest.raises(Cancelled):
            polling.result(50)
        assert time.monotonic() - began < 25, "it waited for the answer"


def test_another_way_breaks_what_goes_the_old_one(relay: HostileRelay) -> None:
    outlet = Outlet()
    made = Line(relay.address, outlet=outlet)
    assert made.ask(PLAIN).whole() == b"hello"
    before = relay.connections
    with SocksProxy(relay.address) as proxy:
        outlet.lead(route.clean(proxy.route))

        assert made.ask(PLAIN).whole() == b"hello"
        assert (len(proxy.asked), relay.connections) == (1, before + 1), "none of the old way is kept"
    made.close()


def test_what_is_under_way_is_told_so(relay: HostileRelay) -> None:
    outlet = Outlet()
    made = Line(relay.address, outlet=outlet)
    with made._watch(Question("GET", "/silence", wait=30)) as watch:
        outlet.lead(route.OFF)
        assert isinstance(watch.verdict, LineCut) and not isinstance(watch.verdict, Cancelled)
    made.close()


# ---------------------------------------------------------------- is Tor there?
def test_tor_browser_comes_before_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tor, "WITHIN", 10.0)
    with SocksProxy() as browser, SocksProxy() as service:
        monkeypatch.setattr(tor, "PORTS", (browser.port, service.port))
        assert tor.find() == Proxy("127.0.0.1", browser.port)
        browser.manner = "nonsense"
        assert tor.find() == Proxy("127.0.0.1", service.port)
        service.manner = "no way in"
        assert tor.find() is None


def test_whoever_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tor, "WITHIN", 0.2)
    with SocksProxy(manner="silent") as proxy:
        began = time.monotonic()
        assert not tor.answers(Proxy("127.0.0.1", proxy.port))
        assert time.monotonic() - began < 3


def test_tor_is_looked_for_at_each_connection(relay: HostileRelay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tor, "WITHIN", 10.0)
    with SocksProxy(relay.address) as proxy, line("tor") as asked:
        monkeypatch.setattr(tor, "PORTS", (proxy.port,))
        assert asked.ask(PLAIN).whole() == b"hello"


# ---------------------------------------------------------------- names and settings
def test_names_fail_while_the_resolver_is_shut() -> None:
    recording = socket.getaddrinfo
    RESOLVER.shut("one")
    RESOLVER.shut("other")
    RESOLVER.let_go("one")
    calls: list[Callable[[], object]] = [
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.getaddrinfo("localhost", 80, 0, socket.SOCK_STREAM),
        lambda: socket.create_connection(("localhost", 9)),
    ]
    for call in calls:
        with pytest.raises(socket.gaierror):
            call()
    assert socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)[0][4] == ("127.0.0.1", 80)
    RESOLVER.let_go("other")
    RESOLVER.let_go("other")
    assert socket.getaddrinfo is recording


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("direct", "direct"),
        (" tor ", "tor"),
        ("socks://127.0.0.1:9050", "socks://127.0.0.1:9050"),
        ("socks  localhost:1080", "socks://127.0.0.1:1080"),
        ("socks://[::1]:9050", "socks://[::1]:9050"),
    ],
)
def test_ways_that_can_be_taken(text: str, way: str) -> None:
    assert route.clean(text).text == way
    assert route.kept(way.encode()) == route.clean(text)


@pytest.mark.parametrize(
    "text",
    ["", "off", "Tor", "http://127.0.0.1:1", "socks://proxy.example:1", "socks://127.0.0.1", "socks://1:0",
     "socks://127.0.0.1:70000", "socks://me@127.0.0.1:1", "socks://127.0.0.1:1/x", "socks://", "socks5://127.0.0.1:1",
     "socks://127.0.0.1:1#x", "socks://١٢٧.0.0.1:1", "socks://[::1:1", "x" * 200],
)  # fmt: skip
def test_ways_that_are_none(text: str) -> None:
    with pytest.raises(BadRoute):
        route.clean(text)
    assert route.kept(text.encode()) is route.OFF
    assert route.kept(None) is route.DIRECT and route.kept(b"\xff") is route.OFF
