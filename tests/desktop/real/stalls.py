"""Watches how long Qt's thread is kept from keys and mouse while a space fills up."""

import gc
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.tour.stage import Stage, until

MS = 1_000
PATIENCE_S, SLICE_MS = 600, 20


@dataclass(slots=True)
class Stretches:
    """How long Qt's thread worked without looking up, in milliseconds of its own processor time.

    Time of the processor, not of the clock: a busy machine must not look like a stall.
    """

    found: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        return max(self.found, default=0.0)

    @property
    def slow(self) -> float:
        """The 95th percentile."""
        return statistics.quantiles(self.found, n=20)[-1]


class Watch(QObject):
    """A timer that would fire whenever nothing else is to be done: what lies between is a stretch."""

    def __init__(self) -> None:
        super().__init__()
        self.stretches = Stretches()
        self._last = time.thread_time()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def stop(self) -> Stretches:
        self._timer.stop()
        return self.stretches

    def _on_timeout(self) -> None:
        now = time.thread_time()
        self.stretches.found.append((now - self._last) * MS)
        self._last = now


def begun(work: Callable[[], object]) -> threading.Thread:
    """Do *work* in another thread from now on."""
    worker = threading.Thread(target=work)
    worker.start()
    return worker


def received(stage: Stage, receive: Callable[[], object], count: int) -> Stretches:
    """Receive in another thread until the open list has *count* rows, and watch meanwhile.

    What was there before is left alone by Python's collection of garbage, as in the program.
    """
    QApplication.processEvents()
    gc.freeze()
    watch = Watch()
    worker = begun(receive)
    ends = time.monotonic() + PATIENCE_S
    while worker.is_alive() and time.monotonic() < ends:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, SLICE_MS)
    worker.join()
    until(lambda: stage.window.desk.list.model.rowCount() >= count)
    gc.unfreeze()
    return watch.stop()


def written(stage: Stage, space: str, count: int) -> None:
    """Write *count* notes, as somebody else does who is heard of later."""
    notes = [{"title": f"Note {number}", "body": "Chairs, water and tea. " * 8} for number in range(count)]
    stage.session.items.new_many(space, "note", notes)
