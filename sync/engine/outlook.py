"""What a sending would cost, before anything is sent: how many blobs, and at most how many bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from crypto import blob
from sync.engine import reposting
from sync.engine.notebook import Notebook
from sync.engine.posting import BLOB_RAW_BYTES
from sync.store import carriers, outbox, sizes, spaces
from sync.store.database import Db

FRAME = 4
CONTENT_HEAD, ENTRY_HEAD = 8, 5  # bytes around all entries of a blob, and around each
ENTRY_FRAME = 1024  # a header with its signature, where it claims to have seen a few dozen people
REQUEST = 512  # the head of one post


@dataclass(frozen=True, slots=True)
class Outlook:
    changes: int = 0
    bytes_to_send: int = 0
    """At most, at all delivery services together; a new key on the way would add to it."""
    blobs: int = 0

    def __add__(self, other: "Outlook") -> "Outlook":
        return Outlook(
            self.changes + other.changes, self.bytes_to_send + other.bytes_to_send, self.blobs + other.blobs
        )


def of_all(db: Db, book: Notebook) -> Outlook:
    return sum((of_space(db, book, space) for space in spaces.every(db)), Outlook())


def of_space(db: Db, book: Notebook, space: bytes) -> Outlook:
    relays = book.state(db, space).relays
    behind = max((carriers.lacking_count(db, relay.public_key, space) for relay in relays), default=0)
    found = Outlook(outbox.count(db, space) + behind)
    for relay in relays:
        due = frozenset(reposting.sendable(db, book, relay.public_key, space))
        blobs = list(_blobs(db, relay.public_key, space, due))
        size = sum(blobs) + FRAME * len(blobs) + (REQUEST if blobs else 0)
        found += Outlook(0, size, len(blobs))
    return found


def _blobs(db: Db, relay: bytes, space: bytes, due: frozenset[int]) -> Iterator[int]:
    """Yield the size of each blob that this relay would be given, as if nothing could be compressed."""
    lacking = [one for one in sizes.lacking(db, relay, space) if one[0] in due]
    yield from sizes.sealed(db, relay, space)
    yield from (_sealed(size) for size in sizes.parcels(db, relay, space))
    for (_, membership), group in groupby(lacking, key=lambda one: one[1:3]):
        lengths = [size for *_, size in group]
        if membership:  # each in the mailbox of its time, and an epoch in its own as well
            yield from (_sealed(CONTENT_HEAD + ENTRY_HEAD + size) for size in lengths for _ in range(2))
        else:
            yield from _contents(lengths)
    if waiting := outbox.waiting(db, space):
        yield from _contents([ENTRY_FRAME + sum(len(op) + ENTRY_HEAD for op in waiting)])


def _contents(lengths: Iterable[int]) -> Iterator[int]:
    size = 0
    for length in lengths:
        if size and size + length > BLOB_RAW_BYTES:
            yield from _cut(size)
            size = 0
        size += length + ENTRY_HEAD
    yield from _cut(size)


def _cut(size: int) -> Iterator[int]:
    """Yield blobs for *size* bytes of entries of one author, which is halved until it fits."""
    size += CONTENT_HEAD
    while size > blob.CONTENT_MAX:
        yield _sealed(blob.CONTENT_MAX)
        size -= blob.CONTENT_MAX
    yield _sealed(size)


def _sealed(content: int) -> int:
    size = min(content, blob.CONTENT_MAX)
    return blob.OVERHEAD + blob.padded_size(blob.LENGTH_SIZE + size)
