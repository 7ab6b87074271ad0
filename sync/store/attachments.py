"""What the log says of attached files, and which relays hold them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from sync.model.attaching import Attach, field_of
from sync.store.database import Db

ID = 32
KEPT = 4
"""So many different descriptions of one file are kept: more than one of them is somebody's lie."""
FETCH, SEND = 1, 2


@dataclass(frozen=True, slots=True)
class Described:
    """A file as an operation described it."""

    row: int
    space: bytes
    att: bytes
    key: bytes = field(repr=False)
    size: int
    digest: bytes
    parts: tuple[bytes, ...]
    name: str
    media: str
    own: bool
    """This notebook said so."""
    seen_ms: int
    wrong: bool
    """What lies under these ids is not this file."""


SELECT = "SELECT row, space, att, key, size, digest, parts, name, media, own, seen_ms, wrong FROM attached"


def describe(db: Db, space: bytes, op: Attach, now: int, *, own: bool) -> None:
    """Remember what an operation says of a file."""
    sql = "SELECT count(*) FROM attached WHERE space = ? AND att = ?"
    if db.number(sql, space, op.att) < KEPT:
        db.run(
            "INSERT OR IGNORE INTO attached (space, att, key, size, digest, parts, name, media, own, seen_ms,"
            " wrong) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            space, op.att, op.key, op.size, op.digest, b"".join(op.parts), op.name, op.media, int(own), now,
        )  # fmt: skip


def is_any(db: Db) -> bool:
    return db.row("SELECT 1 FROM attached") is not None


def of(db: Db, att: bytes, space: bytes | None = None) -> Described | None:
    """Return the first description of a file that did not turn out wrong, or else the first."""
    sql = f"{SELECT} WHERE att = ? AND space = coalesce(?, space) ORDER BY wrong, row LIMIT 1"
    found = db.row(sql, att, space)
    return _described(found) if found else None


def empty(db: Db) -> list[Described]:
    """Return the files without a byte."""
    return [_described(row) for row in db.rows(f"{SELECT} WHERE size = 0 AND wrong = 0 ORDER BY row")]


def others(db: Db, one: Described) -> list[Described]:
    """Return what else is said of the parts of a file, in any space: several say so, and one may be right."""
    sql = SELECT + " WHERE space IN (SELECT space FROM space) AND att = ? AND wrong = 0"  # noqa: S608 - constants
    sql += " AND (parts <> ? OR space <> ?) ORDER BY row"
    return [_described(row) for row in db.rows(sql, one.att, b"".join(one.parts), one.space)]


def in_space(db: Db, space: bytes) -> dict[bytes, Described]:
    """Return the same of all files that a space's log names."""
    rows = db.rows(f"{SELECT} WHERE space = ? ORDER BY wrong DESC, row DESC", space)
    return {one.att: one for one in map(_described, rows)}


def _described(row: Sequence[object]) -> Described:
    number, space, att, key, size, digest, parts, name, media, own, seen, wrong = cast(
        "tuple[int, bytes, bytes, bytes, int, bytes, bytes, str, str, int, int, int]", tuple(row)
    )
    split = tuple(bytes(parts[at : at + ID]) for at in range(0, len(parts), ID))
    return Described(
        number, bytes(space), bytes(att), bytes(key), size, bytes(digest), split, name, media,
        bool(own), seen, bool(wrong),
    )  # fmt: skip


def distrust(db: Db, row: int) -> None:
    db.run("UPDATE attached SET wrong = 1 WHERE row = ?", row)


# ---------------------------------------------------------------- which items show them
def on_item(db: Db, record: bytes) -> list[str]:
    """Return the fields of an item in which it shows files."""
    sql = "SELECT DISTINCT field FROM value WHERE record = ? AND field >= 'attachment.'"
    sql += " AND field < 'attachment/' AND value IS NOT NULL ORDER BY field"
    return [str(name) for (name,) in db.rows(sql, record)]


def shown(db: Db, space: bytes) -> list[tuple[str, bytes]]:
    """Return (field, record) for each file that an item of a space shows, in the trash or not."""
    sql = (
        "SELECT DISTINCT field, record FROM value CROSS JOIN record USING (record)"
        " WHERE field >= 'attachment.' AND field < 'attachment/' AND value IS NOT NULL AND space = ?"
        " ORDER BY field, record"
    )
    return [(str(name), bytes(record)) for name, record in db.rows(sql, space)]


def shown_on(db: Db, att: bytes) -> list[bytes]:
    """Return the records of the items that show a file."""
    sql = (
        "SELECT DISTINCT record FROM value WHERE field >= 'attachment.' AND field < 'attachment/'"
        " AND field = ? AND value IS NOT NULL ORDER BY record"
    )
    return [bytes(record) for (record,) in db.rows(sql, field_of(att))]


# ---------------------------------------------------------------- at relays
def looked(db: Db, space: bytes) -> dict[tuple[bytes, bytes], tuple[bool, int]]:
    """Return for each (relay, file) whether all of it was there when one last looked, and when that was."""
    rows = db.rows("SELECT relay, att, there, looked_ms FROM attached_at WHERE space = ?", space)
    return {(bytes(relay), bytes(att)): (bool(there), at) for relay, att, there, at in rows}


def at_some_relay(db: Db, space: bytes, att: bytes) -> bool:
    """Say whether some relay is known to have all of a file."""
    sql = "SELECT 1 FROM attached_at WHERE space = ? AND att = ? AND there = 1"
    return db.row(sql, space, att) is not None


def note(db: Db, relay: bytes, place: tuple[bytes, bytes], now: int, *, there: bool) -> None:
    space, att = place
    sql = "INSERT OR REPLACE INTO attached_at VALUES (?, ?, ?, ?, ?)"
    db.run(sql, relay, space, att, int(there), now)


def look_again(db: Db, space: bytes) -> None:
    """Forget where files of a space are: what went piece by piece lies nowhere whole."""
    db.run("DELETE FROM attached_at WHERE space = ?", space)


# ---------------------------------------------------------------- asked for
def ask(db: Db, atts: Iterable[bytes], way: int) -> None:
    """Somebody wants these sent or fetched, however large they are."""
    sql = "INSERT INTO attached_asked VALUES (?, ?) ON CONFLICT (att) DO UPDATE SET way = way | excluded.way"
    db.many(sql, [(att, way) for att in atts])


def asked(db: Db, way: int) -> set[bytes]:
    return {bytes(att) for (att,) in db.rows("SELECT att FROM attached_asked WHERE way & ?", way)}


def done(db: Db, att: bytes, way: int) -> None:
    db.run("UPDATE attached_asked SET way = way & ~? WHERE att = ?", way, att)
    db.run("DELETE FROM attached_asked WHERE way = 0")
