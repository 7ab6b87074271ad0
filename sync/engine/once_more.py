"""What a relay took and does not have is posted there once more, within bounds (A6.5, A6.7)."""

from collections.abc import Iterable

from sync.store import repairs
from sync.store.database import Db

DAY_MS = 24 * 60 * 60 * 1000
LOST_MAX = 64 << 20
"""Bytes a day for one space at one relay: one that loses more would have everything posted for ever."""


def post(db: Db, space: bytes, relay: bytes, rows: Iterable[int], now: int) -> None:
    """Have entries, given by their rows, posted once more to a relay."""
    since = now - DAY_MS
    room = LOST_MAX - repairs.given(db, space, relay, since)
    chosen, size = [], 0
    for row, each in repairs.sizes(db, rows):
        if size + each > room:
            break
        size += each
        chosen.append(row)
    repairs.post_again(db, relay, chosen)
    if size:
        repairs.give(db, space, relay, size, now, since)
