"""Entries that are kept and handed on, but whose content does not count for now (A5.6)."""

from collections.abc import Iterable

from sync.store.database import Db


def replace(db: Db, space: bytes, rows: Iterable[int]) -> None:
    db.run("DELETE FROM aside WHERE space = ?", space)
    db.many("INSERT INTO aside VALUES (?, ?)", [(row, space) for row in rows])


def rows(db: Db, space: bytes) -> frozenset[int]:
    return frozenset(row for (row,) in db.rows("SELECT entry FROM aside WHERE space = ?", space))
