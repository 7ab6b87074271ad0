"""The program's side of the limited process: start it, ask it, stop it when it takes too long."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import BinaryIO, Self, cast

from sync.exchange import frames
from sync.exchange.outcome import Outcome, Reason, Refused

SILENCE = 5.0
"""Seconds without an answer after which a file is given up."""

WHOLE = 60.0
"""Seconds after which even a file that keeps answering is given up."""

START = 60.0
"""Seconds that the process may take to start on a busy machine."""

LOOK = 0.2
"""Seconds between two looks at the clock."""

ROOT = Path(__file__).resolve().parents[2]
WORKER = (sys.executable, "-P", "-s", "-B", "-m", "sync.exchange.worker")
INHERITED = ("SYSTEMROOT", "LD_LIBRARY_PATH")


class _Watch:
    """A thread that ends *process* when the deadline passes; then its pipes end too."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._deadline = float("inf")
        self._over = Event()
        self._thread = Thread(target=self._look, name="import-watch", daemon=True)
        self._thread.start()

    def allow(self, seconds: float) -> None:
        self._deadline = monotonic() + seconds

    def _look(self) -> None:
        while not self._over.wait(LOOK):
            if monotonic() > self._deadline:
                self._process.kill()

    def close(self) -> None:
        self._over.set()
        self._thread.join()


class LimitedReader:
    """Reads foreign files in a process of its own, one by one; a new process follows a stopped one."""

    def __init__(
        self, command: Sequence[str] = WORKER, *, silence: float = SILENCE, whole: float = WHOLE
    ) -> None:
        self._command = command
        self._silence = silence
        self._whole = whole
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: _Watch | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, name: str, raw: bytes) -> Iterator[Outcome]:
        """Yield what *raw* holds; the last is ``Refused`` with the reason STOPPED if the process gave up."""
        finished = False
        try:
            yield from self._answers(name, raw)
            finished = True
        except (frames.Broken, OSError):
            yield Refused(name, Reason.STOPPED)
        finally:
            if not finished:  # stopped, or nobody listens any more: what is left in the pipe is of no use
                self.close()

    def _answers(self, name: str, raw: bytes) -> Iterator[Outcome]:
        left = self._whole
        process, watch = self._started()
        watch.allow(self._silence)
        frames.ask(cast("BinaryIO", process.stdin), name, raw)
        while True:
            asked = monotonic()
            watch.allow(min(self._silence, left))
            outcomes = frames.answered(cast("BinaryIO", process.stdout))
            left -= monotonic() - asked  # of the process alone: writing what it read takes its own time
            watch.allow(float("inf"))  # however long the caller takes
            if outcomes is None:
                return
            yield from outcomes

    def _started(self) -> tuple[subprocess.Popen[bytes], _Watch]:
        if self._process is not None and self._process.poll() is not None:
            self.close()  # it ended between two files, which is no fault of the second one
        if self._process is None or self._watch is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": str(ROOT)}
                | {key: os.environ[key] for key in INHERITED if key in os.environ},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            self._watch = _Watch(self._process)
            self._watch.allow(START)
            frames.answered(cast("BinaryIO", self._process.stdout))
        return self._process, self._watch

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            with process, contextlib.suppress(OSError):  # what could not be sent need not be sent
                cast("BinaryIO", process.stdin).close()
