"""How far a long piece of work is, in bytes, and the wish to stop it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sync.errors import Cancelled

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
PATIENCE = 0.2  # seconds between two looks whether somebody who waits for a turn would rather not


@dataclass(slots=True)
class Steps:
    """Bytes of *total* that are done; told after each step, between which it may end."""

    progress: Progress | None = None
    cancelled: Stop | None = None
    total: int = 0
    done: int = 0

    def passed(self, size: int) -> None:
        """Raises Cancelled."""
        self.done += size
        if self.progress is not None:
            self.progress(self.done, max(self.done, self.total))
        self.look()

    def look(self) -> None:
        """Raises Cancelled."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

    @contextmanager
    def turn(self, lock: threading.Lock) -> Iterator[None]:
        """Wait until whoever is at it is done. Raises Cancelled."""
        while not lock.acquire(timeout=PATIENCE):
            self.look()
        try:
            yield
        finally:
            lock.release()
