"""Mailboxes in one SQLite file: WAL, and on the disk before the answer (A6.9)."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sync.relay.storage import rows, sqlite_schema
from sync.relay.storage.interface import FRAME, HELD, OVERHEAD, Box, Claim, MailboxFull
from sync.relay.storage.rows import Away, BlobsHere, Gone, Item
from sync.relay.storage.sqlite_schema import faults, transaction
from sync.wire import routes
from sync.wire.routes import BoxRequest

COLUMNS = "row, mid, token_hash, append_pk, admin_pk, first, last, chain, used, quota, closed"
DAY = 24 * 3600
"""Times are kept by the day: who takes the file learns no more of when somebody wrote."""
ADD = "INSERT INTO blob (box, seq, id, data, day, away) VALUES (?, ?, ?, ?, ?, ?)"
PLACES = "SELECT (SELECT mid FROM box WHERE box.row = blob.box), id, data FROM blob WHERE away > 0"
SPOKEN_OF = (
    "SELECT 1 FROM blob WHERE box = (SELECT row FROM box WHERE mid = ?) AND id = ? AND data = ? AND away > 0"
)
KEYS = "SELECT token_hash, append_pk, admin_pk, closed FROM box WHERE mid = ?"


class SqliteRows:
    """Mailboxes and the rows of their blobs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.let_go: Callable[[Sequence[Gone]], None] = rows.nothing

    def box(self, mid: bytes) -> Box | None:
        with faults():
            sql = f"SELECT {COLUMNS} FROM box WHERE mid = ?"  # noqa: S608 - our own words
            found = self._connection.execute(sql, (mid,)).fetchone()
        return Box(*found) if found else None

    def append_items(self, box: Box, items: Sequence[Item], quota: int, now: int) -> tuple[list[int], Box]:
        known = "SELECT seq FROM blob WHERE box = ? AND id = ?"
        with transaction(self._connection) as db:
            state = "SELECT last, chain, used FROM box WHERE row = ?"
            last, chain, used = db.execute(state, (box.row,)).fetchone()
            seqs: list[int] = []
            for each in items:
                name, data, away = rows.parts(each)
                if found := db.execute(known, (box.row, name)).fetchone():
                    seqs.append(found[0])
                    continue
                last, chain, used = (
                    last + 1,
                    routes.chained(chain, name),
                    used + rows.size_of(each) + OVERHEAD,
                )
                db.execute(ADD, (box.row, last, name, data, now // DAY, away))
                seqs.append(last)
            if used > quota and last > box.last:
                raise MailboxFull
            db.execute(
                "UPDATE box SET last = ?, chain = ?, used = ? WHERE row = ?", (last, chain, used, box.row)
            )
        return seqs, self.box(box.mid) or box

    def scan_items(self, box: Box, after: int, size: int) -> list[tuple[int, Item]]:
        sql = "SELECT seq, id, data, away FROM blob WHERE box = ? AND seq > ? ORDER BY seq"
        with faults():
            return _bounded(self._connection.execute(sql, (box.row, after)), size)

    def get_items(self, box: Box, ids: Sequence[bytes], size: int) -> list[Item]:
        sql = "SELECT seq, id, data, away FROM blob WHERE box = ? AND id = ?"
        with faults():
            found = (self._connection.execute(sql, (box.row, name)).fetchone() for name in dict.fromkeys(ids))
            return [each for _, each in _bounded((row for row in found if row), size)]

    def have(self, box: Box, ids: Sequence[bytes]) -> list[bool]:
        sql = "SELECT 1 FROM blob WHERE box = ? AND id = ?"
        with faults():
            return [self._connection.execute(sql, (box.row, name)).fetchone() is not None for name in ids]

    def trim(self, box: Box, before: int) -> None:
        with transaction(self._connection) as db:
            gone = _forget(db, "box = ? AND seq < ?", (box.row, before))[1]
        self.let_go(gone)

    def close_box(self, box: Box) -> None:
        with transaction(self._connection) as db:
            db.execute("UPDATE box SET closed = 1 WHERE row = ?", (box.row,))
            gone = _forget(db, "box = ?", (box.row,))[1]
        self.let_go(gone)

    def expire(self, before: int, most: int) -> int:
        oldest = "row IN (SELECT row FROM blob WHERE day < ? ORDER BY day LIMIT ?)"
        with transaction(self._connection) as db:
            count, gone = _forget(db, oldest, (before // DAY, most))
        self.let_go(gone)
        return count

    def lose(self, box: Box, lost: Sequence[Away]) -> None:
        with transaction(self._connection) as db:
            for each in lost:
                _forget(db, "box = ? AND id = ? AND data = ?", (box.row, each.id, each.place))

    def speaks_of(self, gone: Gone) -> bool:
        with faults():
            return self._connection.execute(SPOKEN_OF, gone).fetchone() is not None


class SqliteStorage(SqliteRows, BlobsHere):
    """Used on one thread, the one that made it. Raises OSError when *path* is none of ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(sqlite_schema.opened(path))
        self.incarnation = bytes(self._connection.execute("SELECT incarnation FROM meta").fetchone()[0])

    def create(self, request: BoxRequest, allowed: int | Claim) -> bool:
        with transaction(self._connection) as db:
            if isinstance(allowed, Claim):
                return _redeem(db, request, allowed)
            _make(db, request, allowed)
        return True

    def notice(self) -> str:
        with faults():
            return str(self._connection.execute("SELECT notice FROM meta").fetchone()[0])

    def close(self) -> None:
        self._connection.close()


def _bounded(found: Iterable[tuple[int, bytes, bytes, int]], size: int) -> list[tuple[int, Item]]:
    page: list[tuple[int, Item]] = []
    for seq, name, data, away in found:
        size -= (away or len(data)) + FRAME
        if page and size < 0:
            break
        page.append((seq, rows.item(name, data, away)))
    return page


def _forget(db: sqlite3.Connection, where: str, values: tuple[int | bytes, ...]) -> tuple[int, list[Gone]]:
    """Delete the blobs that *where*, words of our own, finds; keep the books of their mailboxes.

    Return how many there were, and the objects that they had.
    """
    freed = db.execute(
        f"SELECT box, sum({HELD} + {OVERHEAD}) FROM blob WHERE {where} GROUP BY box",  # noqa: S608
        values,
    ).fetchall()
    gone = db.execute(f"{PLACES} AND {where}", values).fetchall()
    count = db.execute(f"DELETE FROM blob WHERE {where}", values).rowcount  # noqa: S608
    for row, size in freed:
        db.execute(
            "UPDATE box SET used = used - ?,"
            " first = coalesce((SELECT min(seq) FROM blob WHERE blob.box = box.row), last + 1) WHERE row = ?",
            (size, row),
        )
    return count, gone


def _make(db: sqlite3.Connection, request: BoxRequest, quota: int) -> None:
    keys = (request.mid, request.token_hash, request.append_pk, request.admin_pk)
    db.execute(
        "INSERT OR IGNORE INTO box (mid, token_hash, append_pk, admin_pk, chain, quota)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (*keys, routes.EMPTY_CHAIN, quota),
    )


def _redeem(db: sqlite3.Connection, request: BoxRequest, claim: Claim) -> bool:
    granted = "SELECT quota FROM ticket WHERE name = ? AND until >= ?"
    grant = db.execute(granted, (claim.ticket, claim.now // DAY)).fetchone()
    known = db.execute(KEYS, (request.mid,)).fetchone()
    same = known is not None and known[:3] == (request.token_hash, request.append_pk, request.admin_pk)
    if grant and known is None:
        _make(db, request, grant[0])
    elif grant and same and not known[3]:
        db.execute("UPDATE box SET quota = quota + ? WHERE mid = ?", (grant[0], request.mid))
    else:
        return same or grant is not None
    db.execute("DELETE FROM ticket WHERE name = ?", (claim.ticket,))
    return True
