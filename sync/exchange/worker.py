"""The limited process that reads foreign files: bytes in, fields out, no file, no network, little memory.

Started as ``python -m sync.exchange.worker``; whatever a file does to a reader, it does here.
"""

import contextlib
import ctypes
import sys

from sync.exchange import enclosed, fence, frames
from sync.exchange.outcome import Outcome, Reason, Refused

MEMORY = 512 * 1024 * 1024
SECONDS_OF_WORK = 60
"""Of the processor, for one file; the five seconds without any answer are counted outside."""

BATCH = 100
BATCH_BYTES = 256 * 1024
NOT_DUMPABLE = 4  # PR_SET_DUMPABLE


def confine() -> None:
    """Give up what reading does not need, where the system lets us."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on every system

    limits = (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_AS, MEMORY),
    )
    for what, limit in limits:
        with contextlib.suppress(ValueError, OSError):  # a system that does not know this limit
            resource.setrlimit(what, (limit, limit))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(NOT_DUMPABLE, 0, 0, 0, 0)


def allow_one_more_file() -> None:
    """Move the limit of processor time on from where it is now."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on every system

    spent = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(spent.ru_utime + spent.ru_stime) + SECONDS_OF_WORK
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def serve() -> None:
    """Answer questions until there are no more."""
    frames.answer(sys.stdout.buffer, [])
    while (question := frames.asked(sys.stdin.buffer)) is not None:
        allow_one_more_file()
        try:
            _answer(*question)
        except Exception:  # noqa: BLE001 - any failure here is the file's, and says so
            frames.answer(sys.stdout.buffer, [Refused(question[0], Reason.STOPPED)])
        frames.finish(sys.stdout.buffer)


def _answer(name: str, raw: bytes) -> None:
    batch: list[Outcome] = []
    size = 0
    try:
        for outcome in enclosed.read(name, raw):
            batch.append(outcome)
            size += _size(outcome)
            if len(batch) >= BATCH or size >= BATCH_BYTES:
                frames.answer(sys.stdout.buffer, batch)
                batch, size = [], 0
    finally:
        if batch:  # also what was read before the file went wrong
            frames.answer(sys.stdout.buffer, batch)


def _size(outcome: Outcome) -> int:
    if isinstance(outcome, Refused):
        return 0
    return sum(map(len, outcome.fields.values())) + sum(map(len, outcome.files.values()))


if __name__ == "__main__":
    confine()
    fence.put_up()
    serve()
