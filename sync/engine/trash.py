"""The trash of a space: what lies in it for 30 days by this laptop's own clock leaves it by itself.

What left is in no list and no search; its attachments may go from this laptop. The signed entries stay, here
and at colleagues, because the log only grows: this is tidying up and no way to unsay something.
"""

from collections.abc import Mapping

from sync.engine.events import ItemsChanged
from sync.engine.notebook import Notebook
from sync.store import lying
from sync.store.database import Db

DAYS = 30
DAY_MS = 24 * 60 * 60 * 1000


class Trash:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def days_left(self, space: str) -> Mapping[str, int]:
        """Return for each thing in the trash of a space after how many days it leaves, at least 1.

        What an older release put there has no time yet; it is counted from the first look.
        """
        place, now = bytes.fromhex(space), self._book.clock()
        self._book.write(lambda db: lying.begin(db, now))
        since = self._book.read(lambda db: lying.since(db, place))
        return {record.hex(): _left(began, now) for record, began in since.items() if _left(began, now) > 0}

    def gone(self, space: str) -> frozenset[str]:
        """Return what left the trash: its attachments are needed here no more."""
        place = bytes.fromhex(space)
        found = self._book.read(lambda db: hidden(db, place, self._book.clock()))
        return frozenset(record.hex() for record in found)

    def empty(self, space: str, *, by: object = None) -> ItemsChanged:
        """Let everything leave the trash of a space now. `item restore` with an id still brings it back."""
        place = bytes.fromhex(space)
        left = self._book.write(lambda db: lying.empty(db, place))
        changed = ItemsChanged(frozenset(record.hex() for record in left), by)
        self._book.events.tell(changed)
        return changed


def hidden(db: Db, space: bytes, now_ms: int) -> set[bytes]:
    """Return the records that are dropped and that no list shows any more."""
    return lying.hidden(db, space, now_ms - DAYS * DAY_MS)


def _left(began_ms: int, now_ms: int) -> int:
    passed = max(0, now_ms - began_ms)
    return -(-(DAYS * DAY_MS - passed) // DAY_MS)
