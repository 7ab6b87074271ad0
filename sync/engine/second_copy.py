"""A sealed second copy of the notebook beside it, two generations, for disks that lie or die (A2.6.6).

Each file has its copies beside it, `c0.db.1` and the older `c0.db.2`, with the same key. All four pairs have
them, or none: what stands for the copy of a pair that nobody opened here is as large and says nothing (L07).
A copy counts once every page of it was read.
"""

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from sync.engine import building, folder, pairs, slots_files
from sync.engine.notebook import Notebook
from sync.engine.pairs import OpenKeys, Place
from sync.errors import NotebookDamaged, Problem
from sync.store import database
from sync.store.database import Database
from sync.store.pages import Pages

Progress = Callable[[int, int], None]
GENERATIONS = (1, 2)
DAY = 24 * 60 * 60  # seconds
SPARE = 10  # a tenth of the disk stays free
PIECE = 1 << 20
BLOBS_MAX = 256 << 20
"""Attached files above this are not copied: colleagues, relays and backups have them."""


def generations(path: Path) -> list[Path]:
    """Return the copies of the file at *path*, the newest first; what stands in for one among them."""
    return [copy for number in GENERATIONS if (copy := _copy(path, number)).is_file()]


def _copy(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def let_go(keys: OpenKeys) -> None:
    """Put bytes that say nothing in the place of copies whose key is no longer in use. Raises OSError."""
    for path in (keys.db_path, keys.blobs_path):
        for copy in generations(path):
            _write_random(copy, copy.stat().st_size)


def _files(profile: Path) -> Iterator[Path]:
    for number in pairs.numbers():
        yield pairs.db(profile, number)
        if not _is_too_large(pairs.blobs(profile, number)):
            yield pairs.blobs(profile, number)


def _is_too_large(path: Path) -> bool:
    return path.suffix == pairs.BLOBS and path.is_file() and path.stat().st_size > BLOBS_MAX


class SecondCopy:
    def __init__(self, book: Notebook, place: Place) -> None:
        self._book = book
        self._place = place

    def is_due(self) -> bool:
        """Say whether the newest copy, or without one the notebook itself, is of another day."""
        profile = self._place.profile
        copy = _copy(self._place.keys.db_path, GENERATIONS[0])
        marks = [copy] if copy.is_file() else [profile / name for name in slots_files.NAMES]
        times = [path.stat().st_mtime for path in marks if path.is_file()]
        return bool(times) and abs(time.time() - max(times)) > DAY and self._there_is_room()

    def _there_is_room(self) -> bool:
        profile = self._place.profile
        disk = shutil.disk_usage(profile)
        lacking = [path for path in _files(profile) if not _copy(path, GENERATIONS[-1]).is_file()]
        mine = self._mine()
        needed = sum(2 * path.stat().st_size for path in (*lacking, *mine) if path.is_file())
        return disk.free - needed > disk.total // SPARE

    def _mine(self) -> list[Path]:
        """The files of this pair that are copied."""
        keys = self._place.keys
        return [path for path in (keys.db_path, keys.blobs_path) if not _is_too_large(path)]

    def take_if_due(self, progress: Progress | None = None) -> bool:
        """Take a copy when one is due; say whether it was taken. What goes wrong leaves the older ones."""
        with suppress(Problem, OSError):
            if self.is_due():
                self.take(progress)
                return True
        return False

    def take(self, progress: Progress | None = None) -> None:
        """Copy both files, open and check the copies, and let them count.

        Raises NotebookDamaged when a page cannot be read, DiskFull, DiskFailing, FileUnwritable, and what
        *progress* raises; then the copies that were there are as they were.
        """
        self._book.lane.run(lambda: self._take(progress or _nobody))

    def _take(self, progress: Progress) -> None:
        keys, profile = self._place.keys, self._place.profile
        with folder.told(profile):
            try:
                _stand_in(profile)
                _renew(self._book.database, keys.db_path, keys.db_key, keys.db_salt, progress)
                if keys.blobs_path in self._mine():
                    with pairs.borrowed(self._place) as blobs:
                        _renew(blobs, keys.blobs_path, keys.blobs_key, keys.blobs_salt, progress)
            except BaseException:
                with suppress(OSError):  # what went wrong before says more
                    for path in building.half_pairs(profile):
                        path.unlink(missing_ok=True)
                raise


def _nobody(_: int, __: int) -> None:
    """Nobody asked how far it is."""


def _renew(source: Database, path: Path, key: bytes, salt: bytes, progress: Progress) -> None:
    first, second = (_copy(path, number) for number in GENERATIONS)
    made = first.with_name(first.name + folder.TEMPORARY)
    source.copy_to(made, key, salt, progress)
    if not database.is_whole(made, key, salt):  # a bad page is copied without a word
        source.distrust()
        raise NotebookDamaged
    with made.open("r+b") as file:
        os.fsync(file.fileno())
    if _is_copy(first, key, salt):  # else it only stood in, and the older one may be a copy
        first.replace(second)
    made.replace(first)
    folder.sync_folder(path.parent)


def _is_copy(path: Path, key: bytes, salt: bytes) -> bool:
    with Pages(path, path.with_name(path.name + "-wal"), key, salt) as pages:
        return pages.page(1) is not None


def _stand_in(profile: Path) -> None:
    """Give every file of all pairs its copies: where there is none yet, bytes that say nothing."""
    for path in _files(profile):
        for number in GENERATIONS:
            copy = _copy(path, number)
            if not copy.is_file() and path.is_file():
                made = copy.with_name(copy.name + folder.TEMPORARY)
                _write_random(made, path.stat().st_size)
                made.replace(copy)


def _write_random(path: Path, size: int) -> None:
    with path.open("r+b" if path.exists() else "wb") as file:
        for at in range(0, size, PIECE):
            file.write(secrets.token_bytes(min(PIECE, size - at)))
        file.flush()
        os.fsync(file.fileno())
