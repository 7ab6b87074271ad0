"""What the process asks of the system for itself: no dumps, no readers, and a fresh start at each lock."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

PR_SET_DUMPABLE = 4  # of linux/prctl.h
NOT_REPLACED = 3
"""The exit code of a process that knew too much to stay."""


def harden() -> None:
    """Leave no core file and let no other process of this person read this one (L03).

    Every entry point calls it first, because a replaced process begins without it.
    """
    if sys.platform == "win32":
        return  # core files and readable neighbours are matters of the other systems
    _without_core_files()
    if sys.platform == "linux":
        _undumpable()


def _without_core_files() -> None:
    import resource  # noqa: PLC0415 - exists on POSIX alone

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard != 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _undumpable() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_DUMPABLE")


def replace_process(argv: Sequence[str]) -> NoReturn:
    """Become *argv*: afterwards no key, passphrase or note is in memory (A2.6.8). Does not return.

    Where a process cannot be replaced, a new one is started and this one ends. It ends, too, where the new
    one cannot begin, as when the stick that holds the program was pulled out: it must not stay.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
    try:
        if sys.platform == "win32":
            subprocess.Popen(list(argv), close_fds=True)  # noqa: S603 - our own command line
            os._exit(0)
        os.execv(argv[0], list(argv))  # noqa: S606 - our own command line, without a shell
    except (OSError, ValueError):
        os._exit(NOT_REPLACED)
