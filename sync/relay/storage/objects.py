"""Larger blobs in objects, their rows and all others in a database: both at once a storage (A6.9).

A blob is put before its row is written, and its row forgotten before it is deleted. So whatever ends in
between leaves an object that no row speaks of, never a row whose object is missing; `tidy` removes those.
"""

import secrets
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import ParamSpec, Protocol, TypeVar

from sync.relay.storage import rows
from sync.relay.storage.bucket import Bucket
from sync.relay.storage.interface import (
    OVERHEAD,
    Box,
    Claim,
    DiskFailing,
    DiskFull,
    MailboxClosed,
    MailboxFull,
)
from sync.relay.storage.rows import ID, PLACE, Away, Gone, Item, Rows
from sync.wire import routes
from sync.wire.routes import BoxRequest

P = ParamSpec("P")
T = TypeVar("T")

LINES = 8
"""Objects on their way at one time."""
YOUNG = 24 * 3600
"""Seconds in which an object may still be waiting for its row."""


class Threads(Protocol):
    """Where a database is to be asked."""

    def ask(self, work: Callable[P, T], /, *values: P.args, **named: P.kwargs) -> T: ...

    def end(self) -> None: ...


class OneThread:
    """For a file, which is used on one thread alone."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rows")

    def ask(self, work: Callable[P, T], /, *values: P.args, **named: P.kwargs) -> T:
        return self._thread.submit(work, *values, **named).result()

    def end(self) -> None:
        self._thread.shutdown()


class AnyThread:
    """For a server, which may be asked wherever one is."""

    def ask(self, work: Callable[P, T], /, *values: P.args, **named: P.kwargs) -> T:
        return work(*values, **named)

    def end(self) -> None:
        """There is none to end."""


class Asked:
    """Rows, asked where they are to be asked."""

    def __init__(self, kept: Rows, threads: Threads) -> None:
        self.incarnation = kept.incarnation
        self._rows, self._ask, self._end = kept, threads.ask, threads.end

    def create(self, request: BoxRequest, allowed: int | Claim) -> bool:
        return self._ask(self._rows.create, request, allowed)

    def notice(self) -> str:
        return self._ask(self._rows.notice)

    def box(self, mid: bytes) -> Box | None:
        return self._ask(self._rows.box, mid)

    def have(self, box: Box, ids: Sequence[bytes]) -> list[bool]:
        return self._ask(self._rows.have, box, ids)


class WithObjects(Asked):
    """Used on any number of threads; *kept* is asked through *threads*."""

    def __init__(self, kept: Rows, threads: Threads, bucket: Bucket, least: int) -> None:
        super().__init__(kept, threads)
        self._bucket, self._least = bucket, least
        self._lines = ThreadPoolExecutor(max_workers=LINES, thread_name_prefix="objects")
        self._gone: deque[str] = deque()
        kept.let_go = lambda gone: self._gone.extend(map(name_of, gone))

    def append(self, box: Box, blobs: Sequence[bytes], quota: int, now: int) -> tuple[list[int], Box]:
        large = {routes.blob_id(blob): blob for blob in blobs if len(blob) >= self._least}
        put = self._put(box, large, quota) if large else {}
        items: list[Item] = [put.get(routes.blob_id(blob), blob) for blob in blobs] if put else list(blobs)
        try:
            return self._ask(self._rows.append_items, box, items, quota, now)
        except (MailboxFull, MailboxClosed):  # after any other end, the rows may have been written
            self._gone.extend(name_of((box.mid, each.id, each.place)) for each in put.values())
            self._lines.submit(self._empty)
            raise

    def _put(self, box: Box, large: dict[bytes, bytes], quota: int) -> dict[bytes, Away]:
        """Put those that are new, all of them before anything is said of one."""
        held = self._ask(self._rows.have, box, list(large))
        new = [
            Away(name, len(blob), secrets.token_bytes(PLACE))
            for (name, blob), known in zip(large.items(), held, strict=True)
            if not known
        ]
        if new and box.used + sum(each.size + OVERHEAD for each in new) > quota:
            raise MailboxFull

        def put(each: Away) -> None:
            self._bucket.put(name_of((box.mid, each.id, each.place)), large[each.id])

        list(self._lines.map(put, new))
        return {each.id: each for each in new}

    def scan(self, box: Box, after: int, size: int) -> list[tuple[int, bytes]]:
        while items := self._ask(self._rows.scan_items, box, after, size):
            blobs = self._fetched(box, [each for _, each in items])
            page = [(seq, blob) for (seq, _), blob in zip(items, blobs, strict=True) if blob is not None]
            if page:
                return page
        return []

    def get(self, box: Box, ids: Sequence[bytes], size: int) -> list[bytes]:
        items = self._ask(self._rows.get_items, box, ids, size)
        return [blob for blob in self._fetched(box, items) if blob is not None]

    def _fetched(self, box: Box, items: Sequence[Item]) -> list[bytes | None]:
        """Return the blobs; None for one whose object is not there, or is another: its row is forgotten."""

        def fetch(each: Away) -> bytes | None:
            blob = self._bucket.get(name_of((box.mid, each.id, each.place)), each.size)
            return blob if blob is not None and routes.blob_id(blob) == each.id else None

        away = [each for each in items if isinstance(each, Away)]
        found = dict(zip([each.id for each in away], self._lines.map(fetch, away), strict=True))
        if lost := [each for each in away if found[each.id] is None]:
            self._ask(self._rows.lose, box, lost)
        return [found[each.id] if isinstance(each, Away) else each for each in items]

    def trim(self, box: Box, before: int) -> None:
        self._ask(self._rows.trim, box, before)
        self._lines.submit(self._empty)

    def close_box(self, box: Box) -> None:
        self._ask(self._rows.close_box, box)
        self._lines.submit(self._empty)

    def expire(self, before: int, most: int) -> int:
        count = self._ask(self._rows.expire, before, most)
        self._empty()
        return count

    def tidy(self, now: int) -> int:
        """Delete the objects that no row speaks of; return how many."""
        self._empty()
        count = 0
        for name, put in self._bucket.listed():
            gone = named(name)
            if gone and put < now - YOUNG and not self._ask(self._rows.speaks_of, gone):
                self._bucket.delete(name)
                count += 1
        return count

    def close(self) -> None:
        self._lines.shutdown(cancel_futures=True)
        self._ask(self._rows.close)
        self._end()

    def _empty(self) -> None:
        """Delete what no row speaks of any more; what does not go now is left to `tidy`."""
        with suppress(IndexError, DiskFailing, DiskFull):
            while name := self._gone.popleft():
                self._bucket.delete(name)


def name_of(gone: Gone) -> str:
    """Return the name of an object: the mailbox, the blob's id, and where its row says that it is."""
    mid, name, place = gone
    return f"{mid.hex()}/{name.hex()}-{place.hex()}"


def named(name: str) -> Gone | None:
    """Return what a name of ours says; None for any other."""
    mid, _, rest = name.partition("/")
    blob, _, place = rest.partition("-")
    try:
        found = bytes.fromhex(mid), bytes.fromhex(blob), bytes.fromhex(place)
    except ValueError:
        return None
    return found if tuple(map(len, found)) == (rows.ID, ID, PLACE) else None
