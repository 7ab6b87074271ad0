"""The program's side of the limited process: start it, ask it, stop it when it takes too long."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Timer
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

ROOT = Path(__file__).resolve().parents[2]
WORKER = (sys.executable, "-P", "-s", "-B", "-m", "sync.exchange.worker")
INHERITED = ("SYSTEMROOT", "LD_LIBRARY_PATH")


class LimitedReader:
    """Reads foreign files in a process of its own, one by one; a new process follows a stopped one."""

    def __init__(
        self, command: Sequence[str] = WORKER, *, silence: float = SILENCE, whole: float = WHOLE
    ) -> None:
        self._command = command
        self._silence = silence
        self._whole = whole
        self._process: subprocess.Popen[bytes] | None = None

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
        ends = monotonic() + self._whole
        process = self._started()
        with _deadline(process, self._silence):
            frames.ask(cast("BinaryIO", process.stdin), name, raw)
        while True:
            if monotonic() > ends:
                raise frames.Broken
            with _deadline(process, self._silence):
                outcomes = frames.answered(cast("BinaryIO", process.stdout))
            if outcomes is None:
                return
            yield from outcomes

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": str(ROOT)}
                | {key: os.environ[key] for key in INHERITED if key in os.environ},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            with _deadline(self._process, START):
                frames.answered(cast("BinaryIO", self._process.stdout))
        return self._process

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            with process, contextlib.suppress(OSError):  # what could not be sent need not be sent
                cast("BinaryIO", process.stdin).close()


class _deadline:  # noqa: N801 - reads as a word after "with"
    """End *process* if what follows takes longer than *seconds*; then its pipes end too."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._timer = Timer(seconds, process.kill)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
