"""When this device posts what others wrote to a relay that lacks it (A6.3, A6.5)."""

from dataclasses import dataclass

from sync.store import carriers
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Plan:
    """Entries up to row *upto* may go to the relay from *due_ms* on; no time was chosen yet where it is None.

    *again* says that the relay is new, or lost what it had, so that nothing goes there earlier.
    """

    upto: int
    due_ms: int | None
    again: bool


def of(db: Db, relay: bytes, space: bytes) -> Plan | None:
    found = db.row("SELECT upto, due_ms, again FROM repost WHERE relay = ? AND space = ?", relay, space)
    return Plan(found[0], found[1], bool(found[2])) if found else None


def put(db: Db, relay: bytes, space: bytes, plan: Plan) -> None:
    sql = "INSERT OR REPLACE INTO repost (relay, space, upto, due_ms, again) VALUES (?, ?, ?, ?, ?)"
    db.run(sql, relay, space, plan.upto, plan.due_ms, int(plan.again))


def drop(db: Db, relay: bytes, space: bytes) -> None:
    db.run("DELETE FROM repost WHERE relay = ? AND space = ?", relay, space)


def newest(db: Db, space: bytes) -> int:
    return db.number("SELECT max(row) FROM entry WHERE space = ?", space)


def begins_again(db: Db, relay: bytes, space: bytes) -> None:
    """The relay is to be filled with all that is here now, after a while."""
    put(db, relay, space, Plan(newest(db, space), None, again=True))


def others_lacking(db: Db, relay: bytes, space: bytes, device: bytes) -> list[int]:
    """Rows of entries by anybody but *device* that the relay is not known to hold."""
    own = set(_of_device(db, space, device))
    return [row for row in carriers.lacking_rows(db, relay, space) if row not in own]


def own_or_due(db: Db, relay: bytes, space: bytes, device: bytes, upto: int) -> list[int]:
    """Rows that the relay lacks: all of *device*, and those of others up to row *upto*."""
    own = set(_of_device(db, space, device))
    return [row for row in carriers.lacking_rows(db, relay, space) if row <= upto or row in own]


def _of_device(db: Db, space: bytes, device: bytes) -> list[int]:
    sql = "SELECT row FROM entry INDEXED BY entry_place WHERE space = ? AND device = ?"
    return [row for (row,) in db.rows(sql, space, device)]
