"""What leaves a notebook and what comes into it: counted, and nothing at all while sending is off."""

import threading
from typing import Protocol
from weakref import WeakSet

from sync.engine import route
from sync.engine.route import Route
from sync.errors import SendingIsOff


class Cuttable(Protocol):
    def cut(self) -> None: ...


class Outlet:
    """All lines of one notebook go through its outlet; for any thread."""

    def __init__(self) -> None:
        self._shut = False
        self._guard = threading.Lock()
        self._up = self._down = 0
        self.route = route.DIRECT
        self._lines: WeakSet[Cuttable] = WeakSet()

    def enter(self, line: Cuttable) -> None:
        with self._guard:
            self._lines.add(line)

    def _cut_all(self) -> None:
        with self._guard:
            lines = list(self._lines)
        for line in lines:
            line.cut()

    def lead(self, route: Route) -> None:
        """Send everything another way from now on; what is under way breaks."""
        if route == self.route:
            return
        self.route = route
        self._cut_all()

    def shut(self, *, off: bool) -> None:
        """Let nothing through from now on, or again; what is under way breaks."""
        before, self._shut = self._shut, off
        if off and not before:
            self._cut_all()

    def must_be_open(self) -> None:
        """Raises SendingIsOff, before any name is looked up."""
        if self._shut:
            raise SendingIsOff

    def count(self, up: int, down: int) -> None:
        """Add the bytes of one exchange, heads included; what a line adds by itself is not known here."""
        with self._guard:
            self._up += up
            self._down += down

    def counted(self) -> tuple[int, int]:
        """Return the bytes since they were last taken."""
        return self._up, self._down

    def take(self) -> tuple[int, int]:
        """Return the bytes since the last time, and begin at nothing again."""
        with self._guard:
            taken = self._up, self._down
            self._up = self._down = 0
        return taken
