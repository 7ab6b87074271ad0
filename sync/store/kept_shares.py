"""Recovery sheets that this notebook keeps for other people."""

from dataclasses import dataclass, field

from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class KeptShare:
    """One sheet; *id* is the SHA-256 of its words."""

    id: bytes
    person: bytes
    name: str
    of: int
    made_ms: int
    since_ms: int
    text: str = field(repr=False)


def put(db: Db, kept: KeptShare) -> None:
    cells = (kept.id, kept.person, kept.name, kept.of, kept.made_ms, kept.since_ms, kept.text)
    db.run("INSERT OR REPLACE INTO kept_share VALUES (?, ?, ?, ?, ?, ?, ?)", *cells)


def every(db: Db) -> list[KeptShare]:
    rows = db.rows("SELECT id, person, name, of, made_ms, since_ms, text FROM kept_share ORDER BY rowid")
    return [KeptShare(bytes(row[0]), bytes(row[1]), *row[2:]) for row in rows]


def get(db: Db, share: bytes) -> KeptShare | None:
    return next((one for one in every(db) if one.id == share), None)


def remove(db: Db, share: bytes) -> None:
    db.run("DELETE FROM kept_share WHERE id = ?", share)
