"""Whether something would count in a space if it were said now: the rules of A4.2, asked beforehand."""

from sync.engine import membership
from sync.engine.notebook import Notebook
from sync.model import judging, ops
from sync.model.judging import Card, MemOp
from sync.model.ops import Op
from sync.store.database import Db

NOWHERE = b"\xff" * 32  # an entry that will never be


def is_sound(db: Db, book: Notebook, space: bytes, op: Op) -> bool:
    """Say whether *op* would take effect, said by this device, which knows all that is here."""
    state = book.state(db, space)
    said = MemOp(NOWHERE, book.me_in(space).device, 0, state.heads, (op,), cards_in(op))
    finding = judging.judge(state, said, 0)
    return finding.actor is not None and finding.judged[0].verdict.sound


def cards_in(op: Op) -> tuple[Card, ...]:
    if isinstance(op, ops.Roster):
        return cards_in(ops.decode(op.op))
    if isinstance(op, ops.Add):
        return (membership.organisation(op.card) or membership.shown(op.card),)
    return ()
