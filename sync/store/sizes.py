"""How large it is what a relay is not known to hold, without reading any of it."""

from sync.store.carriers import NOT_PLACED
from sync.store.database import Db


def lacking(db: Db, relay: bytes, space: bytes) -> list[tuple[int, bytes, bool, int]]:
    """Return row, author, membership or not, and bytes of each entry that the relay lacks."""
    rows = db.rows("SELECT row, device, membership, length(raw)" + NOT_PLACED + " ORDER BY row", space, relay)
    return [(row, bytes(device), bool(membership), size) for row, device, membership, size in rows]


def sealed(db: Db, relay: bytes, space: bytes) -> list[int]:
    """Return the bytes of each blob that waits for the relay's yes and holds no entries of its own."""
    sql = "SELECT length(data) FROM outgoing WHERE relay = ? AND space = ? AND entries = x'80'"
    return [size for (size,) in db.rows(sql, relay, space)]


def parcels(db: Db, relay: bytes, space: bytes) -> list[int]:
    sql = (
        "SELECT length(content) FROM parcel INDEXED BY parcel_space WHERE space = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM parcel_placed WHERE relay = ?2 AND parcel = parcel.row)"
    )
    return [size for (size,) in db.rows(sql, space, relay)]
