"""What one system tells or allows and another does not: open files, bytes not read by the other side,
who owns what is made."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def open_files() -> int | None:
    """Allow this process as many open files as its user may have; return how many, None for no bound."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - exists on POSIX alone

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return None if most == resource.RLIM_INFINITY else most


def unread(plug: socket.socket) -> int:
    """Return how many bytes the system still holds for the other side; 0 where it does not tell."""
    if sys.platform != "linux":
        return 0
    import fcntl  # noqa: PLC0415 - exists on POSIX alone
    import termios  # noqa: PLC0415 - exists on POSIX alone

    held = fcntl.ioctl(plug.fileno(), termios.TIOCOUTQ, bytes(4))
    return int.from_bytes(held, sys.byteorder)


@contextmanager
def as_owner(folder: Path) -> Iterator[None]:
    """What the administrator makes inside belongs to the owner of *folder*, who has to write it later."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    owner = folder.stat()
    os.setegid(owner.st_gid)
    os.seteuid(owner.st_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def kind_of_disk(folder: Path) -> str:
    """Return the name of the file system that *folder* is on; empty where the system does not tell."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    place, best, kind = str(folder.resolve()), "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, where, named, *_ = line.split(" ")
        inside = where in {"/", place} or place.startswith(f"{where}/")
        if inside and len(where) >= len(best):
            best, kind = where, named
    return kind
