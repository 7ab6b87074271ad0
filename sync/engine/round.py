"""One round at the mailboxes: how far it goes, what came of it, and what a failure leaves for the next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.engine.events import RelayNotice
from sync.errors import Cancelled, Problem

if TYPE_CHECKING:
    from sync.engine.mailbox import Mailbox


@dataclass(frozen=True, slots=True)
class Extent:
    """All that waits in both directions, or less of it where bytes cost."""

    page: int = 0
    """Bytes of the one page that is taken from each mailbox; 0 for everything there is."""
    sends: bool = True


@dataclass(slots=True)
class SyncReport:
    sent: int = 0
    received: int = 0
    waiting: int = 0
    problems: list[Problem] = field(default_factory=list)
    left: int = 0
    """Blobs that are known to wait at delivery services, and were not asked for."""
    quiet: list[Problem] = field(default_factory=list)
    """What stewards should look after soon, and nothing waits for."""
    notices: list[RelayNotice] = field(default_factory=list)
    """What the operators of delivery services say to everybody."""
    parts: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    """What of it was for which space: entries sent and received."""

    def add(self, space: bytes, *, sent: int = 0, received: int = 0) -> None:
        self.sent += sent
        self.received += received
        if sent or received:
            before = self.parts.get(space, (0, 0))
            self.parts[space] = (before[0] + sent, before[1] + received)


@dataclass(slots=True)
class Guarded:
    """Work at many mailboxes: where one fails, what else is at that relay is left for the next round."""

    problems: list[Problem]
    cancelled: Callable[[], bool] | None
    _failed: set[tuple[bytes, str]] = field(default_factory=set)

    def do(self, boxes: "Iterable[Mailbox]", work: "Callable[[Mailbox], None]") -> None:
        for box in boxes:
            if self.cancelled is not None and self.cancelled():
                raise Cancelled
            place = (box.place.space, box.place.url)
            if place in self._failed:
                continue
            try:
                work(box)
            except Problem as problem:
                self.problems.append(problem)
                self._failed.add(place)
