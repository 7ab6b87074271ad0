"""What relays signed of their mailboxes, how far lists were followed, what members were shown (A6.7)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from sync.model.relay_view import Link, View
from sync.store import settings
from sync.store.database import Db
from sync.wire import codec

BEGINNING = View()
KEPT = 1000  # links of one mailbox, the newest


@dataclass(frozen=True, slots=True)
class Spot:
    """One mailbox at one relay, and whose it is."""

    space: bytes
    relay: bytes
    mailbox: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Signatures stand with their heads: the *newest*, and the newest that the list followed agrees with.

    Times are of this notebook's clock: when members were told of it, when the relay was last asked whether
    it holds what it should.
    """

    incarnation: bytes
    newest: bytes
    verified: bytes = b""
    view: View = BEGINNING
    told_ms: int = 0
    looked_ms: int = 0


@dataclass(frozen=True, slots=True)
class Blob:
    """A blob that the relay showed or said it took, when that was at the earliest (its own clock, 0 for
    unknown), and rows of the entries inside where this device posted it."""

    link: Link
    since: int
    entries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A signed head that a member's device was shown."""

    device: bytes
    signed: bytes
    came_ms: int


HEAD = "incarnation, newest, verified, at, chain, told_ms, looked_ms"


def _kept(row: tuple[bytes, bytes, bytes, int, bytes, int, int]) -> Kept:
    incarnation, newest, verified, at, chain, told, looked = row
    return Kept(bytes(incarnation), bytes(newest), bytes(verified), View(at, bytes(chain)), told, looked)


def get(db: Db, spot: Spot) -> Kept | None:
    sql = f"SELECT {HEAD} FROM relay_head WHERE relay = ? AND mailbox = ?"  # noqa: S608 - our own columns
    found = db.row(sql, spot.relay, spot.mailbox)
    return _kept((found[0], found[1], found[2], found[3], found[4], found[5], found[6])) if found else None


def put(db: Db, spot: Spot, kept: Kept) -> None:
    db.run(
        f"INSERT OR REPLACE INTO relay_head (space, relay, mailbox, {HEAD})"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        spot.space, spot.relay, spot.mailbox, kept.incarnation, kept.newest, kept.verified, kept.view.at,
        kept.view.chain, kept.told_ms, kept.looked_ms,
    )  # fmt: skip


def begin(db: Db, spot: Spot, kept: Kept) -> None:
    """The list begins anew: nothing of it was followed yet."""
    db.run("DELETE FROM relay_blob WHERE relay = ? AND mailbox = ?", spot.relay, spot.mailbox)
    put(db, spot, replace(kept, verified=b"", view=BEGINNING))


def expire(db: Db, relay: bytes, before_ms: int) -> None:
    """Let go of the mailboxes at a relay that nobody has looked into since then: their eras are over."""
    old = "SELECT mailbox FROM relay_head WHERE relay = ? AND looked_ms BETWEEN 1 AND ?"
    for (mailbox,) in db.rows(old, relay, before_ms):
        for table in ("relay_blob", "relay_claim", "relay_head"):
            sql = f"DELETE FROM {table} WHERE relay = ? AND mailbox = ?"  # noqa: S608 - our own words
            db.run(sql, relay, bytes(mailbox))
        settings.remove(db, told_key(bytes(mailbox)))


def told_key(mailbox: bytes) -> str:
    """The setting that keeps which head of a mailbox members were told last."""
    return f"told-head/{mailbox.hex()}"


def of_space(db: Db, space: bytes) -> list[tuple[Spot, Kept]]:
    """Every mailbox of the space, the one that members were told of longest ago first."""
    sql = f"SELECT relay, mailbox, {HEAD} FROM relay_head WHERE space = ? ORDER BY told_ms, mailbox"  # noqa: S608
    return [(Spot(space, bytes(row[0]), bytes(row[1])), _kept(row[2:])) for row in db.rows(sql, space)]


# ---------------------------------------------------------------- blobs
BLOB = "number, id, chain, since, entries"


def _blob(row: tuple[int, bytes, bytes, int, bytes]) -> Blob:
    number, name, chain, since, entries = row
    inside = cast("list[int]", codec.decode(bytes(entries))) if entries else []  # our own row
    return Blob(Link(number, bytes(name), bytes(chain)), since, tuple(inside))


def blobs(db: Db, spot: Spot, first: int = 0, last: int = (1 << 63) - 1) -> list[Blob]:
    sql = (
        f"SELECT {BLOB} FROM relay_blob WHERE relay = ? AND mailbox = ?"  # noqa: S608
        " AND number BETWEEN ? AND ? ORDER BY number"
    )
    rows = db.rows(sql, spot.relay, spot.mailbox, first, last)
    return [_blob((row[0], row[1], row[2], row[3], row[4])) for row in rows]


def keep(db: Db, spot: Spot, found: Iterable[Blob]) -> None:
    """Keep blobs, and of all of the mailbox the newest thousand; what is known of one stays known."""
    db.many(
        f"INSERT INTO relay_blob (relay, mailbox, {BLOB}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        " ON CONFLICT (relay, mailbox, number) DO UPDATE SET chain = excluded.chain,"
        " since = max(since, excluded.since),"
        " entries = CASE excluded.entries WHEN x'' THEN entries ELSE excluded.entries END",
        [
            (
                spot.relay, spot.mailbox, one.link.number, one.link.id, one.link.chain, one.since,
                codec.encode(list(one.entries)) if one.entries else b"",
            )
            for one in found
        ],
    )  # fmt: skip
    db.run(
        "DELETE FROM relay_blob WHERE relay = ?1 AND mailbox = ?2 AND number <= ("
        "SELECT number FROM relay_blob WHERE relay = ?1 AND mailbox = ?2"
        " ORDER BY number DESC LIMIT 1 OFFSET ?3)",
        spot.relay, spot.mailbox, KEPT,
    )  # fmt: skip


def drop(db: Db, spot: Spot, numbers: Iterable[int]) -> None:
    sql = "DELETE FROM relay_blob WHERE relay = ? AND mailbox = ? AND number = ?"
    db.many(sql, [(spot.relay, spot.mailbox, number) for number in numbers])


# ---------------------------------------------------------------- what members were shown
def claim(db: Db, spot: Spot, one: Claim) -> None:
    """Keep the newest head that a device said it was shown."""
    sql = (
        "INSERT OR REPLACE INTO relay_claim (relay, mailbox, device, signed, came_ms) VALUES (?, ?, ?, ?, ?)"
    )
    db.run(sql, spot.relay, spot.mailbox, one.device, one.signed, one.came_ms)


def claims(db: Db, spot: Spot) -> list[Claim]:
    sql = "SELECT device, signed, came_ms FROM relay_claim WHERE relay = ? AND mailbox = ? ORDER BY device"
    rows = db.rows(sql, spot.relay, spot.mailbox)
    return [Claim(bytes(device), bytes(signed), came) for device, signed, came in rows]


def settle(db: Db, spot: Spot, device: bytes) -> None:
    """What a device was shown was compared, and nothing remains of it to compare."""
    sql = "DELETE FROM relay_claim WHERE relay = ? AND mailbox = ? AND device = ?"
    db.run(sql, spot.relay, spot.mailbox, device)
