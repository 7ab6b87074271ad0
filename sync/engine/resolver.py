"""While a notebook speaks through others, no name is looked up in this process (A6.8, P33)."""

import socket
import threading
from collections.abc import Callable
from typing import Any


class Resolver:
    """Stands in the place of `socket.getaddrinfo` for as long as somebody keeps it shut."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shut_by: set[object] = set()
        self._real: Callable[..., Any] | None = None

    def shut(self, who: object) -> None:
        with self._lock:
            self._shut_by.add(who)
            if self._real is None:
                self._real = socket.getaddrinfo
                socket.getaddrinfo = self._numbers_only

    def let_go(self, who: object) -> None:
        with self._lock:
            self._shut_by.discard(who)
            if not self._shut_by and self._real is not None:
                socket.getaddrinfo = self._real
                self._real = None

    def _numbers_only(self, host: Any, port: Any, *more: int, **named: int) -> Any:
        """As the real one, which with this flag raises for everything that is no numeric address."""
        said = dict(zip(("family", "type", "proto", "flags"), more, strict=False)) | named
        said["flags"] = said.get("flags", 0) | socket.AI_NUMERICHOST
        return (self._real or socket.getaddrinfo)(host, port, **said)


RESOLVER = Resolver()
