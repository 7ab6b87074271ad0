"""Members tell each other what relays signed, and find two lists where one should be (A5.2, A6.7)."""

from dataclasses import replace
from itertools import islice

from sync.engine import witness_log, witness_proof
from sync.engine.notebook import Notebook
from sync.engine.witness_pages import DAY_MS, Watch
from sync.engine.witness_proof import Evidence
from sync.model import ops, relay_view
from sync.model.entry import Encoded, Entry
from sync.store import relay_heads, settings
from sync.store.database import Db
from sync.store.relay_heads import Claim, Kept, Spot

TOLD_AT_ONCE = 4  # heads in one entry
READ_AT_ONCE = 16


def due(db: Db, book: Notebook, space: bytes) -> list[Encoded]:
    """What to sign with the edits that depart: each mailbox's verified head, once a day where it changed."""
    now = book.clock()
    if not (waiting := [pair for pair in relay_heads.of_space(db, space) if _is_due(db, *pair, now)]):
        return []
    relays = {relay.public_key for relay in book.state(db, space).relays}
    chosen = [pair for pair in waiting if pair[0].relay in relays][:TOLD_AT_ONCE]
    for spot, kept in chosen:
        relay_heads.put(db, spot, replace(kept, told_ms=now))
        settings.put(db, relay_heads.told_key(spot.mailbox), kept.verified)
    return [ops.encode(ops.RelayHead(spot.relay, kept.verified)) for spot, kept in chosen]


def _is_due(db: Db, spot: Spot, kept: Kept, now: int) -> bool:
    if not kept.verified or (kept.told_ms and 0 <= now - kept.told_ms < DAY_MS):
        return False
    told = settings.get(db, relay_heads.told_key(spot.mailbox))
    if told is None:
        return relay_view.head_of(kept.verified).last > 0
    before, head = relay_view.head_of(told), relay_view.head_of(kept.verified)
    return not (relay_view.same_list(before, head) and before.last == head.last)


def came(db: Db, book: Notebook, arrived: Entry) -> None:
    """Take in what the relays showed to the device that wrote an entry, as far as we read there too."""
    space, device = arrived.header.space, arrived.header.device
    if device == book.me_in(space).device:
        return
    for one in islice(ops.said(arrived.header.ops, ops.RelayHead), READ_AT_ONCE):
        head = relay_view.head_of(one.signed)
        spot = Spot(space, one.relay, head.mid)
        kept = relay_heads.get(db, spot)
        known = kept is not None and kept.incarnation == head.incarnation
        if known and witness_proof.is_from(one.relay, one.signed):
            _compare(db, book, spot, Claim(device, one.signed, book.clock()))


def _compare(db: Db, book: Notebook, spot: Spot, claim: Claim) -> None:
    """With what other devices were shown, and with the list that was followed here."""
    head = relay_view.head_of(claim.signed)
    held = {one.device: one for one in relay_heads.claims(db, spot)}
    for other in held.values():
        shown = relay_view.head_of(other.signed)
        found = relay_view.split(head, shown, shown.chain, [])
        if found:
            told = Evidence("split-view", spot.relay, claim.signed, other.signed, shown.chain)
            witness_log.prove(db, book, spot, told)
    before = held.get(claim.device)
    if before is None or relay_view.head_of(before.signed).last < head.last:
        relay_heads.claim(db, spot, claim)
    Watch(book, spot, _leave).compare_claims(db)


def _leave(_: Db) -> None:
    """A claim alone makes nobody fill a relay again."""
