"""A process of our own beside this one, which ends with it however it ends."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO

STOP_SECONDS = 10.0
PYTHON = (sys.executable, "-P", "-s", "-m")  # no module from the folder where somebody happens to be
INHERITED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP")


class Child:
    """A module of ours; what it reads on standard input ends when this process does."""

    def __init__(self, module: str, words: Sequence[str] = (), orders: bytes = b"") -> None:
        """Start it and hand it *orders*, which no list of processes shows."""
        self._running: subprocess.Popen[bytes] | None = subprocess.Popen(  # noqa: S603 - our own module
            [*PYTHON, module, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if self._running.stdin is not None and orders:
            with contextlib.suppress(OSError):  # it is gone already: its first line will not come
                self._running.stdin.write(orders)
                self._running.stdin.flush()

    def first_line(self, within: float) -> str:
        """Return the first line that it says, empty when none comes in so many seconds."""
        if self._running is None:
            return ""
        lines: queue.Queue[str] = queue.Queue()
        arguments = (self._running.stdout, lines)
        threading.Thread(target=_read, args=arguments, name="child", daemon=True).start()
        try:
            return lines.get(timeout=within)
        except queue.Empty:
            return ""

    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def stop(self) -> None:
        """End it; waits until it has closed its files."""
        if self._running is None:
            return
        running, self._running = self._running, None
        if running.stdin is not None:
            with contextlib.suppress(OSError):  # what it never read
                running.stdin.close()  # it reads the end of this as its own
        try:
            running.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        if running.stdout is not None:
            running.stdout.close()


def _surroundings() -> dict[str, str]:
    """The module path of this process goes on, so that the child is of the same release, and little else."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _read(source: IO[bytes] | None, lines: "queue.Queue[str]") -> None:
    """Hand over the first line, then drain, so that the child never waits for a reader."""
    if source is None:
        return
    lines.put(source.readline().decode("utf-8", "replace"))
    while not source.closed and source.readline():
        pass
