"""The single steps that make one list of another, so that a view keeps its place and its selection."""

from collections.abc import Sequence

MOST = 200  # more single steps than this are slower than starting again
NOWHERE = -1

Step = tuple[int, int]
"""From which place to which; NOWHERE for what comes or goes."""


def between(old: Sequence[str], new: Sequence[str]) -> list[Step] | None:
    """Return the steps from *old* to *new*, each without doubles; None where they would be too many."""
    had, wanted = set(old), set(new)
    if not old or len(had ^ wanted) > MOST:
        return None
    return _Walk(list(old), new, had).steps(wanted)


class _Walk:
    """Makes *work* like *new*, from its beginning on, and remembers how."""

    def __init__(self, work: list[str], new: Sequence[str], had: set[str]) -> None:
        self._work, self._new, self._had = work, new, had
        self._steps: list[Step] = []

    def steps(self, wanted: set[str]) -> list[Step] | None:
        for at in range(len(self._work) - 1, -1, -1):
            if self._work[at] not in wanted:
                self._move(at, NOWHERE)
        for at, key in enumerate(self._new):
            if at < len(self._work) and self._work[at] == key:
                continue
            if len(self._steps) >= MOST:
                return None
            self._settle(at, key)
        return self._steps

    def _settle(self, at: int, key: str) -> None:
        """Bring *key* to its place; where only one other is in the way, that one goes to its own place."""
        work = self._work
        if key not in self._had:
            self._move(NOWHERE, at, key)
        elif at + 1 < len(work) and work[at + 1] == key:
            self._move(at, min(self._new.index(work[at], at), len(work) - 1))
        else:
            self._move(work.index(key, at), at)

    def _move(self, place: int, to: int, key: str = "") -> None:
        moved = key if place == NOWHERE else self._work.pop(place)
        if to != NOWHERE:
            self._work.insert(to, moved)
        self._steps.append((place, to))
