"""Invitations that are in force, and what is wrong with one that is not (A4.7)."""

from dataclasses import dataclass

from sync.engine import departure, names, soundness
from sync.engine.events import MembersChanged
from sync.engine.notebook import Notebook
from sync.errors import Problem
from sync.model import housing, ops
from sync.model.judging import ADMITTERS
from sync.model.state import State
from sync.refusals import (
    InvitationExpired,
    InvitationSpent,
    InvitationUnknown,
    InvitationWithdrawn,
    NotAllowed,
    RequestDamaged,
    RequestForAnother,
)
from sync.store import entries, newcomers
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class InvitationRow:
    id: str
    role: str
    uses_left: int
    max_uses: int
    expires_ms: int
    """By the clock of whoever made it; 0 uses or a taken back one is definite, this is not."""
    by: str
    mine: bool
    """Whether requests to it come to this notebook."""


class OpenInvitations:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def rows(self, space: str) -> list[InvitationRow]:
        """Return the invitations to a space that somebody may still answer."""
        return self._book.read(lambda db: _rows(db, self._book, bytes.fromhex(space)))

    def find(self, space: str, text: str) -> InvitationRow:
        """Return the one invitation with this beginning of an id. Raises InvitationUnknown."""
        rows = {row.id: row for row in self.rows(space)}
        pairs = [(row.id, row.id) for row in rows.values()]
        return rows[names.the_one(text, pairs, missing=InvitationUnknown, several=InvitationUnknown)]

    def take_back(self, space: str, invitation: str) -> None:
        """End an invitation: nobody comes in by it any more. Stewards end any, members their own."""
        name, invite = bytes.fromhex(space), bytes.fromhex(invitation)

        def write(db: Db) -> None:
            op = ops.Uninvite(invite)
            if not soundness.is_sound(db, self._book, name, op):
                raise NotAllowed
            departure.publish(db, self._book, name, [op])
            newcomers.close_invitation(db, invite)
            self._book.tell(MembersChanged(space))

        self._book.write(write)


def _rows(db: Db, book: Notebook, space: bytes) -> list[InvitationRow]:
    state = book.state(db, space)
    mine = {opened.invite for opened in newcomers.invitations(db, space)}
    return [
        InvitationRow(
            key.hex(), one.role, one.uses_left, one.max_uses, one.expires_ms,
            housing.name_of(state, one.author), key in mine,
        )
        for key, one in state.invites.items() if one.uses_left > 0
    ]  # fmt: skip


def must_admit(db: Db, book: Notebook, space: bytes) -> State:
    """Return the state in which this device lets people in: a steward, or by policy any member (A4.1)."""
    state = book.may_write(db, space)
    if state.standing(book.me_in(space).device) not in ADMITTERS:
        raise NotAllowed
    return state


def problem_with(db: Db, book: Notebook, space: bytes, invite: bytes) -> Problem | None:
    """Return why nobody comes in by an invitation now, or None where it is in force.

    That its time is over is only what this computer's clock says, and only whoever admits asks it (A4.7).
    """
    found = book.state(db, space).invites.get(invite)
    if found is None:
        known = entries.row_of(db, invite) is not None
        return InvitationWithdrawn() if known else RequestDamaged()
    if found.uses_left <= 0:
        return InvitationSpent()
    if invite not in {opened.invite for opened in newcomers.invitations(db, space)}:
        return RequestForAnother()
    return InvitationExpired() if found.expires_ms < book.clock() else None
