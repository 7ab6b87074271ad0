"""Entries that are not applied: parked until what they stand on comes, or in quarantine (A5.3, A5.7)."""

from sync.store.database import Db

PARKED_MAX = 64 << 20  # bytes for one device (A5.7), and for all strangers of a space together


def park(db: Db, space: bytes, device: bytes, entry_id: bytes, raw: bytes) -> bool:
    """Keep an entry that came too early; say whether there was room for it.

    What a *device* sent that nobody knows counts as the space's own: invented devices share one room.
    """
    if (known := db.row("SELECT device FROM parked WHERE id = ?", entry_id)) is not None:
        if bytes(known[0]) == device:
            return True
        unpark(db, entry_id)
    used = db.number("SELECT bytes FROM parked_size WHERE device = ?", device)
    if used + len(raw) > PARKED_MAX:
        return False
    db.run("INSERT INTO parked VALUES (?, ?, ?, ?)", entry_id, space, device, raw)
    _grow(db, device, len(raw))
    return True


def _grow(db: Db, device: bytes, by: int) -> None:
    """Keep the sum as a number of its own: adding it up for each entry is slow just when it is large."""
    db.run(
        "INSERT INTO parked_size VALUES (?, ?)"
        " ON CONFLICT (device) DO UPDATE SET bytes = bytes + excluded.bytes",
        device, by,
    )  # fmt: skip


def parked(db: Db, space: bytes, *, strangers: bool = True) -> list[bytes]:
    """What waits in *space*, in the order it came, that of *strangers* with it or not."""
    sql = "SELECT raw FROM parked WHERE space = ?1 AND (?2 OR device <> ?1) ORDER BY rowid"
    return [bytes(row[0]) for row in db.rows(sql, space, int(strangers))]


def some_parked(db: Db, space: bytes, most: int) -> list[bytes]:
    """The newest of what waits in *space*."""
    sql = "SELECT raw FROM parked WHERE space = ? ORDER BY rowid DESC LIMIT ?"
    return [bytes(row[0]) for row in db.rows(sql, space, most)]


def unpark(db: Db, entry_id: bytes) -> None:
    for device, size in db.rows("DELETE FROM parked WHERE id = ? RETURNING device, length(raw)", entry_id):
        _grow(db, device, -size)


def parked_count(db: Db) -> int:
    return db.number("SELECT count(*) FROM parked")


def refuse(db: Db, space: bytes, entry_id: bytes, raw: bytes, reason: str) -> None:
    """Put an entry into quarantine: it is kept as evidence and never applied."""
    db.run("INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?)", entry_id, space, raw, reason)


def is_refused(db: Db, space: bytes, entry_id: bytes) -> bool:
    return db.row("SELECT 1 FROM quarantine WHERE space IN (?, x'') AND id = ?", space, entry_id) is not None


def refused(db: Db) -> list[tuple[bytes, str]]:
    """Return (space, reason) of everything in quarantine."""
    return [(bytes(space), reason) for space, reason in db.rows("SELECT space, reason FROM quarantine")]


def kept(db: Db, space: bytes) -> list[tuple[bytes, bytes, str]]:
    """Return (entry id, its bytes, reason) of all that was refused in one space."""
    sql = "SELECT id, raw, reason FROM quarantine WHERE space = ? ORDER BY rowid"
    return [(bytes(key), bytes(raw), reason) for key, raw, reason in db.rows(sql, space)]


def mark(db: Db, entry_ids: list[bytes]) -> None:
    """Remember what is about to be merged, so that what crashes the program does so once only."""
    db.many("INSERT OR IGNORE INTO in_flight VALUES (?)", [(each,) for each in entry_ids])


def clear_marks(db: Db) -> None:
    db.run("DELETE FROM in_flight")


def marks(db: Db) -> list[bytes]:
    return [bytes(row[0]) for row in db.rows("SELECT id FROM in_flight")]
