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


def lacking_of_others(db: Db, relay: bytes, space: bytes, device: bytes) -> int:
    """The first row of an entry by anybody but *device* that the relay is not known to hold; 0 for none."""
    sql = (
        "SELECT row" + carriers.NOT_PLACED + f" AND row NOT IN (SELECT row {_OF_DEVICE}) ORDER BY row LIMIT 1"
    )
    found = db.row(sql, space, relay, device)
    return int(found[0]) if found else 0


def own_or_due(db: Db, relay: bytes, space: bytes, device: bytes, upto: int) -> set[int]:
    """Rows that the relay lacks: all of *device*, and those of others up to row *upto*."""
    rows = db.rows(f"SELECT row {_OF_DEVICE}" + carriers.LACKED, space, relay, device)
    if upto:
        rows += db.rows("SELECT row" + carriers.NOT_PLACED + " AND row <= ?3", space, relay, upto)
    return {row for (row,) in rows}


_OF_DEVICE = "FROM entry INDEXED BY entry_place WHERE space = ?1 AND device = ?3"
