"""Files in a folder that others write to as well: nothing in it is trusted, and nothing waited for (A6.8)."""

import contextlib
import errno
import os
import secrets
import stat
import string
from collections.abc import Iterator
from pathlib import Path

from sync.engine import folder, folder_waiting
from sync.errors import FileUnwritable
from sync.relay_refusals import FolderAway, FolderFull, FolderUnusable

LISTED_MAX = 300_000
"""Names that are looked at; a folder with more is not one of ours alone."""
COPIES = 3
"""Files of which the name begins with the same blob's."""
HEX = frozenset(string.digits + "abcdef")
NAME = 64
NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)
NO_SUCH_CALL = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF)
CAREFUL = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe is not waited at
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says of a folder into FolderFull, FileUnwritable or FolderAway."""
    try:
        yield
    except OSError as error:
        if error.errno in folder.NO_ROOM:
            raise FolderFull(name=path.name) from error
        if error.errno in NO_RIGHT:
            raise FileUnwritable(name=path.name) from error
        raise FolderAway(name=path.name) from error


def unusable(path: Path) -> FolderUnusable:
    return FolderUnusable(name=path.name)


def read(path: Path, most: int) -> bytes | None:
    """Return a plain file of at most *most* bytes; None for anything else, or nothing."""
    folder_waiting.moved()
    try:
        descriptor = os.open(path, CAREFUL)
    except OSError:
        return None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            return None
        with os.fdopen(os.dup(descriptor), "rb") as file:
            data = file.read(most + 1)
        return data if len(data) <= most else None
    except OSError:
        return None
    finally:
        os.close(descriptor)


def write(path: Path, data: bytes) -> None:
    """Write beside under a name that nobody reads, then rename: it is there whole or not at all."""
    folder_waiting.moved()
    beside = path.with_name(f".{secrets.token_hex(8)}{folder.TEMPORARY}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(beside, flags, 0o666), "wb") as file:  # whoever shares the folder reads it
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):  # what went wrong before says more
            beside.unlink(missing_ok=True)
        raise


def settle(path: Path) -> None:
    """Make names in a folder lasting, where that can be asked for: shared ones often know no such call."""
    try:
        folder.sync_folder(path)
    except OSError as error:
        if error.errno not in NO_SUCH_CALL:
            raise


def is_folder(path: Path) -> bool:
    """Say whether a folder of ours is there: not a link to one elsewhere."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def listed(path: Path) -> dict[bytes, list[str]]:
    """Return names of files by the blob id that they begin with, the plain name first."""
    found: dict[bytes, list[str]] = {}
    with os.scandir(path) as entries:
        for count, entry in enumerate(entries):
            folder_waiting.moved()
            if count >= LISTED_MAX:
                break
            name = entry.name
            if len(name) < NAME or not set(name[:NAME]) <= HEX:
                continue
            names = found.setdefault(bytes.fromhex(name[:NAME]), [])
            if len(name) == NAME:
                names.insert(0, name)
            elif len(names) < COPIES:
                names.append(name)
    return found


def shape(path: Path, names: list[str]) -> frozenset[tuple[str, int, int]]:
    """Return names, sizes and times of files, by which a change shows; without those that are none."""
    found = []
    for name in names:
        folder_waiting.moved()
        with contextlib.suppress(OSError):
            state = (path / name).lstat()
            if stat.S_ISREG(state.st_mode):
                found.append((name, state.st_size, state.st_mtime_ns))
    return frozenset(found)


def are_read(path: Path, names: list[str]) -> bool:
    """Say whether files can be read at all now: one that is locked, or elsewhere, may hold something."""
    try:
        for name, *_ in shape(path, names):
            descriptor = os.open(path / name, CAREFUL)
            try:
                os.read(descriptor, 1)
            finally:
                os.close(descriptor)
    except OSError:
        return False
    return True


def delete_old(path: Path, before_ms: int) -> bool:
    """Delete a plain file that nobody wrote since; say whether it is gone."""
    folder_waiting.moved()
    try:
        state = path.lstat()
        if stat.S_ISREG(state.st_mode) and state.st_mtime_ns < before_ms * 1_000_000:
            path.unlink()
            return True
    except OSError:
        return not path.exists()
    return False
