"""A stick that is pulled, full, read-only or slow, and a program that ends while it writes to one (B04).

Run as `python -m tests.sync.engine.stick MODE PROFILE SPACE PACKAGE`, where a package lies already; says one
JSON line for each attempt: how it ended, whether the old package is there, and what else is.
"""

import errno
import hashlib
import io
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from unittest.mock import patch

from typing_extensions import override

from sync.engine import session
from sync.errors import Problem
from tests.sync.engine.notebook_folder import WORDS

PROBLEM, CUT = 7, 9
HALF = ".part"
Before = Callable[[str], None]


class Stick(io.RawIOBase):
    """A file on it: *before* is told of every order and may refuse it, end the program, or take its time."""

    def __init__(self, file: BinaryIO, before: Before) -> None:
        super().__init__()
        self._file = file
        self._before = before

    @override
    def write(self, data: Any) -> int:
        self._before("write")
        return self._file.write(data)

    @override
    def flush(self) -> None:
        if not self.closed and not self._file.closed:
            self._before("flush")
            self._file.flush()

    @override
    def fileno(self) -> int:
        return self._file.fileno()

    @override
    def close(self) -> None:
        try:
            super().close()
        finally:
            self._file.close()


@contextmanager
def plugged(before: Before) -> Iterator[None]:
    """Let every file that is not yet whole be on the stick."""
    real_open, real_sync, real_replace = Path.open, os.fsync, Path.replace

    def opened(path: Path, *words: Any) -> Any:
        if path.name.endswith(HALF):
            before("open")
            return Stick(real_open(path, *words, buffering=0), before)
        return real_open(path, *words)

    def synced(number: int) -> None:
        before("fsync")
        real_sync(number)

    def replaced(path: Path, target: Path) -> Path:
        before("replace")
        return real_replace(path, target)

    with (
        patch.object(Path, "open", opened),
        patch.object(os, "fsync", synced),
        patch.object(Path, "replace", replaced),
    ):
        yield


def failing(step: int, code: int) -> Before:
    """From the order number *step* on the stick is not there any more, or takes nothing."""
    left = step

    def before(_order: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(code, errno.errorcode[code])

    return before


def cut_at(step: int) -> Before:
    left = step

    def before(_order: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os._exit(CUT)

    return before


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def attempt(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        work()
    except Problem as problem:
        sys.stderr.write(problem.code + "\n")
        os._exit(PROBLEM)
    os._exit(0)


class Trials:
    def __init__(self, profile: Path, space: str, package: Path) -> None:
        self._profile, self._space, self._package = profile, space, package

    def write(self) -> None:
        opened = session.unlock(self._profile, WORDS)
        try:
            opened.packages.write(self._space, self._package)
        finally:
            opened.close()

    def one(self, work: Callable[[], None]) -> int:
        before = digest(self._package)
        status = attempt(work)
        now = digest(self._package)
        beside = sorted(path.name for path in self._package.parent.iterdir() if path != self._package)
        said = {"status": status, "old": now == before, "there": bool(now), "beside": beside}
        sys.stdout.write(json.dumps(said) + "\n")
        return status

    def steps(self) -> None:
        step = 0
        while self.one(lambda: self._cut(cut_at(step))) == CUT:  # noqa: B023 - called at once
            step += 1

    def _cut(self, before: Before) -> None:
        with plugged(before):
            self.write()

    def full(self) -> None:
        """No file may grow beyond so much: what is in memory must still be said to be lost, in words."""
        size = self._package.stat().st_size
        for limit in (0, 1, 4096, size // 2, size - 1):
            self.one(lambda: self._limited(limit))  # noqa: B023 - called at once

    def _limited(self, limit: int) -> None:
        opened = session.unlock(self._profile, WORDS)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        opened.packages.write(self._space, self._package)


if __name__ == "__main__":
    mode, profile_text, space_text, package_text = sys.argv[1:]
    trials = Trials(Path(profile_text), space_text, Path(package_text))
    {"steps": trials.steps, "full": trials.full}[mode]()
