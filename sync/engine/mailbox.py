"""One mailbox at one relay: what it lacks is posted, what is new in it is taken in (A6.1 to A6.3)."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TypeAlias

from crypto import blob
from crypto.keys import BlobKey
from crypto.mailbox import MailboxKeys
from sync.engine import eras, in_flight, incoming, posting, reposting, tickets
from sync.engine.arrival import Received
from sync.engine.eras import Era, Readable
from sync.engine.incoming import Came
from sync.engine.notebook import Notebook
from sync.engine.page_opening import Opening
from sync.engine.patience import Beginnings, Patience, Stopped, left_after
from sync.engine.places import Place
from sync.engine.relay_client import Page
from sync.engine.room_files import Spare
from sync.engine.witness_looks import Looker
from sync.engine.witness_pages import Belief, Watch
from sync.errors import Cancelled, RelayRefuses, RelayWantsTicket
from sync.store import carriers, early_secrets, pieces, repairs, reposts
from sync.store.carriers import Cursor, Sealed
from sync.store.database import Db
from sync.store.relay_heads import Spot

PAGE_BYTES = 4 << 20
NO_MAILBOX = 404


Siblings: TypeAlias = "Callable[[Place], Sequence[Mailbox]]"
"""The mailboxes of the same space at the same relay, that of today first."""


class Mailbox:
    def __init__(self, book: Notebook, place: Place, reading: Readable, siblings: Siblings) -> None:
        self._book = book
        self.place = place
        self._secrets = reading.secrets
        self._today = reading.current
        self._siblings = siblings
        self._keys: MailboxKeys = book.asides.keys(place.relay, reading.secrets)
        self._key = posting.log_key(reading.secrets)
        self._client = book.asides.client(place.entry, book.outlet)
        self._watch = Watch(book, Spot(place.space, place.relay, self._keys.mid), self._begin_again)
        self._there, self._anew, self._beginnings = True, False, Beginnings()
        self.heard = 0
        """Entries that came while waiting, for whoever counts them."""
        self.left = 0
        """Blobs that the last pull knew of and did not take."""
        self.fill: Callable[[bytes], int] = lambda _: 0  # reads segments where no beginning is left (A6.6)

    def serves(self, reading: Readable) -> bool:
        """Whether this is the mailbox of that era still, with all that is known of its keys."""
        self._today = reading.current
        return self._secrets == reading.secrets

    @property
    def _first_ticket(self) -> bytes:
        """What is tried first: that of a room, elsewhere none."""
        aside = self._book.asides.get(self.place.relay)
        return aside.ticket if aside else tickets.NO_TICKET

    @property
    def is_there(self) -> bool:
        """Whether the relay had it, or made it, when it was last asked."""
        return self._there

    def stop_waiting(self) -> None:
        self._client.stop()

    def close(self) -> None:
        self._client.close()

    # ------------------------------------------------------------ receiving
    def pull(self, size: int = 0, stopped: Stopped | None = None) -> int:
        """Take in what is new, or one page of about *size* bytes; return how many entries that were.

        Raises Cancelled where it is *stopped* between two pages.
        """
        self._there = True
        self.left, received, more, patience = 0, 0, True, Patience(stopped=stopped)
        while more and (page := self._page(size or PAGE_BYTES)) is not None:
            missing, self._anew = page.head.first > page.after + 1, False
            new = self._take(page)
            received += new + (self.fill(self.place.space) if missing and not size else 0)
            more = page.more or (bool(page.blobs or self._anew) and self._position().next < page.next)
            if more and (size or not patience.lasts(page, new)):
                self.left = left_after(page)
                break
        if self._there and not size:
            Looker(self._book, self._watch, self._keys, self._client).look()
        return received

    def hears(self, seconds: float) -> bool:
        """Wait until the relay has something new, at most *seconds*; say whether it had."""
        try:
            page = self._pulled(PAGE_BYTES, int(seconds))
        except (Cancelled, RelayRefuses):
            return False
        if page is None:
            return False
        self.heard += self._take(page)
        return bool(page.blobs)

    def _page(self, size: int) -> Page | None:
        """The next page; None while there is no mailbox yet, which a steward's laptop makes."""
        try:
            return self._pulled(size)
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
        if self.was_there():
            over = not self._today and self._is_carried()  # closed, when nobody sends there any more
            self._book.write(self._leave if over else self._begin_again)
        self._there = False
        if not self._today or not self._made():
            return None
        self._book.write(lambda db: reposting.fill(db, self._book, self.place.relay, self.place.space))
        return self._client.pull(self._keys, 0, size, 0)

    def was_there(self) -> bool:
        """Whether this notebook ever found it at the relay, and not gone since."""
        return bool(self._book.read(self._cursor_in).incarnation)

    def _pulled(self, size: int, wait: int = 0) -> Page | None:
        """What comes next; None for an answer that is older than what is known (A6.7)."""
        known, after = self._book.read(lambda db: (self._watch.known(db), self._position_in(db).next))
        page = self._client.pull(self._keys, after, size, wait)
        belief = self._watch.believes(page.signed, known)
        if belief is Belief.AGAIN:
            return self._client.pull(self._keys, 0, size, 0)
        return page if belief is Belief.FOLLOW else None

    def _cursor_in(self, db: Db) -> Cursor:
        return carriers.cursor(db, self.place.relay, self._keys.mid)

    def _position(self) -> Cursor:
        return self._book.read(self._position_in)

    def _position_in(self, db: Db) -> Cursor:
        """Where to go on: before what was passed over, once there is another key to try."""
        found = self._cursor_in(db)
        if not found.passed or early_secrets.learned(db, self.place.space) <= found.keys:
            return found
        return Cursor(found.passed - 1, found.incarnation)

    def _leave(self, db: Db) -> None:
        carriers.move(db, self.place.relay, self._keys.mid, Cursor(0, b""))

    def _begin_again(self, db: Db) -> None:
        """The relay is new, or lost what it had: it lacks everything (A6.5)."""
        carriers.move(db, self.place.relay, self._keys.mid, Cursor(0, b""))
        self._anew = True
        self._beginnings.again(self._book.clock())
        carriers.forget(db, self.place.relay, self.place.space)
        reposts.begins_again(db, self.place.relay, self.place.space)

    def _take(self, page: Page) -> int:
        known, is_news = self._book.read(lambda db: (self._cursor_in(db), self._watch.is_news(db, page)))
        if known.incarnation not in (b"", page.head.incarnation) or page.head.last < known.next:
            self._book.write(self._begin_again)
            return self._take(self._client.pull(self._keys, 0, PAGE_BYTES, 0))
        if not page.blobs and known.incarnation and not is_news:
            return 0
        opening = Opening(self._book, self.place, self._key, self._others)
        start = self._book.read(self._start)
        new = sum(self._received(part, partial(self._kept, part)) for part in opening.parts(page.blobs))
        passed = Cursor(page.next, page.head.incarnation, start.passed or opening.closed, start.keys)
        return new + self._received(opening.came, partial(self._moved, page, opening, passed))

    def _received(self, came: Came, then: in_flight.Then) -> int:
        return in_flight.receive(self._book, self.place.space, came.raws, then).new

    def _kept(self, came: Came, db: Db, received: Received) -> None:
        carriers.placed(db, self.place.relay, received.rows)
        repairs.came_again(db, received.rows)
        incoming.take(db, self._book, self.place.space, came, early=bool(received.waiting))

    def _moved(self, page: Page, opened: Opening, passed: Cursor, db: Db, received: Received) -> None:
        """Entries and position move together: a crash brings the same page again, with the same result."""
        came = opened.came
        carriers.move(db, self.place.relay, self._keys.mid, passed)
        pieces.remove(db, self.place.space, opened.joined)
        self._watch.follow(db, page, came.spoiled)
        self._kept(came, db, received)

    def _start(self, db: Db) -> Cursor:
        """Where we are, with the number of keys there are to try."""
        return replace(self._position_in(db), keys=early_secrets.learned(db, self.place.space))

    def _others(self) -> list[BlobKey]:
        """A mailbox may carry what belongs into another, where that could not be made (A6.1)."""
        known = self._book.read(lambda db: eras.readable(db, self._book, self.place.space))
        return [posting.log_key(one.secrets) for one in known if one.era != self.place.era]

    # ------------------------------------------------------------ sending
    def push(self) -> int:
        """Post all that this relay is not known to hold of the space; return how many entries that were."""
        sent = 0
        while batch := self._book.write(self._following):
            for era, blobs in groupby(batch, key=lambda one: one.era):
                whole = list(blobs)
                if not self._post(eras.unpacked(era), whole):
                    return sent
                self._book.write(partial(carriers.sent, relay=self.place.relay, blobs=whole))
                sent += sum(len(one.entries) for one in whole)
        return sent

    def push_one(self, spare: Spare) -> int:
        """Post exactly one blob, the next that waits or *spare* of the same size; return its entries."""
        batch = self._book.write(self._following)[:1]
        blobs = batch or [Sealed(0, blob.seal(self._key, spare.content), [])]
        if self._post(eras.unpacked(batch[0].era) if batch else self.place.era, blobs):
            self._book.write(partial(carriers.sent, relay=self.place.relay, blobs=batch))
            if not batch:
                spare.went()
            return sum(len(one.entries) for one in batch)
        return 0

    def _following(self, db: Db) -> list[Sealed]:
        return posting.following(db, self._book, self.place.relay, self.place.space)

    def _post(self, era: Era, blobs: Sequence[Sealed]) -> bool:
        """Post into the mailbox of *era*, or one that can be had: keys are recognised anyway (A6.1).

        Who reads an era of several epochs reads the mailbox of each; that of today they may not know yet.
        """

        def far(box: Mailbox) -> tuple[bool, bool]:
            return box.place.era != era, not set(box.place.era) <= set(era)

        return any(box.put_sealed(blobs) for box in sorted(self._siblings(self.place), key=far))

    def put(self, blobs: Sequence[bytes]) -> bool:
        """Post here; say no where there is no mailbox, and this device cannot make one."""
        return self.put_sealed([Sealed(0, data, []) for data in blobs])

    def put_sealed(self, blobs: Sequence[Sealed]) -> bool:
        """The same, and remember that the relay took them."""
        if self._keys.append is None:
            return False
        return (self._there and self._sends(blobs)) or (self._make() and self._sends(blobs))

    def _sends(self, blobs: Sequence[Sealed]) -> bool:
        """Post; say no where there is no such mailbox, or where it was closed (A6.1)."""
        try:
            self._send(blobs)
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
            return False
        return True

    def _send(self, blobs: Sequence[Sealed]) -> None:
        answer = self._client.post(self._keys, [one.data for one in blobs])
        self._book.write(lambda db: self._watch.posted(db, blobs, answer))

    def _make(self) -> bool:
        """Make the mailbox. Raises RelayWantsTicket where none can be had and no other one carries (A6.1)."""
        if not self._made() and self._keys.admin is not None and self._today and not self._is_carried():
            raise RelayWantsTicket
        return self._there

    def _made(self) -> bool:
        """Only who holds both signing keys can name them to a relay; only that of today is worth a ticket."""
        self._there = False
        if self._keys.admin is not None:
            with suppress(RelayWantsTicket):
                if self._today:
                    place = self.place
                    first = self._first_ticket
                    tickets.make_box(self._book, place.space, place.relay, self._client, self._keys, first)
                else:
                    self._client.make_box(self._keys, self._first_ticket)
                self._there = True
        return self._there

    def _is_carried(self) -> bool:
        """Whether what belongs here can travel in another mailbox of the space (A6.1)."""
        return any(box is not self and box.was_there() for box in self._siblings(self.place))
