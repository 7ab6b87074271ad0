"""What a relay signs and shows of one mailbox is followed, compared and kept (A6.7)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from sync.engine import once_more, witness_log
from sync.engine.notebook import Notebook
from sync.engine.relay_client import Page, PostAnswer
from sync.engine.witness_proof import IDS_MAX, Evidence, split
from sync.model import relay_view
from sync.model.relay_view import UNKNOWN, Link, View, Walk
from sync.store import relay_heads
from sync.store.carriers import Sealed
from sync.store.database import Db
from sync.store.relay_heads import Blob, Claim, Kept, Spot
from sync.wire import routes
from sync.wire.routes import Head

DAY_MS = 24 * 3600 * 1000


class Belief(Enum):
    FOLLOW = "follow"
    OLD = "old"
    """An answer of before: by the relay, or by somebody on the line who kept it."""
    AGAIN = "again"
    """The list became shorter: the relay lacks what it had."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a mailbox when a question was asked: answers are compared with no more than that."""

    newest: bytes = b""
    claims: tuple[Claim, ...] = ()


class Watch:
    """One mailbox under watch; *again* makes what the relay holds be forgotten, within a transaction."""

    def __init__(self, book: Notebook, spot: Spot, again: Callable[[Db], None]) -> None:
        self._book = book
        self.spot = spot
        self._again = again
        self.looked_ms = 0
        """When the relay was last asked for what it should hold, as far as that was read."""

    def _is_watched(self, signed: bytes) -> bool:
        """A folder signs nothing, and a room is over before anybody would ask."""
        return bool(signed) and self._book.asides.get(self.spot.relay) is None

    def known(self, db: Db) -> Known:
        kept = relay_heads.get(db, self.spot)
        self.looked_ms = kept.looked_ms if kept else self._book.clock()
        return Known(kept.newest, tuple(relay_heads.claims(db, self.spot))) if kept else Known()

    # ------------------------------------------------------------ heads
    def believes(self, signed: bytes, known: Known) -> Belief:
        """Compare a signed head with those that were known before it was asked for."""
        if not self._is_watched(signed):
            return Belief.FOLLOW
        head = relay_view.head_of(signed)
        before = relay_view.head_of(known.newest) if known.newest else head
        shorter = relay_view.same_list(before, head) and head.last < before.last
        if not shorter and not any(_above(one, head) for one in known.claims):
            return Belief.FOLLOW
        return self._book.write(partial(self._judge, signed, known, shorter=shorter))

    def _judge(self, signed: bytes, known: Known, db: Db, *, shorter: bool) -> Belief:
        head = relay_view.head_of(signed)
        for one in known.claims:
            self._withheld(db, one, signed)
        if not shorter:
            return Belief.FOLLOW
        if not relay_view.shrank(relay_view.head_of(known.newest), head):
            witness_log.sign(db, self._book, self.spot, "withheld")
            return Belief.OLD
        self._prove(db, Evidence("rolled-back", self.spot.relay, known.newest, signed))
        relay_heads.begin(db, self.spot, self._row(db, Kept(head.incarnation, signed)))
        self._again(db)
        return Belief.AGAIN

    def _row(self, db: Db, new: Kept) -> Kept:
        """*new* with the times of what was kept before; the first look comes after a day."""
        kept = relay_heads.get(db, self.spot)
        if kept is None:
            return replace(new, looked_ms=self._book.clock())
        return replace(new, told_ms=kept.told_ms, looked_ms=kept.looked_ms)

    def _withheld(self, db: Db, claim: Claim, signed: bytes) -> None:
        """A member's device was shown more than we are."""
        if not _above(claim, relay_view.head_of(signed)):
            return
        if relay_view.shrank(relay_view.head_of(claim.signed), relay_view.head_of(signed)):
            self._prove(db, Evidence("withheld", self.spot.relay, claim.signed, signed))
            relay_heads.settle(db, self.spot, claim.device)
        elif self._book.clock() - claim.came_ms >= DAY_MS:
            witness_log.sign(db, self._book, self.spot, "withheld")

    def _prove(self, db: Db, evidence: Evidence) -> None:
        witness_log.prove(db, self._book, self.spot, evidence)

    # ------------------------------------------------------------ lists
    def is_news(self, db: Db, page: Page) -> bool:
        """Whether an empty page says anything that is not known yet."""
        if page.blobs or not self._is_watched(page.signed):
            return False
        kept = relay_heads.get(db, self.spot)
        if kept is None or kept.incarnation != page.head.incarnation:
            return True
        if page.head.first > relay_view.head_of(kept.newest).first:
            return True
        return View(page.head.last, page.head.chain) != kept.view and not page.more

    def follow(self, db: Db, page: Page, spoiled: int = 0) -> None:
        """Take a page into account, within the transaction that moves the position.

        *spoiled* is how many of its blobs hold nothing that can be read.
        """
        witness_log.sign(db, self._book, self.spot, "unreadable", spoiled)
        if self._is_watched(page.signed):
            self._follow(db, page)

    def _follow(self, db: Db, page: Page) -> None:
        kept = relay_heads.get(db, self.spot)
        if kept is None or kept.incarnation != page.head.incarnation:
            kept, before = self._row(db, Kept(page.head.incarnation, page.signed)), None
            relay_heads.begin(db, self.spot, kept)
        else:
            before = relay_view.head_of(kept.newest)
        listed = [(number, routes.blob_id(data)) for number, data in page.blobs]
        done = self._walked(db, kept, page, listed)
        self._compare(db, kept, done, page)
        kept = replace(kept, view=done.view, looked_ms=self._look(db, kept, page.head))
        if done.fits:
            kept = replace(kept, verified=page.signed)
        if before is None or (page.head.last, page.head.first) > (before.last, before.first):
            kept = replace(kept, newest=page.signed)
        self.looked_ms = kept.looked_ms
        relay_heads.put(db, self.spot, kept)
        newest = done.links[-relay_heads.KEPT :]
        relay_heads.keep(db, self.spot, [Blob(link, _since(link.number, before)) for link in newest])
        if done.fits:
            self.compare_claims(db)

    def _walked(self, db: Db, kept: Kept, page: Page, listed: Sequence[tuple[int, bytes]]) -> Walk:
        """Walk through the list, and see whether all is in it that the relay said it took."""
        last = listed[-1][0] if listed else page.after
        held = relay_heads.blobs(db, self.spot, page.after + 1, max(last, page.head.last))
        done = relay_view.walk(
            kept.view, page.after, listed, page.head, {one.link.number: one.link.id for one in held}
        )
        if not page.more:
            relay_view.end(done, page.head)
        given = dict(listed)
        lost = [
            one for one in held
            if kept.view.at < one.link.number <= done.view.at
            and page.head.first <= one.link.number and given.get(one.link.number) != one.link.id
        ]  # fmt: skip
        self.lost(db, lost, "dropped")
        unseen = sum(last - first + 1 for first, last in done.missing) - len(lost)
        witness_log.sign(db, self._book, self.spot, "dropped", unseen)
        return done

    def lost(self, db: Db, blobs: Iterable[Blob], code: str) -> None:
        """What the relay took and does not have: said, and posted once more where it was ours."""
        gone = list(blobs)
        witness_log.sign(db, self._book, self.spot, code, len(gone))
        rows = [row for one in gone for row in one.entries]
        once_more.post(db, self.spot.space, self.spot.relay, rows, self._book.clock())
        relay_heads.drop(db, self.spot, [one.link.number for one in gone])

    def _compare(self, db: Db, kept: Kept, done: Walk, page: Page) -> None:
        if done.changed:
            witness_log.sign(db, self._book, self.spot, "altered", len(done.changed))
        if done.fits is not False or self._splits(db, kept, page.signed):
            return
        ids = [link.id for link in done.links if link.number <= page.head.last]
        if kept.view.chain != UNKNOWN and kept.view.at + len(ids) == page.head.last and len(ids) <= IDS_MAX:
            first = kept.verified or page.signed
            told = Evidence("altered", self.spot.relay, first, page.signed, kept.view.chain, tuple(ids))
            self._prove(db, told)
        else:
            witness_log.sign(db, self._book, self.spot, "altered")

    def _splits(self, db: Db, kept: Kept, signed: bytes) -> bool:
        """Whether a signed head speaks of another list than the one followed so far; then that is proved."""
        claimed = relay_view.head_of(signed)
        if not kept.verified or claimed.incarnation != kept.incarnation:
            return False
        last = relay_view.head_of(kept.verified).last
        chain, ids = self._way(db, kept, claimed.last, last)
        found = split(self.spot.relay, signed, kept.verified, chain, ids)
        if found is not None:
            self._prove(db, found)
        return found is not None

    def _way(self, db: Db, kept: Kept, at: int, to: int) -> tuple[bytes, list[bytes]]:
        """The chain at number *at* as followed here, and the ids from there on."""
        held = relay_heads.blobs(db, self.spot, at, to)
        if at == to:
            return relay_view.head_of(kept.verified).chain, []
        if at == 0:
            return routes.EMPTY_CHAIN, [one.link.id for one in held]
        if not held or held[0].link.number != at:
            return UNKNOWN, []
        return held[0].link.chain, [one.link.id for one in held[1:]]

    def compare_claims(self, db: Db) -> None:
        """Compare what members' devices were shown, and our own newest head, with the list followed here."""
        kept = relay_heads.get(db, self.spot)
        if kept is None or not kept.verified:
            return
        upto = relay_view.head_of(kept.verified).last
        self._splits(db, kept, kept.newest)
        for one in relay_heads.claims(db, self.spot):
            if relay_view.head_of(one.signed).last <= upto:
                self._splits(db, kept, one.signed)
                relay_heads.settle(db, self.spot, one.device)

    def _look(self, db: Db, kept: Kept, head: Head) -> int:
        """When the relay was last asked for what it should hold; at once, when blobs we know are gone."""
        gone = relay_heads.blobs(db, self.spot, 0, head.first - 1)
        return 0 if any(one.since for one in gone) else kept.looked_ms

    # ------------------------------------------------------------ own posts
    def posted(self, db: Db, blobs: Sequence[Sealed], answer: PostAnswer) -> None:
        """Remember what the relay says that it took."""
        head, kept = answer.head, relay_heads.get(db, self.spot)
        if kept is None or kept.incarnation != head.incarnation:
            return  # the next pull begins with this list
        before = relay_view.head_of(kept.newest)
        if head.last > before.last:
            relay_heads.put(db, self.spot, replace(kept, newest=answer.signed))
        taken = [
            Blob(
                Link(number, routes.blob_id(one.data), UNKNOWN),
                head.time if number > before.last else 0,
                tuple(one.entries),
            )
            for number, one in zip(answer.seqs, blobs, strict=True)
            if number > kept.view.at
        ]
        relay_heads.keep(db, self.spot, taken)


def _since(number: int, before: Head | None) -> int:
    """The earliest time by the relay's clock at which a blob can have come: after a head without it."""
    return before.time if before is not None and number > before.last else 0


def _above(claim: Claim, head: Head) -> bool:
    shown = relay_view.head_of(claim.signed)
    return relay_view.same_list(shown, head) and shown.last > head.last
