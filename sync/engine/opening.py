"""A notebook that nobody closed is looked over before it is shown (A2.6.6)."""

from collections.abc import Callable
from typing import TypeVar

from sync.errors import DiskFailing, NotebookDamaged
from sync.store.database import Database

T = TypeVar("T")
Progress = Callable[[int, int], None]
STEPS = 2
RENEWING = 1000
"""What a newer release does once is told in so many parts."""


def part(progress: Progress | None, number: int, of: int) -> Progress:
    """Return whom to tell how far one of several parts of that is."""

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(RENEWING * (number * max(total, 1) + done) // (of * max(total, 1)), RENEWING)

    return tell


def look_over(database: Database, reopen: Callable[[], Database], progress: Progress | None) -> Database:
    """Check *database* when it ended badly; return it, or the one that a second look needed.

    A disk that failed for a moment looks like damage, so only a second look on a new connection is believed.
    Raises NotebookDamaged with the database closed, and what *reopen* and *progress* raise.
    """
    if not database.ended_badly:
        return database
    tell = progress or _nobody
    try:
        tell(0, STEPS)
        wrong = database.check()
        tell(1, STEPS)
    except BaseException:
        database.close()
        raise
    if wrong:
        database.close()
        database = reopen()
        if database.check():
            database.close()
            raise NotebookDamaged
    tell(STEPS, STEPS)
    return database


def twice(work: Callable[[], T]) -> T:
    """Do *work*, and once more where the disk failed: failing again it is damage, and says so (A2.6.6)."""
    try:
        return work()
    except DiskFailing:
        return work()


def _nobody(_: int, __: int) -> None:
    """Nobody asked how far it is."""
