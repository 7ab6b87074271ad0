"""What a place to keep mailboxes must be able to do (A6.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sync.wire.routes import BoxRequest


@dataclass(frozen=True, slots=True)
class Box:
    """One mailbox as it stands: keys, numbers of its blobs, chain hash, bytes used and allowed."""

    row: int
    mid: bytes
    token_hash: bytes
    append_pk: bytes
    admin_pk: bytes
    first: int
    last: int
    chain: bytes
    used: int
    quota: int
    closed: bool


class MailboxFull(Exception):
    """The blobs do not fit what this mailbox may hold."""


class NoRoom(Exception):
    """The disk takes nothing more, or fails; what is there can still be read."""


class Storage(Protocol):
    """Every method is one transaction on one mailbox, and durable when it returns."""

    incarnation: bytes

    def create(self, request: BoxRequest, quota: int) -> None:
        """Make a mailbox; one that is there stays as it is."""

    def box(self, mid: bytes) -> Box | None: ...

    def append(self, box: Box, blobs: Sequence[bytes], quota: int, now: int) -> tuple[list[int], Box]:
        """Number the blobs, a known one by its old number. Raises MailboxFull, and then keeps none."""

    def scan(self, box: Box, after: int, size: int) -> list[tuple[int, bytes]]:
        """The blobs numbered above *after*, up to about *size* bytes but one at least."""

    def get(self, box: Box, ids: Sequence[bytes]) -> list[bytes]: ...

    def have(self, box: Box, ids: Sequence[bytes]) -> list[bool]: ...

    def trim(self, box: Box, before: int) -> None:
        """Forget the blobs numbered below *before*."""

    def close_box(self, box: Box) -> None: ...

    def expire(self, before: int) -> int:
        """Forget blobs kept since before that Unix time; return how many."""

    def close(self) -> None: ...
