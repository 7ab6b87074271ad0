"""What a database must be able to do whose larger blobs lie in objects: it keeps their rows (A6.9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from sync.relay.storage.interface import Box, DiskFailing, Storage
from sync.wire import routes

ID, PLACE = 32, 16


@dataclass(frozen=True, slots=True)
class Away:
    """A blob whose bytes lie in an object: its id (32 bytes), its size, and 16 random bytes to find it by.

    They are random so that no two rows ever share an object: whoever deletes a row may delete its object.
    """

    id: bytes
    size: int
    place: bytes


Item: TypeAlias = bytes | Away
Gone: TypeAlias = tuple[bytes, bytes, bytes]
"""Mailbox, blob id and place of an object that no row speaks of any more."""


def item(name: bytes, data: bytes, away: int) -> Item:
    """Return what a row says: the blob itself, or for *away* bytes elsewhere, where they are."""
    return Away(name, away, data) if away else data


def here(kept: Item) -> bytes:
    """Return the blob. Raises DiskFailing when it lies in objects, and the relay was started without them."""
    if isinstance(kept, Away):
        raise DiskFailing
    return kept


def size_of(kept: Item) -> int:
    return kept.size if isinstance(kept, Away) else len(kept)


def parts(kept: Item) -> tuple[bytes, bytes, int]:
    """Return what a row says of it: id, data, and how many bytes lie elsewhere."""
    if isinstance(kept, Away):
        return kept.id, kept.place, kept.size
    return routes.blob_id(kept), kept, 0


def nothing(_: Sequence[Gone]) -> None:
    """Where no objects are used, none are let go."""


class Rows(Storage, Protocol):
    """A storage that also keeps rows of blobs whose bytes are not in it."""

    let_go: Callable[[Sequence[Gone]], None]
    """Called with the objects of rows that are forgotten, once they are."""

    def append_items(
        self, box: Box, items: Sequence[Item], quota: int, now: int
    ) -> tuple[list[int], Box]: ...

    def scan_items(self, box: Box, after: int, size: int) -> list[tuple[int, Item]]: ...

    def get_items(self, box: Box, ids: Sequence[bytes], size: int) -> list[Item]: ...

    def lose(self, box: Box, lost: Sequence[Away]) -> None:
        """Forget the rows of these, whose objects are not there: clients post them again (A6.5)."""

    def speaks_of(self, gone: Gone) -> bool:
        """Say whether a row has its bytes in this object."""


class BlobsHere:
    """What makes a storage of rows one without objects: every blob is in its row."""

    def append(self: "Rows", box: Box, blobs: Sequence[bytes], quota: int, now: int) -> tuple[list[int], Box]:
        return self.append_items(box, blobs, quota, now)

    def scan(self: "Rows", box: Box, after: int, size: int) -> list[tuple[int, bytes]]:
        return [(seq, here(each)) for seq, each in self.scan_items(box, after, size)]

    def get(self: "Rows", box: Box, ids: Sequence[bytes], size: int) -> list[bytes]:
        return [here(each) for each in self.get_items(box, ids, size)]

    def tidy(self, now: int) -> int:  # noqa: ARG002 - a transaction leaves nothing behind
        return 0
