"""What speaks against a relay is kept, and said once (A6.7)."""

from sync.engine.events import RelayCaught
from sync.engine.notebook import Notebook
from sync.engine.witness_proof import Evidence, pack
from sync.model import relay_view
from sync.store import relay_proofs
from sync.store.database import Db
from sync.store.relay_heads import Spot
from sync.store.relay_proofs import Proof

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
    if count > 0 and relay_proofs.note(db, spot, code, count, book.clock()) and code not in MODEST:
        _tell(db, book, spot, code)


def _tell(db: Db, book: Notebook, spot: Spot, code: str) -> None:
    book.tell(RelayCaught(spot.space.hex(), spot.relay.hex(), code, offer=may_change(db, book, spot.space)))


def may_change(db: Db, book: Notebook, space: bytes) -> bool:
    """Whether this person may change the relays of a space."""
    return book.state(db, space).role_of_device(book.me_in(space).device) == "steward"
