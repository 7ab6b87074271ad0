"""One thread that owns the database; everyone else hands it work."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from sync.errors import NotebookLocked

T = TypeVar("T")


class Lane:
    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name, initializer=self._settle)
        self._thread: int | None = None
        self._submitting = threading.Lock()

    def _settle(self) -> None:
        self._thread = threading.get_ident()

    def do(self, work: Callable[[], T]) -> Future[T]:
        """Raises NotebookLocked once the lane is closed: something went on for longer than the notebook."""
        with self._submitting:
            try:
                return self._pool.submit(work)
            except RuntimeError as error:
                raise NotebookLocked from error

    def run(self, work: Callable[[], T]) -> T:
        """Do *work* on the lane and wait for it; work already on the lane goes straight on."""
        if threading.get_ident() == self._thread:
            return work()
        return self.do(work).result()

    def close(self) -> None:
        self._pool.shutdown(wait=True)

    def close_after(self, last: Callable[[], object]) -> None:
        """Do what was handed in so far, then *last*, and nothing after it, whoever asks meanwhile."""
        with self._submitting:
            done = self._pool.submit(last)
            self._pool.shutdown(wait=False)
        self.close()
        done.result()
