"""One mailbox at one relay: what it lacks is posted, what is new in it is taken in (A6.1 to A6.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto import blob
from crypto.epoch import EpochSecrets
from crypto.errors import CryptoError
from crypto.keys import BlobKey
from crypto.labels import Label, derive
from crypto.mailbox import LOG, MailboxKeys, mailbox_keys
from sync.engine import contents, departure
from sync.engine.arrival import Arrival
from sync.engine.contents import Entries, Unreadable
from sync.engine.notebook import Notebook
from sync.engine.relay_client import Page, RelayClient
from sync.errors import Problem, RelayRefuses
from sync.store import cursors, outgoing, placement
from sync.store.cursors import Cursor
from sync.store.database import Db
from sync.store.placement import Waiting

PAGE_BYTES = 4 * 1024 * 1024
POST_BYTES = 3 * 1024 * 1024
BLOB_RAW_BYTES = 2 * 1024 * 1024  # of entries in one blob, before they are compressed
NO_MAILBOX = 404


@dataclass(frozen=True, slots=True)
class Place:
    space: bytes
    relay: bytes
    url: str


class Mailbox:
    def __init__(self, book: Notebook, place: Place, secrets: EpochSecrets, ticket: bytes) -> None:
        self._book = book
        self.place = place
        self._ticket = ticket
        self.keys: MailboxKeys = mailbox_keys(secrets.e, secrets.w, secrets.t, place.relay, LOG)
        self._key = BlobKey(derive(secrets.e, Label.LOG))
        self._client = RelayClient(place.url)

    def stop_waiting(self) -> None:
        self._client.stop()

    def close(self) -> None:
        self._client.close()

    # ------------------------------------------------------------ receiving
    def pull(self) -> int:
        """Take in all that is new; return how many entries that were."""
        received = 0
        while True:
            page = self._page(wait=0)
            received += self._take(page)
            if not page.more:
                return received

    def listen(self, wait: float) -> int:
        """Wait up to *wait* seconds for something new, and take it in."""
        return self._take(self._page(wait=int(wait)))

    def _page(self, *, wait: int) -> Page:
        try:
            return self._client.pull(self.keys, self._cursor().next, PAGE_BYTES, wait)
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
        self._begin_again()
        self._client.make_box(self.keys, self._ticket)
        return self._client.pull(self.keys, 0, PAGE_BYTES, wait)

    def _cursor(self) -> Cursor:
        return self._book.read(lambda db: cursors.get(db, self.place.relay, self.keys.mid)) or Cursor(0, b"")

    def _begin_again(self) -> None:
        """The relay is new or was emptied: it lacks everything (A6.5)."""
        def forget(db: Db) -> None:
            cursors.put(db, self.place.relay, self.keys.mid, Cursor(0, b""))
            placement.forget(db, self.place.relay, self.place.space)

        self._book.write(forget)

    def _take(self, page: Page) -> int:
        known = self._cursor().incarnation
        if known and page.head.incarnation != known:
            self._begin_again()
            return 0
        return self._book.write(lambda db: self._store(db, page))

    def _store(self, db: Db, page: Page) -> int:
        raws: list[bytes] = []
        for _, data in page.blobs:
            raws += self._entries(data)
        new = 0
        if raws:
            received = Arrival(db, self._book, self.place.space).receive(raws)
            placement.placed(db, self.place.relay, received.rows)
            new = received.new
        cursors.put(db, self.place.relay, self.keys.mid, Cursor(page.next, page.head.incarnation))
        return new

    def _entries(self, data: bytes) -> Sequence[bytes]:
        """Open a blob; garbage that anyone with the append key may post is passed over."""
        try:
            content = contents.parse(blob.open_blob(self._key, data))
        except (CryptoError, Unreadable):
            return ()
        return content.raws if isinstance(content, Entries) else ()

    # ------------------------------------------------------------ sending
    def push(self) -> int:
        """Post all that this relay is not known to hold; return how many entries that were."""
        if self.keys.append is None:
            return 0
        sent = 0
        while batch := self._book.write(self._sealed):
            self._post(batch)
            sent += self._book.write(lambda db, batch=batch: self._posted(db, batch))
        return sent

    def _post(self, batch: "Sequence[outgoing.Sealed]") -> None:
        self._client.post(self.keys, [one.data for one in batch])

    def _posted(self, db: Db, batch: "Sequence[outgoing.Sealed]") -> int:
        rows = [row for one in batch for row in one.rows]
        placement.placed(db, self.place.relay, rows)
        outgoing.remove(db, [one.blob_id for one in batch], self.place.relay)
        return len(rows)

    def _sealed(self, db: Db) -> "Sequence[outgoing.Sealed]":
        """Blobs to post next; they are kept until the relay's yes, so that a repeat is the same blob."""
        departure.depart(db, self._book, self.place.space)
        kept = outgoing.waiting(db, self.place.relay, self.place.space, POST_BYTES)
        if kept:
            return kept
        for group in _by_author(placement.lacking(db, self.place.relay, self.place.space, POST_BYTES)):
            for data, rows in self._seal(group):
                outgoing.add(db, self.place.relay, self.place.space, data, rows)
        return outgoing.waiting(db, self.place.relay, self.place.space, POST_BYTES)

    def _seal(self, group: Sequence[Waiting]) -> list[tuple[bytes, list[int]]]:
        content = contents.of_entries([one.raw for one in group])
        if len(content) > blob.CONTENT_MAX and len(group) > 1:
            half = len(group) // 2
            return self._seal(group[:half]) + self._seal(group[half:])
        return [(blob.seal(self._key, content), [one.row for one in group])]


def _by_author(waiting: Sequence[Waiting]) -> list[list[Waiting]]:
    """Group entries so that no two authors' words share one compression window."""
    groups: list[list[Waiting]] = []
    size = 0
    for one in waiting:
        size += len(one.raw)
        if not groups or groups[-1][0].device != one.device or size > BLOB_RAW_BYTES:
            groups.append([])
            size = len(one.raw)
        groups[-1].append(one)
    return groups
