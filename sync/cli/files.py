"""Files that a command reads or writes, with a problem instead of a traceback."""

import os
from pathlib import Path

from sync.errors import DiskFull, FileUnreadable, FileUnwritable

NO_SPACE = 28
READ_MAX = 64 * 1024 * 1024


def read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(READ_MAX)
    except OSError as error:
        raise FileUnreadable(name=path.name) from error


def text(path: Path) -> str:
    try:
        return read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileUnreadable(name=path.name) from error


def write(path: Path, data: bytes) -> None:
    """Write beside *path* and rename: there is never half a file under the final name."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise (DiskFull() if error.errno == NO_SPACE else FileUnwritable(name=path.name)) from error
