"""While a notebook speaks through others, no name is looked up in this process (A6.8, P33)."""

import socket
import threading
from collections.abc import Callable
from typing import Any

ASKED = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo")
"""All of `socket` that asks the network about names."""


class Resolver:
    """Stands in the place of these functions of `socket` for as long as somebody keeps it shut."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shut_by: set[object] = set()
        self._real: dict[str, Callable[..., Any]] = {}

    def shut(self, who: object) -> None:
        with self._lock:
            self._shut_by.add(who)
            if not self._real:
                self._real = {name: getattr(socket, name) for name in ASKED}
                self._put(dict.fromkeys(ASKED, _nothing) | {"getaddrinfo": self._numbers_only})

    def let_go(self, who: object) -> None:
        with self._lock:
            self._shut_by.discard(who)
            if not self._shut_by and self._real:
                self._put(self._real)
                self._real = {}

    @staticmethod
    def _put(functions: dict[str, Callable[..., Any]]) -> None:
        for name, function in functions.items():
            setattr(socket, name, function)

    def _numbers_only(self, host: Any, port: Any, *more: int, **named: int) -> Any:
        """As the real one, which with this flag raises for everything that is no numeric address."""
        said = dict(zip(("family", "type", "proto", "flags"), more, strict=False)) | named
        said["flags"] = said.get("flags", 0) | socket.AI_NUMERICHOST
        return self._real.get("getaddrinfo", socket.getaddrinfo)(host, port, **said)


def _nothing(*_: object) -> Any:
    raise socket.gaierror(socket.EAI_NONAME, "no names are looked up")


RESOLVER = Resolver()
