"""What speaks against a relay is kept, and said once (A6.7)."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from sync.engine.events import RelayCaught
from sync.engine.notebook import Notebook
from sync.engine.witness_proof import Evidence, pack
from sync.model import relay_view
from sync.store import relay_proofs
from sync.store.database import Db
from sync.store.relay_heads import Spot
from sync.store.relay_proofs import Proof


class Somewhere(Protocol):
    @property
    def relay(self) -> bytes: ...


P = TypeVar("P", bound=Somewhere)
RELIABLE, SOFT, PROVEN = "reliable", "soft", "proven"
PROVED = ("rolled-back", "withheld", "split-view")
"""What a relay's own signatures show; a proof of another code rests on what this notebook says as well."""
REMEMBERED_MS = 30 * 24 * 3600 * 1000
HOUR_MS = 3600 * 1000
MODEST = ("unreadable",)
"""Signs that say nothing of the relay itself: whoever has the append key can cause them."""


def prove(db: Db, book: Notebook, spot: Spot, evidence: Evidence) -> None:
    """Keep a proof, once for each list and code."""
    incarnation = relay_view.head_of(evidence.second).incarnation
    proof = Proof(0, spot.space, spot.relay, evidence.code, book.clock(), pack(evidence))
    if relay_proofs.add(db, spot, incarnation, proof):
        _tell(db, book, spot, evidence.code)


def sign(db: Db, book: Notebook, spot: Spot, code: str, count: int = 1) -> None:
    """Count what may have other reasons, or what only this notebook saw."""
    if code == "withheld" and _is_recent(db, book, spot, code):
        return  # it is met again at every question, until it is over
    if count > 0 and relay_proofs.note(db, spot, code, count, book.clock()) and code not in MODEST:
        _tell(db, book, spot, code)


def states(db: Db, space: bytes, now_ms: int) -> dict[bytes, str]:
    """For each relay that something speaks against: soft, or proven; a sign is forgiven after a month."""
    found = {
        one.relay: SOFT for one in relay_proofs.signs(db, space)
        if one.code not in MODEST and now_ms - one.last_ms < REMEMBERED_MS
    }  # fmt: skip
    for relay, code in relay_proofs.codes(db, space):
        proved = code in PROVED or found.get(relay) == PROVEN
        found[relay] = PROVEN if proved else SOFT
    return found


def best_first(db: Db, book: Notebook, space: bytes, places: Sequence[P]) -> list[P]:
    """The same places, those that something speaks against last."""
    if len(places) == 1:
        return list(places)  # nothing to choose from: this is asked many times in each round
    ranks = {RELIABLE: 0, SOFT: 1, PROVEN: 2}
    found = states(db, space, book.clock())
    return sorted(places, key=lambda place: ranks[found.get(place.relay, RELIABLE)])


def _tell(db: Db, book: Notebook, spot: Spot, code: str) -> None:
    book.tell(RelayCaught(spot.space.hex(), spot.relay.hex(), code, offer=may_change(db, book, spot.space)))


def _is_recent(db: Db, book: Notebook, spot: Spot, code: str) -> bool:
    known = [one for one in relay_proofs.signs(db, spot.space) if (one.relay, one.code) == (spot.relay, code)]
    return any(0 <= book.clock() - one.last_ms < HOUR_MS for one in known)


def may_change(db: Db, book: Notebook, space: bytes) -> bool:
    """Whether this person may change the relays of a space."""
    return book.state(db, space).role_of_device(book.me_in(space).device) == "steward"
