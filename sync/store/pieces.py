"""Pieces of contents that are sent at a steady pace, kept until the others have come."""

from collections.abc import Iterable
from dataclasses import dataclass

from sync.store.database import Db

KEPT = 2048  # for each space: 16 MiB
NAME = 16


@dataclass(frozen=True, slots=True)
class Held:
    """A piece by its name and number, and the name of the next one, 16 bytes each."""

    name: bytes
    number: int
    after: bytes


def add(db: Db, space: bytes, one: Held, count: int, data: bytes) -> None:
    """Keep a piece; where there are very many, the oldest go."""
    sql = "INSERT OR IGNORE INTO piece (space, content, number, count, data) VALUES (?, ?, ?, ?, ?)"
    db.run(sql, space, one.name, one.number, count, one.after + data)
    db.run(
        "DELETE FROM piece WHERE space = ?1 AND row <="
        " coalesce((SELECT row FROM piece WHERE space = ?1 ORDER BY row DESC LIMIT 1 OFFSET ?2), 0)",
        space, KEPT,
    )  # fmt: skip


def get(db: Db, space: bytes, name: bytes, count: int) -> Held | None:
    """Return a piece that is here of contents of *count*."""
    sql = "SELECT number, substr(data, 1, ?) FROM piece WHERE space = ? AND content = ? AND count = ?"
    found = db.row(sql, NAME, space, name, count)
    return Held(name, found[0], bytes(found[1])) if found else None


def of(db: Db, space: bytes, count: int) -> list[Held]:
    """Return those pieces that are here of contents of *count*."""
    sql = "SELECT content, number, substr(data, 1, ?) FROM piece WHERE space = ? AND count = ? ORDER BY row"
    return [
        Held(bytes(name), number, bytes(after)) for name, number, after in db.rows(sql, NAME, space, count)
    ]


def data(db: Db, space: bytes, name: bytes) -> bytes | None:
    """Return what is in a piece; None where it is not here."""
    found = db.row("SELECT data FROM piece WHERE space = ? AND content = ?", space, name)
    return bytes(found[0])[NAME:] if found else None


def remove(db: Db, space: bytes, names: Iterable[bytes]) -> None:
    db.many("DELETE FROM piece WHERE space = ? AND content = ?", [(space, name) for name in names])
