"""How long a relay is listened to that brings nothing new: every round ends, whatever is said (A6.3)."""

from collections import deque
from collections.abc import Callable

from sync.engine.relay_client import Page
from sync.errors import Cancelled, RelayTalksNonsense

Stopped = Callable[[], bool]

PAGES, BYTES = 64, 64 << 20
BEGINNINGS, HOUR_MS = 8, 60 * 60 * 1000
COUNTED = 1_000_000
"""What relays say of numbers is believed so far."""


class Patience:
    """Ends after so many pages in a row, or bytes of them, without anything new; or when somebody stops."""

    def __init__(self, pages: int = PAGES, *, stopped: Stopped | None = None) -> None:
        self._most = pages
        self._stopped = stopped
        self._pages = self._bytes = 0

    def lasts(self, page: Page, new: int) -> bool:
        """Raises Cancelled between two pages, of which the first is kept."""
        if self._stopped is not None and self._stopped():
            raise Cancelled
        if new:
            self._pages = self._bytes = 0
            return True
        self._pages += 1
        self._bytes += sum(len(blob) for _, blob in page.blobs)
        return self._pages < self._most and self._bytes < BYTES


class Beginnings:
    """How often a mailbox was filled again because the relay lost, as it said, what it had."""

    def __init__(self) -> None:
        self._last: deque[int] = deque(maxlen=BEGINNINGS)

    def again(self, now_ms: int) -> None:
        """Raises RelayTalksNonsense for a relay that would have everything posted for ever."""
        if len(self._last) == BEGINNINGS and 0 <= now_ms - self._last[0] < HOUR_MS:
            raise RelayTalksNonsense
        self._last.append(now_ms)


def left_after(page: Page) -> int:
    """Return how many blobs a relay says to have after a page, of which it says that more will follow."""
    return min(max(1, page.head.last - page.next), COUNTED)
