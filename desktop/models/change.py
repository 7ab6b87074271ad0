"""The one replacement that makes a new text of an old one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """*start* to *end* of the old text became *text*."""

    start: int
    end: int
    text: str


def between(old: str, new: str) -> Change:
    """Return the one replacement that makes *new* of *old*."""
    limit = min(len(old), len(new))
    head = _common(old, new, limit)
    tail = _common(old[::-1], new[::-1], limit - head)
    return Change(head, len(old) - tail, new[head : len(new) - tail])


def _common(one: str, other: str, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
