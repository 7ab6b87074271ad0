"""Whoever reads what a command says may leave before its end: then it ends quietly."""

import errno
import os
import sys
from collections.abc import Callable

LEFT = 141
"""What a shell shows for a program whose reader left: 128 and the number of SIGPIPE, here on any system."""
NOBODY = frozenset({errno.EPIPE, errno.EINVAL} if os.name == "nt" else {errno.EPIPE})


def to_the_end(work: Callable[[], int]) -> int:
    """Return what *work* does, or LEFT where nobody reads its output any more."""
    try:
        try:
            return work()
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.errno not in NOBODY:
            raise
        _let_go()
        return LEFT


def _let_go() -> None:
    """What is left for an output that nobody reads goes nowhere: Python would complain at the end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
