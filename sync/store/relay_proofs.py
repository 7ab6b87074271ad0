"""What speaks against a relay: signs, counted, and proofs, kept as they can be handed on (A6.7)."""

from dataclasses import dataclass

from sync.store.database import Db
from sync.store.relay_heads import Spot

PROOFS_MAX = 64  # of one relay
COUNT_MAX = 1_000_000  # of one sign: more says no more


@dataclass(frozen=True, slots=True)
class Proof:
    row: int
    space: bytes
    relay: bytes
    code: str
    at_ms: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that a relay at fault would do, how often, and when first and last; nobody else can check."""

    space: bytes
    relay: bytes
    code: str
    count: int
    first_ms: int
    last_ms: int


def add(db: Db, spot: Spot, incarnation: bytes, proof: Proof) -> bool:
    """Keep one proof for each mailbox, incarnation and code; say whether this one is new."""
    held = db.number("SELECT count(*) FROM relay_proof WHERE relay = ?", spot.relay)
    known = "SELECT 1 FROM relay_proof WHERE relay = ? AND mailbox = ? AND incarnation = ? AND code = ?"
    key = (spot.relay, spot.mailbox, incarnation, proof.code)
    if held >= PROOFS_MAX or db.row(known, *key) is not None:
        return False
    db.run(
        "INSERT INTO relay_proof (relay, mailbox, incarnation, code, space, at_ms, data)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        *key, spot.space, proof.at_ms, proof.data,
    )  # fmt: skip
    return True


def every(db: Db) -> list[Proof]:
    rows = db.rows("SELECT row, space, relay, code, at_ms, data FROM relay_proof ORDER BY row")
    return [Proof(row, bytes(space), bytes(relay), code, at, bytes(data))
            for row, space, relay, code, at, data in rows]  # fmt: skip


def codes(db: Db, space: bytes) -> list[tuple[bytes, str]]:
    """Of which relays of a space there are proofs, and of what."""
    rows = db.rows("SELECT DISTINCT relay, code FROM relay_proof WHERE space = ?", space)
    return [(bytes(relay), code) for relay, code in rows]


def note(db: Db, spot: Spot, code: str, count: int, now_ms: int) -> bool:
    """Count a sign; say whether it is the first of its kind."""
    first = not any(one.code == code for one in signs(db, spot.space) if one.relay == spot.relay)
    db.run(
        "INSERT INTO relay_sign VALUES (?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT (relay, space, code) DO UPDATE"
        " SET count = min(count + excluded.count, ?6), last_ms = excluded.last_ms",
        spot.relay, spot.space, code, min(count, COUNT_MAX), now_ms, COUNT_MAX,
    )  # fmt: skip
    return first


def signs(db: Db, space: bytes) -> list[Sign]:
    sql = "SELECT relay, code, count, first_ms, last_ms FROM relay_sign WHERE space = ? ORDER BY relay, code"
    return [Sign(space, bytes(relay), *rest) for relay, *rest in db.rows(sql, space)]


def counts(db: Db) -> tuple[int, int]:
    """How many proofs are kept, and how many kinds of signs."""
    sql = "SELECT count(*) FROM "
    return db.number(sql + "relay_proof"), db.number(sql + "relay_sign")
