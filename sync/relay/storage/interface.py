"""What a place to keep mailboxes must be able to do (A6.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sync.wire import frames
from sync.wire.routes import BoxRequest

OVERHEAD = 128  # what a blob takes besides its bytes: its row and its place in two indexes
FRAME = frames.SEQ + frames.LENGTH
HELD = "(CASE WHEN away > 0 THEN away ELSE length(data) END)"
"""Bytes of a blob, here or in an object, as databases say it."""


@dataclass(frozen=True, slots=True)
class Box:
    """One mailbox as it stands: keys, numbers of its blobs, chain hash, bytes used and allowed."""

    row: int
    mid: bytes
    token_hash: bytes
    append_pk: bytes
    admin_pk: bytes
    first: int
    """Number of the oldest blob that is there; one above *last* when there is none."""
    last: int
    chain: bytes
    used: int
    """Bytes of all its blobs, and OVERHEAD for each."""
    quota: int
    closed: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A ticket by its name (32 bytes, its SHA-256), shown at this Unix time."""

    ticket: bytes
    now: int


class MailboxFull(Exception):
    """The blobs do not fit what this mailbox may hold."""


class MailboxClosed(Exception):
    """Somebody closed it since it was looked up."""


class DiskFull(Exception):
    """The disk takes nothing more; what was kept is kept, and can be read."""


class DiskFailing(Exception):
    """The disk gave an error."""


class Storage(Protocol):
    """Each writing method is one transaction, and on the disk when it returns.

    All of them raise DiskFull or DiskFailing, and have then changed nothing.
    """

    incarnation: bytes
    """16 random bytes that stay as long as the files do."""

    def create(self, request: BoxRequest, allowed: int | Claim) -> bool:
        """Make a mailbox that may hold so many bytes; one that is there stays as it is.

        For a claim, an unused ticket of that name makes or extends the mailbox and is then forgotten. Yes as
        well when the mailbox is there with just these keys, so that repeating is harmless (A6.2). One that is
        closed, or there with other keys, stays as it is, and the ticket is not spent.
        """

    def notice(self) -> str:
        """Return what the operator has to say to everybody; empty for nothing."""

    def box(self, mid: bytes) -> Box | None: ...

    def append(self, box: Box, blobs: Sequence[bytes], quota: int, now: int) -> tuple[list[int], Box]:
        """Number the blobs, a known one by its old number.

        Raises MailboxFull or MailboxClosed, and then keeps none.
        """

    def scan(self, box: Box, after: int, size: int) -> list[tuple[int, bytes]]:
        """Return the blobs numbered above *after*: up to *size* bytes as frames, but one at least."""

    def get(self, box: Box, ids: Sequence[bytes], size: int) -> list[bytes]:
        """Return those blobs of *ids* that are there, in that order, bounded as in `scan`."""

    def have(self, box: Box, ids: Sequence[bytes]) -> list[bool]: ...

    def trim(self, box: Box, before: int) -> None:
        """Forget the blobs numbered below *before*."""

    def close_box(self, box: Box) -> None:
        """Forget all blobs of the mailbox and serve it no more; its numbers stay used."""

    def expire(self, before: int, most: int) -> int:
        """Forget up to *most* blobs kept since before that Unix time; return how many."""

    def tidy(self, now: int) -> int:
        """Remove what a crash left behind that belongs to no blob; return how many."""

    def close(self) -> None: ...
