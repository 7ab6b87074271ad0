"""Nobody waits without an end at a folder: a share whose other end is gone may never answer (A6.8)."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from sync.relay_refusals import FolderAway

SILENCE_SECONDS = 10.0
T = TypeVar("T")


class _Task(Generic[T]):
    def __init__(self, path: Path, work: Callable[[], T]) -> None:
        self.path = path
        self.over = threading.Event()
        self.moves = 0
        self._work = work
        self._found: list[T] = []
        self._failed: list[Exception] = []

    def run(self) -> None:
        _HERE.task = self
        try:
            self._found.append(self._work())
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self._failed.append(error)
        with _GUARD:
            self.over.set()
            _STUCK.discard(self)

    def outcome(self) -> T:
        for error in self._failed:
            raise error
        return self._found[0]


_HERE = threading.local()
_GUARD = threading.Lock()
_STUCK: set[_Task[Any]] = set()


def moved() -> None:
    """Say that the folder answered, for whoever waits for work in it."""
    task = getattr(_HERE, "task", None)
    if task is not None:
        task.moves += 1


def do(path: Path, work: Callable[[], T]) -> T:
    """Return what *work* in a folder returns, or raise what it raises.

    It is done on a thread of its own, which is left alone when nothing moved for SILENCE_SECONDS: then the
    folder is away until the system has answered. Raises FolderAway.
    """
    with _GUARD:
        if any(one.path == path for one in _STUCK):
            raise FolderAway(name=path.name)
    task, before = _Task(path, work), 0
    threading.Thread(target=task.run, name="folder", daemon=True).start()
    while not task.over.wait(SILENCE_SECONDS):
        if task.moves == before and _given_up(task):
            raise FolderAway(name=path.name)
        before = task.moves
    return task.outcome()


def _given_up(task: _Task[T]) -> bool:
    with _GUARD:
        if not task.over.is_set():
            _STUCK.add(task)
    return not task.over.is_set()
