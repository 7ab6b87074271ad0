"""What entries give of tickets and call spent, kept where a mailbox looks for it (A6.4)."""

from contextlib import suppress

from sync.model import entry, ops
from sync.model.entry import BadEntry, Entry
from sync.store import tickets as table
from sync.store.database import Db
from sync.store.tickets import Given

TICKETS, SPENT = 57, 58


def note(db: Db, one: Entry, now: int) -> None:
    """Remember what an entry gives and calls spent; whether it counts is looked at when it is used."""
    if entry.is_membership(one.header):
        return
    for place, encoded in enumerate(one.header.ops):
        if encoded[0] in (TICKETS, SPENT):
            with suppress(BadEntry):
                _note(db, one, place, now)


def _note(db: Db, one: Entry, place: int, now: int) -> None:
    header, op = one.header, ops.decode(one.header.ops[place])
    if isinstance(op, ops.Tickets):
        table.give(
            db,
            Given(
                header.space, op.relay, header.device, one.id, place, header.mem_heads, header.epochs,
                now, op.spare, op.sealed,
            ),
        )  # fmt: skip
    elif isinstance(op, ops.Spent):
        table.spend(db, header.space, op.relay, op.names, one.id)
