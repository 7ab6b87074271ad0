"""One exchange with a relay under watch: until when, how many bytes, and how it is broken off."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from sync.engine import proxied
from sync.engine.proxied import Way
from sync.errors import Problem, RelayTalksTooMuch, RelayTooSlow

HEAD_MAX = (
    24 * 1024
)  # bytes of status line, headers and interim answers, with what a buffer reads beyond them
SEND_BUFFER = 256 * 1024  # small, so that bytes handed to the system are not far ahead of bytes on the line

Address = tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]  # as from getaddrinfo


@dataclass(frozen=True, slots=True)
class Limits:
    """An exchange ends after *fixed* seconds plus one for each *rate* bytes that moved (2.7)."""

    fixed: float = 20.0
    rate: int = 2048
    connect: float = 8.0
    """Seconds for each address of a relay."""
    circuit: float = 40.0
    """Seconds more for a connection that others make for us."""
    guard: Callable[[str], Problem | None] | None = None
    """Says of an address, in numbers, why it is not to be spoken to."""


class Ended(OSError):
    """The exchange was broken off from this side; the watch knows why."""


class Watch:
    """Shuts the socket of one exchange when its time is over; every timeout below is per read only."""

    def __init__(self, limits: Limits, wait: float = 0.0) -> None:
        self.way: Way | None = None
        """Through whom a connection is made; a name is looked up here only where there is nobody."""
        self.waits = wait > 0
        self.limits = limits
        self.connected = False
        self.reused = False
        self.received = 0
        self.given = 0
        self.verdict: Problem | None = None
        self._allowance = limits.fixed + wait
        self._began = time.monotonic()
        self._moved = 0
        self._may_come = HEAD_MAX
        self._plug: socket.socket | None = None
        self._over = False
        self._changed = threading.Condition()
        self._guard = threading.Thread(target=self._stand_guard, name="relay-deadline", daemon=True)

    def __enter__(self) -> Self:
        self._guard.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._over = True
            self._plug = None
            self._changed.notify_all()
        self._guard.join()

    # ------------------------------------------------------------ ending it
    def end(self, problem: Problem) -> None:
        """Break the exchange off; the first reason is the one that counts. From any thread."""
        with self._changed:
            if self._over or self.verdict is not None:
                return
            self.verdict = problem
            if self._plug is not None:
                _shut(self._plug)
            self._changed.notify_all()

    def check(self) -> None:
        if self.verdict is not None:
            raise Ended

    def seconds_left(self) -> float:
        """Return the seconds until the deadline as far as it stands now."""
        return self._began + self._allowance + self._moved / self.limits.rate - time.monotonic()

    def _stand_guard(self) -> None:
        with self._changed:
            while not self._over and self.verdict is None:
                left = self.seconds_left()
                if left <= 0:
                    self.end(RelayTooSlow())
                else:
                    self._changed.wait(left)

    # ------------------------------------------------------------ bytes
    def sent(self, count: int) -> None:
        self.check()
        self._moved += count
        self.given += count

    def came(self, count: int) -> None:
        """Count what came in below all parsing, so that no part of an answer is without bound."""
        self.check()
        self.received += count
        self._moved += count
        self._may_come -= count
        if self._may_come < 0:
            self.end(RelayTalksTooMuch())
            raise Ended

    def expect(self, body: int) -> None:
        """The head is through: allow *body* bytes and what the framing of small chunks adds."""
        self._may_come += body + body // 4

    # ------------------------------------------------------------ the socket
    def carried_by(self, plug: socket.socket, *, reused: bool) -> None:
        """Take *plug*, a second handle on the socket in use: it outlives TLS and the file it is read from."""
        with self._changed:
            self.check()
            self._plug = plug
            self.reused = reused
            self.connected = True

    def connect(self, host: str, port: int) -> tuple[socket.socket, socket.socket]:
        """Return a connected socket and the handle to shut it with. Raises OSError."""
        if self.way is not None:
            return self._through(self.way, host, port)
        failed: OSError | None = None
        for family, kind, number, _, place in self._addresses(host, port):
            self._ask_guard(str(place[0]))
            try:
                return self._connect(socket.socket(family, kind, number), place, self.limits.connect)
            except OSError as error:
                self.check()
                failed = error
        raise failed or OSError("no address")

    def _ask_guard(self, address: str) -> None:
        """Raises Ended."""
        problem = self.limits.guard(address) if self.limits.guard is not None else None
        if problem is not None:
            self.end(problem)
            self.check()

    def _through(self, way: Way, host: str, port: int) -> tuple[socket.socket, socket.socket]:
        with self._changed:
            self._allowance += self.limits.circuit
        sock = way.socket(host)
        sock, plug = self._connect(sock, (host, port), self.limits.connect + self.limits.circuit)
        return proxied.plain(sock), plug

    def _connect(
        self, sock: socket.socket, place: tuple[Any, ...], patience: float
    ) -> tuple[socket.socket, socket.socket]:
        plug = sock.dup()
        try:
            with self._changed:
                self.check()
                self._plug = plug
            sock.settimeout(max(0.01, min(patience, self.seconds_left())))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            sock.connect(place)
            sock.settimeout(self.limits.fixed)
            self.carried_by(plug, reused=False)
        except BaseException:
            self._plug = None
            sock.close()
            plug.close()
            raise
        return sock, plug

    def _addresses(self, host: str, port: int) -> list[Address]:
        """Look the name up on a thread of its own, which nothing could call back."""
        found: list[Address | OSError] = []
        done = threading.Event()

        def look_up() -> None:
            try:
                found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except OSError as error:
                found.append(error)
            except UnicodeError:  # a label that is empty or too long
                found.append(OSError("no such name"))
            done.set()
            with self._changed:
                self._changed.notify_all()

        self._beside(look_up, done.is_set)
        self.check()
        errors = [one for one in found if isinstance(one, OSError)]
        if errors:
            raise errors[0]
        return [one for one in found if not isinstance(one, OSError)]

    def _beside(self, work: Callable[[], None], done: Callable[[], bool]) -> None:
        threading.Thread(target=work, name="relay-address", daemon=True).start()
        with self._changed:
            self._changed.wait_for(lambda: done() or self.verdict is not None)


def _shut(plug: socket.socket) -> None:
    with contextlib.suppress(OSError):  # not connected any more: that is what was wanted
        plug.shutdown(socket.SHUT_RDWR)
