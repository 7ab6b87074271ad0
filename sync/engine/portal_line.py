"""How a portal is asked: one question, bounded in bytes and time, no cookies, never on to another host."""

import threading

from sync.engine import portal_address
from sync.engine.fetch import Line, Question, Redirected
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
AS_THEY_ARE = (Cancelled, SendingIsOff, OnionNeedsTor, RouteUnreadable, ProxyAway, ProxyRefuses, PortalInside)


def _guard(number: str) -> Problem | None:
    return None if portal_address.is_public(number) else PortalInside()


OPEN_ONLY = Limits(guard=_guard)


class PortalLine:
    def __init__(self, outlet: Outlet, limits: Limits = OPEN_ONLY) -> None:
        self._outlet, self._limits = outlet, limits
        self._lock = threading.Lock()
        self._lines: set[Line] = set()

    def clean(self, address: str) -> Portal:
        """Return the address in its parts. Raises BadPortal, PortalInside."""
        return portal_address.clean(address)

    def ask(self, address: str) -> bytes:
        """Return what stands at *address*. Raises BadPortal and the Portal* problems, SendingIsOff."""
        portal = self.clean(address)
        line = Line(portal.base, self._limits, self._outlet)
        with self._lock:
            self._lines.add(line)
        try:
            answer = line.ask(Question("GET", portal.path, HEADERS, most=MOST))
            if answer.status in GONE:
                raise PortalUnusable
            if answer.status != OK:
                raise PortalAway
            return answer.whole()
        except AS_THEY_ARE:
            raise
        except Redirected as error:
            raise PortalMoved from error
        except (PortalAway, PortalUnusable):
            raise
        except RelayUnreachable as error:
            raise PortalAway from error
        except Problem as error:
            raise PortalUnusable from error
        finally:
            with self._lock:
                self._lines.discard(line)
            line.close()

    def stop(self) -> None:
        """Break off what is under way; from any thread."""
        with self._lock:
            under_way = list(self._lines)
        for line in under_way:
            line.close()
