"""A new folder that is there whole under its name, or not at all."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from sync.errors import DiskFailing, DiskFull, FileUnwritable, Problem
from sync.exchange import lasting
from sync.whole_refusals import FolderNotEmpty

FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
FLUSHERS = 8  # side by side they share the disk's own waiting
WAITING = 256


class NewFolder:
    def __init__(self, root: Path, pool: ThreadPoolExecutor) -> None:
        self._root, self._pool = root, pool
        self._made: set[Path] = {root}
        self._written: list[Path] = []

    def make(self, place: PurePosixPath) -> None:
        folder = self._root / place
        if folder not in self._made:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._made |= {folder, folder.parent}

    def write(self, place: PurePosixPath, pieces: Iterable[bytes]) -> None:
        """Write a file of its own, which nobody else may read. Raises OSError."""
        self.make(place.parent)
        path = self._root / place
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
        self._written.append(path)
        if len(self._written) >= WAITING:
            self.flush()

    def flush(self) -> None:
        """Have the disk confirm what was written."""
        list(self._pool.map(lasting.flush, self._written))
        self._written.clear()

    def finish(self) -> None:
        self.flush()
        for folder in self._made:
            lasting.flush(folder)


@contextmanager
def new(target: Path) -> Iterator[NewFolder]:
    """Give a folder that takes the name *target* at the end, or goes away where anything was raised.

    Raises FolderNotEmpty, DiskFull, DiskFailing, FileUnwritable.
    """
    beside = target.with_name(f".{target.name[:60]}.{secrets.token_hex(8)}.part")
    try:
        _must_be_free(target)
        beside.mkdir(mode=0o700)
        with ThreadPoolExecutor(FLUSHERS) as pool:
            folder = NewFolder(beside, pool)
            yield folder
            folder.finish()
        if target.is_dir():
            target.rmdir()
        beside.replace(target)
        lasting.flush(target.parent)
    except OSError as error:
        raise problem(error, target) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _must_be_free(target: Path) -> None:
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise FolderNotEmpty(name=target.name)


def problem(error: OSError, target: Path) -> Problem:
    """Return what a person is told of it."""
    if error.errno in FULL:
        return DiskFull()
    return DiskFailing() if error.errno == errno.EIO else FileUnwritable(name=target.name)
