"""How far a copy to another space is, and the wish to stop it (PROTOCOL 3.25)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sync.engine.attachments import Attachment
from sync.engine.steps import Steps

MEGABYTE = 1 << 20
Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(slots=True)
class Way:
    """An item counts one, and each megabyte of its files that is to be read and sealed."""

    progress: Progress | None
    cancelled: Stopped | None
    total: int
    done: int = 0

    def steps(self, stays: Stopped | None = None) -> Steps:
        """Return what hears of one file, and how far all of it is then; it ends, too, where it *stays*."""
        told, total, before = self.progress, self.total, self.done
        asked = [one for one in (self.cancelled, stays) if one is not None]
        ended = (lambda: any(one() for one in asked)) if asked else None
        if told is None:
            return Steps(None, ended)
        return Steps(lambda done, _of: told(before + megabytes(done), total), ended)

    def passed(self, count: int) -> None:
        """Raises Cancelled."""
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)
        self.steps().look()


def megabytes(size: int) -> int:
    return -(-size // MEGABYTE)


def of_files(rows: Iterable[Attachment]) -> int:
    """Say how much the files of an item count."""
    return sum(megabytes(2 * one.size) for one in rows if one.present)
