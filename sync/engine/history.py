"""What was done since the notebook was opened, and what was taken back: one step for each act of a person."""

import threading
from collections.abc import Callable

from sync.engine.events import ItemsChanged

STEPS = 100

Step = Callable[[object], ItemsChanged]


class History:
    """A step that is taken is remembered by what it does, and so an undo can be undone itself."""

    def __init__(self) -> None:
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._into: list[Step] | None = None
        self._guard = threading.RLock()  # what another thread does meanwhile comes after the step

    def remember(self, step: Step) -> None:
        """Note how the thing just done is taken back."""
        with self._guard:
            if self._into is None:
                self._redo.clear()
            kept = self._undo if self._into is None else self._into
            kept.append(step)
            del kept[:-STEPS]

    def amend(self, step: Step) -> None:
        """Say better how the last thing is taken back."""
        with self._guard:
            kept = self._undo if self._into is None else self._into
            kept[-1:] = [step]

    def undo(self, *, by: object = None) -> ItemsChanged | None:
        """Take back the last thing done; None where there is none."""
        return self._take(self._undo, self._redo, by)

    def redo(self, *, by: object = None) -> ItemsChanged | None:
        """Do again what was taken back last; None where something else was done since."""
        return self._take(self._redo, self._undo, by)

    def _take(self, steps: list[Step], into: list[Step], by: object) -> ItemsChanged | None:
        with self._guard:
            if not steps:
                return None
            step = steps.pop()
            self._into = into
            try:
                return step(by)
            finally:
                self._into = None
