"""Once a day a relay is asked for a few of the blobs that it should hold (A6.5, A6.7)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial

from crypto.mailbox import MailboxKeys
from sync.engine.asides import Client
from sync.engine.notebook import Notebook
from sync.engine.witness_pages import DAY_MS, Watch
from sync.store import relay_heads, segments
from sync.store.database import Db
from sync.store.relay_heads import Blob, Spot
from sync.wire.routes import Head

SAMPLE = 64
TRIM_DAYS = 14  # stewards trim nothing that is younger (PROTOCOL 3.17)
SLACK_DAYS = 2  # relays count in days, and clocks differ
DAY_S = 24 * 3600
KEPT_MS = 120 * DAY_MS  # mailboxes are read for 90 days after their time


@dataclass(frozen=True, slots=True)
class Looker:
    """Asks one relay about one mailbox."""

    book: Notebook
    watch: Watch
    keys: MailboxKeys
    client: Client

    @property
    def spot(self) -> Spot:
        return self.watch.spot

    def look(self) -> None:
        """Where some are gone before their time, ask for all, and have our own posted once more."""
        if 0 <= self.book.clock() - self.watch.looked_ms < DAY_MS:
            return
        asked = self.book.write(self._due)
        if not asked or not (gone := self._gone(asked)):
            return
        known = {one.link.number for one in asked}
        every = self.book.read(lambda db: relay_heads.blobs(db, self.spot))
        gone += self._gone([one for one in every if one.since and one.link.number not in known])
        days, head = self.client.info().retention_days, self.client.head(self.keys)
        self.book.write(partial(self._conclude, gone, days, head))

    def _gone(self, asked: Collection[Blob]) -> list[Blob]:
        held = self.client.have(self.keys, [one.link.id for one in asked])
        return [one for one, there in zip(asked, held, strict=True) if not there]

    def _due(self, db: Db) -> list[Blob]:
        """Some of those whose age is known, chosen so that no relay can foresee them."""
        kept, now = relay_heads.get(db, self.spot), self.book.clock()
        if kept is None or 0 <= now - kept.looked_ms < DAY_MS:
            return []
        relay_heads.put(db, self.spot, replace(kept, looked_ms=now))
        if 0 < now - kept.looked_ms < 2 * DAY_MS:  # every mailbox that is read was looked into meanwhile
            relay_heads.expire(db, self.spot.relay, now - KEPT_MS)
        known = [one for one in relay_heads.blobs(db, self.spot) if one.since]
        return secrets.SystemRandom().sample(known, min(SAMPLE, len(known)))

    def _conclude(self, gone: list[Blob], days: int, head: Head, db: Db) -> None:
        """What was kept long enough, or may have been trimmed by stewards, is gone without a word."""
        kept = relay_heads.get(db, self.spot)
        if kept is None or kept.incarnation != head.incarnation:
            return
        early = [one for one in gone if 0 <= head.time - one.since < self._due_for(db, one, days, head)]
        if early:
            self.watch.lost(db, early, "deleted-early")
        relay_heads.drop(db, self.spot, [one.link.number for one in gone])

    def _due_for(self, db: Db, one: Blob, days: int, head: Head) -> int:
        """Seconds for which a blob must be there at least."""
        trimmed = one.link.number < head.first and bool(segments.every(db, self.spot.space))
        return (min(days, TRIM_DAYS) if trimmed else days) * DAY_S - SLACK_DAYS * DAY_S
