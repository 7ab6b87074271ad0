"""A file is put into the notebook: in pieces, its bytes first and word of it last (A5.8, A5.2)."""

import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from crypto import chunk
from sync.attachment_refusals import AttachmentTooLarge, NoRoomForAttachment
from sync.engine import attach_chunks as parts
from sync.engine import attach_keeping as kept
from sync.engine.attach_keeping import AT_ONCE, Keeping, Numbered
from sync.engine.editing import Edit
from sync.engine.notebook import Notebook
from sync.engine.steps import Steps
from sync.errors import Problem
from sync.model import attaching, ops
from sync.model.attaching import Attach
from sync.store import attachments, blobs
from sync.store.blobs import Held
from sync.store.database import Db

MEGABYTE = 1 << 20
RESERVE, RESERVE_MIN = 64 * MEGABYTE, 8 * MEGABYTE
"""Stays free on the disk whatever is put in; less for a file that is small itself."""
SHARE = 32
"""One part in so many more is needed than the file has bytes."""
READ = 1 << 18


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be attached, and to what."""

    record: bytes
    space: bytes
    name: str
    media: str
    size: int | None
    """Bytes, where they are known before."""

    @property
    def mark(self) -> bytes:
        """The same for the same file on the same item: what a sudden end left is found by it."""
        told = f"{self.name}/{self.size}/{self.media}".encode()
        return sha256(self.record + self.space + told).digest()[: attaching.ID_SIZE]


@dataclass(slots=True)
class _Whole:
    size: int = 0
    digest: bytes = b""
    ids: list[bytes] = field(default_factory=list)


class Adding:
    def __init__(self, book: Notebook, keeping: Keeping, profile: Path) -> None:
        self._book = book
        self._keeping = keeping
        self._profile = profile
        self._one_at_a_time = threading.Lock()

    def must_fit(self, name: str, size: int) -> None:
        """Raises AttachmentTooLarge, NoRoomForAttachment."""
        if size > attaching.SIZE_MAX:
            raise AttachmentTooLarge(name=name, limit_mb=attaching.SIZE_MAX // MEGABYTE)
        self._must_be_free(name, size + size // SHARE + min(RESERVE, RESERVE_MIN + size))

    def _must_be_free(self, name: str, needed: int) -> None:
        free = shutil.disk_usage(self._profile).free
        if needed > free:
            raise NoRoomForAttachment(
                name=name, needed_mb=-(-needed // MEGABYTE), free_mb=free // MEGABYTE
            )  # fmt: skip

    def add(self, wanted: Wanted, pieces: Iterable[bytes], steps: Steps) -> bytes:
        """Put a file in, and return its id. Where it cannot be finished nothing of it stays.

        Only a sudden end leaves what was put in: the same file on the same item goes on from there.
        Raises Cancelled, DiskFull, AttachmentTooLarge, NoRoomForAttachment, and what *pieces* raises.
        """
        if wanted.size is not None:
            self.must_fit(wanted.name, wanted.size)
            steps.total = 2 * wanted.size
        with steps.turn(self._one_at_a_time):
            held, op = self._keeping.begin(Held(0, wanted.mark, 0, b"", blobs.ADDING, 0)), None
            try:
                op = self._made(held, wanted, pieces, steps)
                return self._book.write(partial(self._say, wanted, op))
            except BaseException:
                self._let_go(held, op)
                raise

    def _let_go(self, held: Held, op: Attach | None) -> None:
        """What went wrong may be a listener's, after word of the file was on the disk: then it stays."""
        try:
            if op is None or self._book.read(lambda db: attachments.of(db, op.att)) is None:
                kept.forget(self._keeping, held.row)
        except Problem:
            return  # what went wrong before says more; `tidy` comes back to it

    def _made(self, held: Held, wanted: Wanted, pieces: Iterable[bytes], steps: Steps) -> Attach:
        whole = self._kept(held, wanted, pieces, steps)
        steps.total = 2 * whole.size
        key = secrets.token_bytes(chunk.KEY_SIZE)
        att = chunk.name_of(key, whole.size, whole.digest)
        one = Held(held.row, att, whole.size, whole.digest, blobs.WHOLE, whole.size)
        rows = kept.chunks(self._keeping, one, range(attaching.chunks(whole.size)))
        ids = list(parts.ids_of(key, att, _passed(rows, steps)))
        lists = parts.lists_of(ids, whole.size)
        for each in lists:
            kept.put(self._keeping, held.row, [each])
        named = tuple(parts.ids_of(key, att, iter(lists))) if lists else tuple(ids)
        self._keeping.write(lambda db: blobs.rename(db, one))
        return Attach(att, key, whole.size, whole.digest, named, wanted.name, wanted.media)

    def _kept(self, held: Held, wanted: Wanted, pieces: Iterable[bytes], steps: Steps) -> _Whole:
        digest, size, batch = sha256(), 0, list[Numbered]()
        for number, data in enumerate(_chunks(pieces)):
            digest.update(data)
            size += len(data)
            if size > attaching.SIZE_MAX:
                raise AttachmentTooLarge(name=wanted.name, limit_mb=attaching.SIZE_MAX // MEGABYTE)
            batch.append((number, data))
            if len(batch) >= AT_ONCE:
                self._must_be_free(wanted.name, min(RESERVE, RESERVE_MIN + size))  # and others fill it too
                kept.put_unlike(self._keeping, held.row, batch)
                batch = []
            steps.passed(len(data))
        kept.put_unlike(self._keeping, held.row, batch)
        kept.trim(self._keeping, held.row, attaching.chunks(size))
        return _Whole(size, digest.digest())

    def _say(self, wanted: Wanted, op: Attach, db: Db) -> bytes:
        self._book.may_write(db, wanted.space)
        edit = Edit(db, self._book, wanted.space)
        edit.say(op)
        edit.say(ops.Set(wanted.record, attaching.field_of(op.att), wanted.name))
        edit.finish()
        return op.att


def _passed(rows: Iterable[Numbered], steps: Steps) -> Iterator[Numbered]:
    for number, data in rows:
        yield number, data
        steps.passed(len(data))


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut what comes, in whatever pieces, into chunks."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= attaching.CHUNK:
            yield bytes(held[: attaching.CHUNK])
            del held[: attaching.CHUNK]
    if held:
        yield bytes(held)
