"""Backups of the open notebook, sealed to its recovery sheets (A2.4)."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from crypto import slots
from sync.engine import backup_file, departure, folder, pairs
from sync.engine.backup_file import Head
from sync.engine.notebook import Notebook
from sync.engine.pairs import OpenKeys, Place
from sync.engine.recovery import Recovery, SheetSet
from sync.errors import Cancelled, DiskFailing, FileUnreadable, NoRecoverySheets
from sync.store import database, outbox, settings, spaces
from sync.store.database import Db
from sync.wire import codec

SETTING = "backups"
REMEMBERED = 16  # sums of files that are known again without the sheets
IN_MAKING = ".newb"  # is cleared away with other half-made files at the next opening
PART = ".part"
DAY_MS = 24 * 60 * 60 * 1000
PIECE = 1 << 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """One backup as this notebook remembers it."""

    made_ms: int
    size: int
    digest: bytes
    """SHA-256 of the file."""


class Backups:
    def __init__(self, book: Notebook, place: Place, recovery: Recovery) -> None:
        self._book = book
        self._place = place
        self._recovery = recovery

    @property
    def last_ms(self) -> int | None:
        """When the last backup was written; None for never."""
        return max((one.made_ms for one in self._book.read(_remembered)), default=None)

    def due(self) -> int | None:
        """Return the days since the last backup; None when there never was one."""
        last = self.last_ms
        return None if last is None else max(0, self._book.clock() - last) // DAY_MS

    def write(
        self, path: Path, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Written:
        """Write a backup to *path*, whole or not at all; any name is good.

        *progress* is told pages. Raises NoRecoverySheets, NotebookDamaged for a page that cannot be read,
        Cancelled, DiskFull, DiskFailing, FileUnwritable.
        """
        sheets = self._recovery.current
        if sheets is None:
            raise NoRecoverySheets
        steps = _Steps(progress, cancelled)
        made = pairs.keys(self._place.profile, pairs.fresh(slots.RECOVERY, self._place.keys.compartment))
        copies = replace(made, db_path=_beside(made.db_path), blobs_path=_beside(made.blobs_path))
        try:
            with folder.told(self._place.profile):
                self._book.write(self._depart)
                self._book.lane.run(lambda: self._copy(copies, steps))
            with folder.told(path):
                written = self._seal(path, sheets, copies, steps)
        finally:
            _drop(copies)
        self._book.write(lambda db: _remember(db, written))
        return written

    def is_ours(self, path: Path) -> bool:
        """Say whether the file is, bit for bit, a backup that this notebook wrote. Raises FileUnreadable."""
        digest = _digest(path)
        return any(one.digest == digest for one in self._book.read(_remembered))

    def _depart(self, db: Db) -> None:
        for space in spaces.every(db):
            if outbox.count(db, space):
                departure.depart(db, self._book, space)

    def _copy(self, copies: OpenKeys, steps: "_Steps") -> None:
        source = self._book.database
        with pairs.borrowed(self._place) as blobs:
            steps.pages = source.pages + blobs.pages
            first = source.pages
            source.copy_to(copies.db_path, copies.db_key, copies.db_salt, lambda done, _: steps.copied(done))
            blobs.copy_to(
                copies.blobs_path, copies.blobs_key, copies.blobs_salt,
                lambda done, _: steps.copied(first + done),
            )  # fmt: skip
        for path, key, salt in (
            (copies.db_path, copies.db_key, copies.db_salt),
            (copies.blobs_path, copies.blobs_key, copies.blobs_salt),
        ):
            if not database.is_whole(path, key, salt):
                raise DiskFailing

    def _seal(self, path: Path, sheets: SheetSet, copies: OpenKeys, steps: "_Steps") -> Written:
        me, now = self._book.me, self._book.clock()
        head = Head(copies.vault_key, copies.db_salt, now, me.person, me.name)
        part = path.with_name(path.name + PART)
        files = (copies.db_path, copies.blobs_path)
        steps.bytes = sum(file.stat().st_size for file in files)
        digest = sha256()
        try:
            with part.open("wb") as file:

                def sink(data: bytes) -> None:
                    digest.update(data)
                    file.write(data)

                backup_file.write(sink, sheets.kem, head, files, steps.moved)
                file.flush()
                os.fsync(file.fileno())
                size = file.tell()
            part.replace(path)
        except BaseException:
            with suppress(OSError):  # what went wrong before says more
                part.unlink(missing_ok=True)
            raise
        folder.sync_folder(path.parent)
        return Written(now, size, digest.digest())


class _Steps:
    """Half of the way is copying pages, the other half writing them."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self.pages = 1
        self.bytes = 1
        self._moved = 0

    def copied(self, pages: int) -> None:
        self._tell(pages)

    def moved(self, count: int) -> None:
        self._moved += count
        self._tell(self.pages + self.pages * self._moved // self.bytes)

    def _tell(self, done: int) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._progress is not None:
            self._progress(done, 2 * self.pages)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + IN_MAKING)


def _drop(copies: OpenKeys) -> None:
    for path in (copies.db_path, copies.blobs_path):
        for end in ("", "-wal"):
            with suppress(OSError):  # the next opening clears it away
                path.with_name(path.name + end).unlink(missing_ok=True)


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            digest = sha256()
            while piece := file.read(PIECE):
                digest.update(piece)
            return digest.digest()
    except OSError as error:
        raise FileUnreadable(name=path.name) from error


# ---------------------------------------------------------------- what is remembered
def _remember(db: Db, written: Written) -> None:
    rows = [written, *_remembered(db)][:REMEMBERED]
    settings.put(db, SETTING, codec.encode([[one.made_ms, one.size, one.digest] for one in rows]))


def _remembered(db: Db) -> list[Written]:
    data = settings.get(db, SETTING)
    rows = codec.decode(data) if data is not None else []
    found = []
    for row in rows if isinstance(rows, list) else []:
        match row:
            case [int() as made, int() as size, bytes() as digest]:
                found.append(Written(made, size, digest))
    return found
