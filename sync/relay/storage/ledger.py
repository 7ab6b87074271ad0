"""What an operator's commands ask of a place that keeps mailboxes, beside the relay that serves it (A6.4)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

MONTH = 30
"""Days. The end of a ticket is rounded up to it, so that it does not say which were printed together."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """An unused ticket: its name (32 bytes, its SHA-256), bytes of a mailbox, last day that it is good."""

    name: bytes
    quota: int
    until: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts alone, of all mailboxes together."""

    mailboxes: int
    closed: int
    blobs: int
    used: int
    """Bytes of all blobs, and OVERHEAD for each."""
    allowed: int
    """Bytes that all open mailboxes may hold."""
    tickets: Counter[int] = field(default_factory=Counter)
    """How many unused ones there are for each number of bytes."""


class Ledger(Protocol):
    """Used on one thread. All methods raise DiskFull or DiskFailing, and have then changed nothing."""

    def add_tickets(self, tickets: Sequence[Ticket]) -> None: ...

    def tickets(self) -> list[Ticket]:
        """Return the unused ones in the order of their names, which says nothing of when they were made."""

    def revoke(self, names: Sequence[bytes]) -> int:
        """Forget the unused tickets of these names; return how many there were."""

    def set_notice(self, text: str) -> None: ...

    def stats(self) -> Stats: ...

    def faults(self) -> list[str]:
        """Return a sentence for each thing that is wrong with what is kept, or with how."""

    def backup(self, path: Path) -> None:
        """Write a copy to a new file, while others read and write; it opens with another incarnation."""

    def close(self) -> None: ...


def last_day(day: int, days: int) -> int:
    """Return the day up to which a ticket is good that is made on *day* for *days*."""
    return -(-(day + days) // MONTH) * MONTH
