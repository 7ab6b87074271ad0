"""Files that are there whole or not at all, and what is wrong when they cannot be."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from sync.errors import DiskFailing, DiskFull, FileUnwritable

TEMPORARY = ".new"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
NO_RIGHT = (
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST,
    errno.ENOENT, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP,
)  # fmt: skip
"""There is no such folder, or it takes no such file: the disk itself is sound."""


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says of writing *path* into problems: DiskFull, FileUnwritable, DiskFailing."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull from error
        if error.errno in NO_RIGHT:
            raise FileUnwritable(name=path.name) from error
        raise DiskFailing from error


def write_whole(path: Path, data: bytes) -> None:
    """Write, sync, rename, sync: after a power cut the old bytes are there or the new ones (2.1)."""
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        write_synced(temporary, data)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):  # what went wrong before says more
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Make names in *path* as lasting as the files; Windows does so by itself and has no call for it."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
