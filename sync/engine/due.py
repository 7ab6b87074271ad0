"""Which of many items may leave their space now, looked at some at a time."""

from collections.abc import Collection, Iterator, Sequence

from sync.engine.lists import Lists
from sync.item_refusals import StaysUntil

AT_ONCE = 500


def staying(lists: Lists, ids: Collection[str]) -> set[str]:
    """Return which of *ids* may not."""
    return {one.id for one in lists.held([*ids])}


def numbered(lists: Lists, items: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield those that may with their numbers, from 1 on; at last raises StaysUntil where none may."""
    left = len(items)
    for start in range(0, len(items), AT_ONCE):
        part = items[start : start + AT_ONCE]
        stay = staying(lists, part)
        left -= sum(item in stay for item in part)
        yield from ((start + at, item) for at, item in enumerate(part, 1) if item not in stay)
    if not left:
        raise StaysUntil
