"""A relay on this machine alone, for a trial or the tour; it ends with the process that started it."""

import contextlib
import os
import queue
import runpy
import secrets
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from sync.errors import RelayUnreachable

LISTENING = "listening on "
START_SECONDS = 30.0
FIRST_PORT, PORTS, PORT_TRIES = 18_000, 14_000, 50
STOP_SECONDS = 10.0


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
        self._running: subprocess.Popen[bytes] | None = None
        self.address = ""

    def start(self, *, within: float = START_SECONDS) -> str:
        """Start the relay and return its address. Raises RelayUnreachable when it does not come up."""
        self._data.mkdir(parents=True, exist_ok=True)
        words = [
            "serve",
            "--open",
            "--host",
            "127.0.0.1",
            "--port",
            str(self._port),
            "--data",
            str(self._data),
        ]
        running = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "sync.engine.own_relay", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
        )
        self._running = running
        said = self._first_line(running, within)
        if not said.startswith(LISTENING):
            self.stop()
            raise RelayUnreachable
        self.address = said.removeprefix(LISTENING).strip()
        return self.address

    def stop(self) -> None:
        """End the relay; waits until it has closed its files."""
        if self._running is None:
            return
        running, self._running = self._running, None
        if running.stdin is not None:
            running.stdin.close()  # it reads the end of this as its own
        try:
            running.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        if running.stdout is not None:
            running.stdout.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _first_line(self, running: subprocess.Popen[bytes], within: float) -> str:
        lines: queue.Queue[str] = queue.Queue()
        reader = threading.Thread(target=_read, args=(running.stdout, lines), name="own-relay", daemon=True)
        reader.start()
        try:
            return lines.get(timeout=within)
        except queue.Empty:
            return ""


def _surroundings() -> dict[str, str]:
    """The module path of this process goes on, so that the relay is of the same release."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _read(source: IO[bytes] | None, lines: "queue.Queue[str]") -> None:
    """Hand over the first line, then drain, so that the relay never waits for a reader."""
    if source is None:
        return
    lines.put(source.readline().decode("utf-8", "replace"))
    while not source.closed and source.readline():
        pass


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
