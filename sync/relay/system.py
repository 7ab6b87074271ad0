"""What one system tells or allows and another does not: open files, bytes not read by the other side."""

import socket
import sys


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
