"""What was done since the notebook was opened, and what was taken back: one step for each act of a person."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sync.engine.events import ItemsChanged
from sync.errors import Cancelled

STEPS = 100

Step = Callable[[object], ItemsChanged]


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to hear how far something is, and may stop it."""

    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None


NOBODY = Watch()


class History:
    """A step that is taken is remembered by what it does, and so an undo can be undone itself."""

    def __init__(self) -> None:
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._into: list[Step] | None = None
        self.watch = NOBODY
        """Who watches the step that is being taken back."""
        self._guard = threading.RLock()  # what another thread does meanwhile comes after the step

    def remember(self, step: Step) -> None:
        """Note how the thing just done is taken back."""
        with self._guard:
            if self._into is None:
                self._redo.clear()
            kept = self._undo if self._into is None else self._into
            kept.append(step)
            del kept[:-STEPS]

    def undo(self, *, by: object = None, watch: Watch = NOBODY) -> ItemsChanged | None:
        """Take back the last thing done; None where there is none. Raises Cancelled."""
        return self._take(self._undo, self._redo, by, watch)

    def redo(self, *, by: object = None, watch: Watch = NOBODY) -> ItemsChanged | None:
        """Do again what was taken back last; None where something else was done since. Raises Cancelled."""
        return self._take(self._redo, self._undo, by, watch)

    def _take(self, steps: list[Step], into: list[Step], by: object, watch: Watch) -> ItemsChanged | None:
        with self._guard:
            if not steps:
                return None
            step = steps.pop()
            self._into, self.watch = into, watch
            try:
                return step(by)
            except Cancelled:
                steps.append(step)  # the rest of it can still be taken back
                raise
            finally:
                self._into, self.watch = None, NOBODY
