"""The one door off the Qt thread: what to do, then what to do with it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, SignalInstance

from sync.errors import Problem, Unexpected

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]
WIDE = 4  # long work at once: an import, a sending, a package and one to spare


def _alive(call: Callable[..., object]) -> bool:
    """Say whether the window parts that *call* belongs to are still there."""
    return all(shiboken6.isValid(each) for each in _owners(call) if isinstance(each, QObject))


def _owners(call: Callable[..., object]) -> Iterator[object]:
    """Return what *call* is a method of, or, where it is none, what is bound into it."""
    plain = getattr(call, "func", call)
    if hasattr(plain, "__self__"):
        yield plain.__self__
        return
    yield from getattr(call, "args", ())
    for cell in getattr(plain, "__closure__", None) or ():
        yield cell.cell_contents


def _tell(call: Callable[[T], object], answer: T) -> None:
    try:
        call(answer)
    except RuntimeError:
        if not isinstance(getattr(call, "__self__", None), SignalInstance):
            raise  # else it was the signal of a window part that is gone, which nothing else tells


class Tasks:
    """Short work keeps its order, so that a later save never overtakes an earlier one."""

    def __init__(self, post: Post, note_bug: Callable[[BaseException], None]) -> None:
        self._post = post
        self._note_bug = note_bug
        self._ordered = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ordered")
        self._wide = ThreadPoolExecutor(max_workers=WIDE, thread_name_prefix="wide")
        self._default: Callable[[Problem], None] = lambda _problem: None
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Whether nothing is answered any more."""
        return self._closed

    def set_default(self, failed: Callable[[Problem], None]) -> None:
        """Say who hears of problems that nobody else asked to hear of."""
        self._default = failed

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
        *,
        long: bool = False,
    ) -> None:
        """Do *work* elsewhere, then call one of the others on the Qt thread."""
        if self._closed:
            return
        pool = self._wide if long else self._ordered
        pool.submit(self._do, work, then, failed)

    def close(self) -> None:
        """Forget whatever has not begun; answers that still come are dropped."""
        self._closed = True
        for pool in (self._ordered, self._wide):
            pool.shutdown(wait=False, cancel_futures=True)

    def _do(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] | None,
        failed: Callable[[Problem], object] | None,
    ) -> None:
        try:
            answer = work()
        except Problem as problem:
            self._hand_back(failed or self._default, problem)
        except Exception as error:  # noqa: BLE001 - a mistake of ours is noted, and the window goes on
            self._note_bug(error)
            self._hand_back(failed or self._default, Unexpected())
        else:
            if then is not None:
                self._hand_back(then, answer)

    def _hand_back(self, call: Callable[[T], object], answer: T) -> None:
        def deliver() -> None:
            if not self._closed and _alive(call):
                _tell(call, answer)

        self._post(deliver)
