"""From a problem to the sentences about it; from a mistake of ours to a line in the log."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from i18n.problems import Sentences, sentences
from sync.errors import Cancelled, Problem, Unexpected

log = logging.getLogger("desktop")
HOLE_MAX = 120  # a name in a sentence; nobody reads further


def worded(problem: Problem) -> Sentences:
    """Return what happened, what is safe and what to do."""
    holes = {name: _bounded(value) for name, value in problem.holes.items()}
    return sentences(problem.code, holes)


def is_silent(problem: Problem) -> bool:
    """Say whether nobody needs to hear of it: they stopped it themselves."""
    return isinstance(problem, Cancelled)


def note_bug(error: BaseException) -> None:
    """Log where a mistake of ours happened, never what it was about."""
    steps = traceback.extract_tb(error.__traceback__)[-4:]
    places = " < ".join(f"{step.name}:{step.lineno}" for step in reversed(steps))
    log.error("unexpected %s at %s", type(error).__name__, places)


def install_hook(show: Callable[[Problem], None]) -> None:
    """Send exceptions of slots to the log and to the person, instead of a terminal nobody sees."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, Problem):
            show(error)
        else:
            note_bug(error)
            show(Unexpected())

    sys.excepthook = hook


def _bounded(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    line = "".join(each if each.isprintable() else " " for each in value[: HOLE_MAX + 1])
    return line if len(value) <= HOLE_MAX else f"{line[:HOLE_MAX]}…"
