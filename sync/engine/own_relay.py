"""A relay on this machine alone, for a trial or the tour; it ends with the process that started it."""

import contextlib
import os
import runpy
import secrets
import signal
import socket
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from sync.engine.child import Child
from sync.errors import RelayUnreachable

LISTENING = "listening on "
START_SECONDS = 30.0
FIRST_PORT, PORTS, PORT_TRIES = 18_000, 14_000, 50


def free_port() -> int:
    """Return a port that nobody uses, below those that the system gives to connections by itself."""
    for _ in range(PORT_TRIES):
        port = FIRST_PORT + secrets.randbelow(PORTS)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise RelayUnreachable


class OwnRelay:
    """Started with `start`, or as a context; *address* is there from then on."""

    def __init__(self, data: Path, *, port: int = 0) -> None:
        self._data = data
        self._port = port
        self._child: Child | None = None
        self.address = ""

    def start(self, *, within: float = START_SECONDS) -> str:
        """Start the relay and return its address. Raises RelayUnreachable when it does not come up."""
        self._data.mkdir(parents=True, exist_ok=True)
        place = ["--host", "127.0.0.1", "--port", str(self._port), "--data", str(self._data)]
        self._child = Child("sync.engine.own_relay", ["serve", "--open", *place])
        said = self._child.first_line(within)
        if not said.startswith(LISTENING):
            self.stop()
            raise RelayUnreachable
        self.address = said.removeprefix(LISTENING).strip()
        return self.address

    def stop(self) -> None:
        """End the relay; waits until it has closed its files."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _leave_with_parent() -> None:
    """The other end of standard input is held by the parent alone, and closes with it however it ends."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    threading.Thread(target=_leave_with_parent, name="parent", daemon=True).start()
    runpy.run_module("sync.relay", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
