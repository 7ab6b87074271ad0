"""A notebook goes through Tor or another proxy, for everything and for nothing else (A6.3, A6.8, P33)."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sync.engine import tor
from sync.refusals import InvitationUnknown
from sync.relay_refusals import BadRoute, OnionNeedsTor, ProxyAway, RouteUnreadable
from sync.store import settings
from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop, Relay
from tests.sync.engine.socks_proxy import SocksProxy

Laptops = Callable[[str], Laptop]
ADDRESS = "http://letters.example:8470"
ONION = "http://letters.onion"


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every host that anybody in this process gave to the resolver."""
    hosts: list[object] = []
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *more: Any, **named: Any) -> Any:
        hosts.append(host)
        return real(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return hosts


@pytest.fixture
def proxy(relay: Relay) -> Iterator[SocksProxy]:
    with SocksProxy(relay.url) as proxy:
        yield proxy


@pytest.fixture
def amal(laptop: Laptops, looked_up: list[object], proxy: SocksProxy) -> Iterator[Laptop]:
    """A laptop whose way is the proxy, closed again before names are looked up as before."""
    _ = looked_up
    made = laptop("Amal")
    made.session.ways.set_route(proxy.route)
    yield made
    made.session.close()


def test_mailboxes_have_circuits_of_their_own(
    amal: Laptop, laptop: Laptops, proxy: SocksProxy, looked_up: list[object]
) -> None:
    badu = laptop("Badu")
    badu.session.ways.set_route(proxy.route)
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, ADDRESS)
    badu.session.invitations.join_words(amal.session.invitations.by_words(space), ADDRESS)
    amal.session.delivery.sync()
    amal.session.invitations.admit(space)
    amal.note(space, "The pump")
    for one in (amal, badu):
        assert one.session.delivery.sync().problems == []

    assert badu.titles(space) == {"The pump"}
    assert set(proxy.asked) == {"letters.example"} and looked_up == []
    here = {box._client._line._user for box in amal.session._mailboxes.every()}
    meeting = {client._line._user for client in amal.session._errands._clients.values()}
    assert len(here) == len(amal.session._mailboxes.every()) and len(meeting) == 1 and not here & meeting
    badu.session.close()


def test_two_spaces_cannot_be_put_together(amal: Laptop, proxy: SocksProxy) -> None:
    for name in ("Field team", "Office"):
        amal.session.spaces.add_relay(amal.session.spaces.new(name).id, ADDRESS)
    before = len(proxy.users)
    for box in amal.session._mailboxes.every():
        assert box._client._line._user.encode() in proxy.users

    amal.session.delivery.sync()

    assert len(set(proxy.users)) == 4, "two that asked who the relay is, and two mailboxes"
    assert len(proxy.users) == before, "and connections are kept"


def test_each_invitation_is_looked_for_alone(amal: Laptop, proxy: SocksProxy) -> None:
    for words in ("one two three four five six", "six five four three two one"):
        with pytest.raises(InvitationUnknown):
            amal.session.invitations.join_words(words, ADDRESS)

    assert len(set(proxy.users)) == len(proxy.users) == 2


def test_the_way_is_kept_and_given_up_again(amal: Laptop, proxy: SocksProxy, relay: Relay) -> None:
    amal.reopen()
    assert amal.session.ways.route == proxy.route
    for look_up in (socket.gethostbyname, socket.gethostbyname_ex, socket.gethostbyaddr):
        with pytest.raises(socket.gaierror):
            look_up("localhost")
    with pytest.raises(socket.gaierror):
        socket.getnameinfo(("127.0.0.1", 80), 0)
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("localhost", 80)
    with pytest.raises(BadRoute):
        amal.session.ways.set_route("socks://proxy.example:1080")
    assert amal.session.ways.route == proxy.route

    amal.session.ways.set_route("direct")

    assert socket.getaddrinfo("localhost", 80) and socket.gethostbyname("localhost")
    amal.session.spaces.add_relay(amal.session.spaces.new("Field team").id, relay.url)
    assert proxy.asked == []


def test_garbage_in_the_setting_means_that_nothing_leaves(amal: Laptop, relay: Relay) -> None:
    space = amal.session.spaces.new("Field team").id
    amal.session.ways.set_route("direct")
    amal.session.spaces.add_relay(space, relay.url)
    amal.note(space, "Kept here")
    amal.session._book.write(lambda db: settings.put(db, "route", b"\xffthrough the window"))
    amal.reopen()

    report = amal.session.delivery.sync()

    assert amal.session.ways.route == "off"
    assert [type(problem) for problem in report.problems] == [RouteUnreadable] and report.waiting
    amal.session.ways.set_route("direct")
    assert amal.session.delivery.sync().problems == []


def test_tor_is_found_or_missed(
    amal: Laptop, proxy: SocksProxy, looked_up: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tor, "WITHIN", 10.0)
    monkeypatch.setattr(tor, "PORTS", (proxy.port,))
    space = amal.session.spaces.new("Field team").id
    assert amal.session.ways.found() == f"127.0.0.1:{proxy.port}"
    amal.session.ways.set_route("tor")
    amal.session.spaces.add_relay(space, ONION)
    assert proxy.asked[-1] == "letters.onion"

    monkeypatch.setattr(tor, "PORTS", ())
    amal.reopen()
    report = amal.session.delivery.sync()

    assert amal.session.ways.found() is None
    assert [type(problem) for problem in report.problems] == [ProxyAway], "one line"
    assert looked_up == []


def test_the_way_by_commands(amal: Laptop, proxy: SocksProxy) -> None:
    amal.session.close()
    driven = Driven(amal.home)
    assert driven("route") == {"route": proxy.route}
    assert driven("route", "set", "socks  localhost:1080") == {"route": "socks://127.0.0.1:1080"}
    assert driven("route", "set")["code"] == driven("route", "set", "nowhere")["code"] == "bad-route"
    assert driven("route", "set", "direct") == {"route": "direct"}
    assert set(driven("route", "find")) == {"tor"}
    driven.cut_off()


def test_an_onion_is_not_for_the_direct_way(amal: Laptop, looked_up: list[object]) -> None:
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, ONION)
    amal.session.ways.set_route("direct")

    report = amal.session.delivery.sync()

    assert [type(problem) for problem in report.problems] == [OnionNeedsTor]
    assert "letters.onion" not in looked_up
