"""One mailbox at one relay: what it lacks is posted, what is new in it is taken in (A6.1 to A6.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from crypto import blob
from crypto.epoch import EpochSecrets
from crypto.errors import CryptoError
from crypto.keys import BlobKey
from crypto.labels import Label, derive
from crypto.mailbox import LOG, MailboxKeys, mailbox_keys
from sync.engine import contents, departure, in_flight
from sync.engine.arrival import Received
from sync.engine.contents import Entries, Unreadable
from sync.engine.notebook import Notebook
from sync.engine.relay_client import Page, RelayClient
from sync.errors import Cancelled, RelayRefuses
from sync.store import carriers
from sync.store.carriers import Cursor, Lacking, Sealed
from sync.store.database import Db

PAGE_BYTES = 4 << 20
POST_BYTES = 3 << 20
BLOB_RAW_BYTES = 2 << 20  # of entries in one blob, before they are compressed
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
        self._keys: MailboxKeys = mailbox_keys(secrets, place.relay, LOG)
        self._key = BlobKey(derive(secrets.e, Label.LOG))
        self._client = RelayClient(place.url, relay_pk=place.relay)
        self._there = True

    def stop_waiting(self) -> None:
        self._client.stop()

    def close(self) -> None:
        self._client.close()

    # ------------------------------------------------------------ receiving
    def pull(self) -> int:
        """Take in all that is new; return how many entries that were."""
        self._there = True
        received, more = 0, True
        while more and (page := self._page()) is not None:
            received += self._take(page)
            more = page.more
        return received

    def hears(self, seconds: float) -> bool:
        """Wait until the relay has something new, at most *seconds*; say whether it had."""
        try:
            page = self._client.pull(self._keys, self._cursor().next, PAGE_BYTES, int(seconds))
        except (Cancelled, RelayRefuses):
            return False
        self._take(page)
        return bool(page.blobs)

    def _page(self) -> Page | None:
        """The next page; None while there is no mailbox yet, which a steward's laptop makes."""
        try:
            return self._client.pull(self._keys, self._cursor().next, PAGE_BYTES, 0)
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
        self._there = self._keys.admin is not None
        if not self._there:
            return None
        self._book.write(self._begin_again)
        self._client.make_box(self._keys, self._ticket)
        return self._client.pull(self._keys, 0, PAGE_BYTES, 0)

    def _cursor(self) -> Cursor:
        return self._book.read(lambda db: carriers.cursor(db, self.place.relay, self._keys.mid))

    def _begin_again(self, db: Db) -> None:
        """The relay is new, or lost what it had: it lacks everything (A6.5)."""
        carriers.move(db, self.place.relay, self._keys.mid, Cursor(0, b""))
        carriers.forget(db, self.place.relay, self.place.space)

    def _take(self, page: Page) -> int:
        known = self._cursor()
        if known.incarnation not in (b"", page.head.incarnation) or page.head.last < known.next:
            self._book.write(self._begin_again)
            return self._take(self._client.pull(self._keys, 0, PAGE_BYTES, 0))
        if not page.blobs and known.incarnation:
            return 0
        raws = [raw for _, data in page.blobs for raw in self._entries(data)]
        return in_flight.receive(self._book, self.place.space, raws, partial(self._moved, page)).new

    def _moved(self, page: Page, db: Db, received: Received) -> None:
        """Entries and position move together: a crash brings the same page again, with the same result."""
        carriers.placed(db, self.place.relay, received.rows)
        carriers.move(db, self.place.relay, self._keys.mid, Cursor(page.next, page.head.incarnation))

    def _entries(self, data: bytes) -> Sequence[bytes]:
        """Open a blob; garbage, which anyone with the append key may post, is passed over."""
        try:
            content = contents.parse(blob.open_blob(self._key, data))
        except (CryptoError, Unreadable):
            return ()
        return content.raws if isinstance(content, Entries) else ()

    # ------------------------------------------------------------ sending
    def push(self) -> int:
        """Post all that this relay is not known to hold; return how many entries that were."""
        if self._keys.append is None or not self._there:
            return 0
        sent = 0
        while batch := self._book.write(self._sealed):
            self._client.post(self._keys, [one.data for one in batch])
            self._book.write(partial(carriers.sent, relay=self.place.relay, blobs=batch))
            sent += sum(len(one.entries) for one in batch)
        return sent

    def _sealed(self, db: Db) -> list[Sealed]:
        """Blobs to post next; each is kept until the relay's yes, so that a repeat is the same blob."""
        relay, space = self.place.relay, self.place.space
        departure.depart(db, self._book, space)
        if not (kept := carriers.outgoing(db, relay, space, POST_BYTES)):
            for group in by_author(carriers.lacking(db, relay, space, POST_BYTES)):
                for data, rows in self._seal(group):
                    carriers.send_later(db, relay, space, data, rows)
            kept = carriers.outgoing(db, relay, space, POST_BYTES)
        return kept

    def _seal(self, group: Sequence[Lacking]) -> list[tuple[bytes, list[int]]]:
        content = contents.of_entries([one.raw for one in group])
        if len(content) > blob.CONTENT_MAX and len(group) > 1:
            half = len(group) // 2
            return self._seal(group[:half]) + self._seal(group[half:])
        return [(blob.seal(self._key, content), [one.row for one in group])]


def by_author(waiting: Sequence[Lacking]) -> list[list[Lacking]]:
    """Group entries so that no two authors' words share one compression window."""
    groups: list[list[Lacking]] = []
    size = 0
    for one in waiting:
        size += len(one.raw)
        if not groups or groups[-1][0].device != one.device or size > BLOB_RAW_BYTES:
            groups.append([])
            size = len(one.raw)
        groups[-1].append(one)
    return groups
