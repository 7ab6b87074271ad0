"""A trigger of every system: one clock went on while the computer slept, and another one stood still.

Neither of them is the clock on the wall, so setting that one, by hand or from the internet, tells nothing.
"""

import ctypes
import platform
import sys
import time
from collections.abc import Callable
from ctypes import c_uint64

from PySide6.QtCore import QObject, QTimer
from typing_extensions import override

from desktop.application.locks import Source
from desktop.models.locks import Trigger

LOOK_MS = 2_000
LEAST_S = 2.0  # no computer sleeps and wakes in less
TICKS_OF_100_NS, MILLISECONDS = 1e7, 1e3

Clock = Callable[[], float]
CLOCKS = {
    "Linux": ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"),
    "Darwin": ("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW"),
}
"""By system the clock that goes on in sleep, and the one that stands still, in seconds."""


class ClockSource(Source):
    """*always* goes on while the computer sleeps, *awake* does not; both in seconds from any beginning."""

    def __init__(self, always: Clock, awake: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._always, self._awake = always, awake
        self._slept = self._asleep_until_now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    @override
    def close(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Compare the clocks; what was slept through is told of once."""
        slept = self._asleep_until_now()
        if slept - self._slept >= LEAST_S:
            self._slept = slept
            self.triggered.emit(Trigger.SLEEP)
            self.resumed.emit()

    def _asleep_until_now(self) -> float:
        """Return for how long it slept; held up between both clocks it is less, never more."""
        always = self._always()
        return always - self._awake()


def clocks() -> tuple[Clock, Clock] | None:
    """Return both clocks of this system, where it has them."""
    if platform.system() == "Windows":
        return _of_windows()
    names = CLOCKS.get(platform.system(), ())
    known = [getattr(time, name) for name in names if hasattr(time, name)]
    if len(known) < len(CLOCKS["Linux"]):
        return None
    always, awake = known
    return lambda: time.clock_gettime(always), lambda: time.clock_gettime(awake)


def _of_windows() -> tuple[Clock, Clock] | None:
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.GetTickCount64.restype = c_uint64

        def awake() -> float:
            ticks = c_uint64()
            kernel.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
            return ticks.value / TICKS_OF_100_NS

        return lambda: kernel.GetTickCount64() / MILLISECONDS, awake
    return None
