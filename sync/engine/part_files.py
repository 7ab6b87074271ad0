"""The files of one package: whole under their names or not there, with times that say nothing (A7.1)."""

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sync.bundle import write as packing
from sync.engine import folder


class PartFiles:
    """The parts in the order they are written; *first* is the path of the first one."""

    def __init__(self, first: Path) -> None:
        self._first = first
        self._open: BinaryIO | None = None
        self.whole: list[Path] = []

    def _path(self, number: int) -> Path:
        if number == 0:
            return self._first
        return self._first.with_name(f"{self._first.stem}-{number + 1}{self._first.suffix}")

    def _beside(self, number: int) -> Path:
        return self._path(number).with_name(self._path(number).name + ".part")

    def begin(self, number: int) -> BinaryIO:
        self._open = self._beside(number).open("wb")
        return self._open

    def done(self, number: int) -> None:
        if self._open is not None:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
        os.utime(self._beside(number), (packing.FILE_TIME, packing.FILE_TIME))
        self._beside(number).replace(self._path(number))
        with suppress(OSError):  # not every stick's file system has folders that can be synced
            folder.sync_folder(self._first.parent)
        self.whole.append(self._path(number))

    def discard(self) -> None:
        """Leave nothing half-written, as far as the disk still takes orders."""
        with suppress(OSError):
            if self._open is not None:
                self._open.close()  # which writes what is left, to a full disk
        with suppress(OSError):
            self._beside(len(self.whole)).unlink(missing_ok=True)
