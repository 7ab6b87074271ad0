"""How a portal is asked: one question, bounded in bytes and time, no cookies, never on to another host."""

import threading

from sync.engine import portal_address
from sync.engine.fetch import Answer, Line, Question, Redirected
from sync.engine.outlet import Outlet
from sync.engine.portal_address import Portal
from sync.engine.watched import Limits
from sync.errors import Cancelled, Problem, RelayUnreachable, SendingIsOff
from sync.relay_refusals import OnionNeedsTor, ProxyAway, ProxyRefuses, RouteUnreadable
from sync.whole_refusals import PortalAway, PortalInside, PortalMoved, PortalUnusable

MOST = 4 * 1024 * 1024
HEADERS = {"User-Agent": "Mozilla/5.0"}
"""Portals turn away who says nothing, and this says the least."""

OK = 200
GONE = (404, 410)
AS_THEY_ARE = (
    Cancelled, SendingIsOff, OnionNeedsTor, RouteUnreadable, ProxyAway, ProxyRefuses,
    PortalInside, PortalAway, PortalUnusable,
)  # fmt: skip


def _guard(number: str) -> Problem | None:
    return None if portal_address.is_public(number) else PortalInside()


OPEN_ONLY = Limits(guard=_guard)


class PortalLine:
    def __init__(self, outlet: Outlet, limits: Limits = OPEN_ONLY) -> None:
        self._outlet, self._limits = outlet, limits
        self._lock = threading.Lock()
        self._lines: set[Line] = set()
        self._closed = False

    def clean(self, address: str) -> Portal:
        """Return the address in its parts. Raises BadPortal, PortalInside."""
        return portal_address.clean(address)

    def ask(self, address: str) -> bytes:
        """Return what stands at *address*. Raises BadPortal and the Portal* problems, SendingIsOff."""
        portal = self.clean(address)
        line = Line(portal.base, self._limits, self._outlet)
        with self._lock:
            if self._closed:
                raise Cancelled
            self._lines.add(line)
        try:
            answer = line.ask(Question("GET", portal.path, HEADERS, most=MOST))
            return _body(answer)
        except Problem as problem:
            raise _told(problem) from problem
        finally:
            with self._lock:
                self._lines.discard(line)
            line.close()

    def close(self) -> None:
        """Break off everything, and ask nobody any more."""
        self._closed = True
        self.stop()

    def stop(self) -> None:
        """Break off what is under way; from any thread."""
        with self._lock:
            under_way = list(self._lines)
        for line in under_way:
            line.close()


def _body(answer: Answer) -> bytes:
    if answer.status in GONE:
        raise PortalUnusable
    if answer.status != OK:
        raise PortalAway
    return answer.whole()


def _told(problem: Problem) -> Problem:
    """Return what a person is told: the same of a portal as of a delivery service is other words."""
    if isinstance(problem, AS_THEY_ARE):
        return problem
    if isinstance(problem.__cause__, Redirected):
        return PortalMoved()
    return PortalAway() if isinstance(problem, RelayUnreachable) else PortalUnusable()
