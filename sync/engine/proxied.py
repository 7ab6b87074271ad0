"""A connection through a SOCKS5 proxy, which gets the name and looks it up far away (A6.8, P33)."""

import socket
from collections.abc import Sequence
from typing import Any

import socks

from sync.engine import tor
from sync.engine.route import Proxy, Route
from sync.errors import Problem, RelayUnreachable
from sync.relay_refusals import ProxyAway, ProxyRefuses

NAME_MAX = 127  # the library writes longer ones wrongly


class NoProxy(OSError):
    """Nothing answers where the proxy should be."""


class Way:
    """How one line goes out: with a user name of its own, for which Tor has a circuit of its own (A6.3)."""

    def __init__(self, route: Route, user: str) -> None:
        self._route = route
        self._user = user

    def socket(self, host: str) -> socket.socket:
        """Return a socket whose `connect` takes a name and does not look it up. Raises OSError."""
        try:
            name = host.encode("idna")
        except UnicodeError as error:
            raise OSError("no such name") from error
        if len(name) > NAME_MAX:
            raise OSError("no such name")
        proxy = self._proxy()
        made: Any = _socket(proxy)  # the library has no types
        made.set_proxy(
            socks.SOCKS5, proxy.host, proxy.port, rdns=True, username=self._user, password=self._user
        )
        found: socket.socket = made
        return found

    def _proxy(self) -> Proxy:
        found = self._route.proxy or tor.find()
        if found is None:
            raise NoProxy
        return found


def _socket(proxy: Proxy) -> socket.socket:
    made: socket.socket = socks.socksocket(socket.AF_INET6 if ":" in proxy.host else socket.AF_INET)
    return made


def plain(sock: socket.socket) -> socket.socket:
    """Return the connection as an ordinary socket: the library's own shows the far end as its peer."""
    timeout, made = sock.gettimeout(), socket.socket(fileno=sock.detach())
    made.settimeout(timeout)
    return made


def problem(causes: Sequence[BaseException]) -> Problem | None:
    """Say what was wrong with the way, where it was the way that failed."""
    for one in causes:
        if isinstance(one, NoProxy | socks.ProxyConnectionError):
            return ProxyAway()
        if isinstance(one, socks.SOCKS5Error):
            return RelayUnreachable()  # the proxy says that it cannot get there
    slow = any(isinstance(one, TimeoutError) for one in causes)
    failed = any(isinstance(one, socks.ProxyError) for one in causes)
    return ProxyRefuses() if failed and not slow else None
