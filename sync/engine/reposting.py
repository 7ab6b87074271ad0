"""Who posts what others wrote to a relay that lacks it, and when: after a random while (A6.3, A6.5)."""

import secrets as chance
from collections.abc import Collection

from sync.engine import rotation
from sync.engine.handing_over import Turns
from sync.engine.notebook import Notebook
from sync.store import carriers, repairs, reposts
from sync.store.database import Db
from sync.store.reposts import Plan

AFTER_MS = 24 * 60 * 60 * 1000  # its author may still post it there
WIDER = 36  # so many times the usual spread: six hours, in which the first one does it for all


def tend(db: Db, book: Notebook, space: bytes, turns: Turns) -> None:
    """Choose for each relay when this device posts what others wrote and the relay lacks."""
    if not rotation.online(db, book, space):
        return  # then everything goes when the person says so
    for one in book.state(db, space).relays:
        _plan(db, book, space, one.public_key, turns)


def _plan(db: Db, book: Notebook, space: bytes, relay: bytes, turns: Turns) -> None:
    first = reposts.lacking_of_others(db, relay, space, book.me_in(space).device)
    if not first:
        reposts.drop(db, relay, space)
        return
    known, now = reposts.of(db, relay, space), book.clock()
    again = carriers.holds_nothing(db, relay, space) if known is None else known.again
    if known is not None and known.due_ms is not None:
        if known.due_ms > now or first <= known.upto:
            return
        again = False
    wait = 0 if again else AFTER_MS
    wait += chance.randbelow(turns.spread_ms * (1 if again else WIDER) + 1)
    upto = known.upto if known is not None and again else reposts.newest(db, space)
    reposts.put(db, relay, space, Plan(upto, now + wait, again))


def fill(db: Db, book: Notebook, relay: bytes, space: bytes) -> None:
    """This device made the mailbox where nothing was: nobody else can have filled it."""
    if carriers.holds_nothing(db, relay, space):
        reposts.put(db, relay, space, Plan(reposts.newest(db, space), book.clock(), again=True))


def sendable(db: Db, book: Notebook, relay: bytes, space: bytes) -> list[int]:
    """Rows of entries that this device may post to a relay now, in their order.

    One's own go at once, and so does what no relay holds, and what somebody asked for.
    """
    again = repairs.to_post(db, relay, space)
    relays = {one.public_key for one in book.state(db, space).relays}
    if relay not in relays or not rotation.online(db, book, space):
        return sorted({*again, *carriers.lacking_rows(db, relay, space)})
    plan = reposts.of(db, relay, space) or Plan(0, None, again=False)
    due = plan.upto if plan.due_ms is not None and plan.due_ms <= book.clock() else 0
    rows = reposts.own_or_due(db, relay, space, book.me_in(space).device, due)
    first = plan.upto if plan.again else 0
    return sorted(rows.union(again, (row for row in nowhere(db, relays, space) if row > first)))


def waiting(db: Db, relays: Collection[bytes], space: bytes) -> int:
    """How many entries none of *relays* is known to hold: what is at one of them counts as sent."""
    return len(nowhere(db, relays, space))


def nowhere(db: Db, relays: Collection[bytes], space: bytes) -> set[int]:
    """Rows of entries that none of *relays* is known to hold."""
    if any(carriers.holds_all(db, one, space) for one in relays):
        return set()
    each = [carriers.lacking_rows(db, one, space) for one in relays]
    return set(each[0]).intersection(*each[1:]) if each else set()
