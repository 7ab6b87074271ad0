"""What the process asks of the system for itself: no dumps, no readers, its name, a fresh start."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

PR_SET_DUMPABLE, PR_SET_NAME = 4, 15  # of linux/prctl.h
NAME_MAX = 15  # bytes that the system keeps of a name
ARG_START = 45  # of the fields behind the name in /proc/self/stat: proc(5) counts it as the 48th
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


def show_as(name: str) -> None:
    """Be *name* in the system's list of processes, without the words and paths of the command line.

    Only Linux lets a process say so; elsewhere the list shows the name of the program.
    """
    if sys.platform != "linux":
        return
    short = name.encode()[:NAME_MAX].decode(errors="ignore")
    ctypes.CDLL(None).prctl(PR_SET_NAME, short.encode(), 0, 0, 0)
    with suppress(OSError, ValueError, IndexError):
        _write_arguments(name.encode())


def _write_arguments(said: bytes) -> None:
    """Write over the arguments where the system reads them: the program has its own copy since it began."""
    stat = Path("/proc/self/stat").read_text(encoding="utf-8", errors="replace")
    start, end = (int(each) for each in stat.rpartition(")")[2].split()[ARG_START : ARG_START + 2])
    there = Path("/proc/self/cmdline").read_bytes()
    room = end - start
    if 0 < len(said) < room and there and ctypes.string_at(start, room) == there:
        ctypes.memmove(start, said.ljust(room, b"\0"), room)


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
