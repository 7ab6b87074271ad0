"""Mailboxes in one SQLite file: WAL, and on the disk before the answer (A6.9)."""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sync.relay.storage.interface import FRAME, OVERHEAD, Box, DiskFailing, DiskFull, MailboxFull
from sync.wire import routes
from sync.wire.routes import BoxRequest

SCHEMA = (
    "CREATE TABLE meta (incarnation BLOB NOT NULL)",
    "CREATE TABLE box (row INTEGER PRIMARY KEY, mid BLOB UNIQUE NOT NULL, token_hash BLOB NOT NULL,"
    " append_pk BLOB NOT NULL, admin_pk BLOB NOT NULL, first INTEGER NOT NULL DEFAULT 1,"
    " last INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL, used INTEGER NOT NULL DEFAULT 0,"
    " quota INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE blob (row INTEGER PRIMARY KEY, box INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " id BLOB NOT NULL, data BLOB NOT NULL, day INTEGER NOT NULL)",
    "CREATE UNIQUE INDEX blob_seq ON blob (box, seq)",
    "CREATE UNIQUE INDEX blob_id ON blob (box, id)",
    "CREATE INDEX blob_day ON blob (day)",
)
VERSION = 1
COLUMNS = "row, mid, token_hash, append_pk, admin_pk, first, last, chain, used, quota, closed"
DAY = 24 * 3600
"""Times are kept by the day: who takes the file learns no more of when somebody wrote."""
WAL_MAX = 32 << 20
FAULTS: dict[int, type[Exception]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR_WRITE: DiskFull,  # a file may grow no further: a quota, a limit
    sqlite3.SQLITE_IOERR: DiskFailing,
    sqlite3.SQLITE_READONLY: DiskFailing,
}


class SqliteStorage:
    """Used on one thread, the one that made it. Raises OSError when *path* is none of ours."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(path, isolation_level=None)
            for pragma in ("journal_mode = WAL", "synchronous = FULL", f"journal_size_limit = {WAL_MAX}"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._prepare()
            self.incarnation = bytes(self._connection.execute("SELECT incarnation FROM meta").fetchone()[0])
        except sqlite3.Error as error:
            raise OSError(0, f"the file {path.name} does not open") from error

    def _prepare(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise OSError(0, "the files are of a newer relay")
        if version == 0:
            with self._transaction() as db:
                for statement in SCHEMA:
                    db.execute(statement)
                db.execute("INSERT INTO meta VALUES (?)", (secrets.token_bytes(routes.INCARNATION_SIZE),))
                db.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def create(self, request: BoxRequest, quota: int) -> None:
        keys = (request.mid, request.token_hash, request.append_pk, request.admin_pk)
        with self._transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO box (mid, token_hash, append_pk, admin_pk, chain, quota)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (*keys, routes.EMPTY_CHAIN, quota),
            )

    def box(self, mid: bytes) -> Box | None:
        with _faults():
            sql = f"SELECT {COLUMNS} FROM box WHERE mid = ?"  # noqa: S608 - our own words
            found = self._connection.execute(sql, (mid,)).fetchone()
        return Box(*found) if found else None

    def append(self, box: Box, blobs: Sequence[bytes], quota: int, now: int) -> tuple[list[int], Box]:
        known = "SELECT seq FROM blob WHERE box = ? AND id = ?"
        with self._transaction() as db:
            state = "SELECT last, chain, used FROM box WHERE row = ?"
            last, chain, used = db.execute(state, (box.row,)).fetchone()
            seqs: list[int] = []
            for blob in blobs:
                name = routes.blob_id(blob)
                if found := db.execute(known, (box.row, name)).fetchone():
                    seqs.append(found[0])
                    continue
                last, chain, used = last + 1, routes.chained(chain, name), used + len(blob) + OVERHEAD
                db.execute(
                    "INSERT INTO blob (box, seq, id, data, day) VALUES (?, ?, ?, ?, ?)",
                    (box.row, last, name, blob, now // DAY),
                )
                seqs.append(last)
            if used > quota and last > box.last:
                raise MailboxFull
            db.execute(
                "UPDATE box SET last = ?, chain = ?, used = ? WHERE row = ?", (last, chain, used, box.row)
            )
        return seqs, self.box(box.mid) or box

    def scan(self, box: Box, after: int, size: int) -> list[tuple[int, bytes]]:
        rows = "SELECT seq, data FROM blob WHERE box = ? AND seq > ? ORDER BY seq"
        with _faults():
            return _bounded(self._connection.execute(rows, (box.row, after)), size)

    def get(self, box: Box, ids: Sequence[bytes], size: int) -> list[bytes]:
        sql = "SELECT seq, data FROM blob WHERE box = ? AND id = ?"
        with _faults():
            rows = (self._connection.execute(sql, (box.row, name)).fetchone() for name in dict.fromkeys(ids))
            return [data for _, data in _bounded((row for row in rows if row), size)]

    def have(self, box: Box, ids: Sequence[bytes]) -> list[bool]:
        sql = "SELECT 1 FROM blob WHERE box = ? AND id = ?"
        with _faults():
            return [self._connection.execute(sql, (box.row, name)).fetchone() is not None for name in ids]

    def trim(self, box: Box, before: int) -> None:
        with self._transaction() as db:
            _forget(db, "box = ? AND seq < ?", (box.row, before))

    def close_box(self, box: Box) -> None:
        with self._transaction() as db:
            db.execute("UPDATE box SET closed = 1 WHERE row = ?", (box.row,))
            _forget(db, "box = ?", (box.row,))

    def expire(self, before: int, most: int) -> int:
        oldest = "row IN (SELECT row FROM blob WHERE day < ? ORDER BY day LIMIT ?)"
        with self._transaction() as db:
            return _forget(db, oldest, (before // DAY, most))

    def close(self) -> None:
        self._connection.close()


def _bounded(rows: Iterable[tuple[int, bytes]], size: int) -> list[tuple[int, bytes]]:
    found: list[tuple[int, bytes]] = []
    for seq, data in rows:
        size -= len(data) + FRAME
        if found and size < 0:
            break
        found.append((seq, data))
    return found


def _forget(db: sqlite3.Connection, where: str, values: tuple[int, ...]) -> int:
    """Delete the blobs that *where*, words of our own, finds; keep the books of their mailboxes."""
    freed = db.execute(
        f"SELECT box, sum(length(data) + {OVERHEAD}) FROM blob WHERE {where} GROUP BY box",  # noqa: S608
        values,
    ).fetchall()
    count = db.execute(f"DELETE FROM blob WHERE {where}", values).rowcount  # noqa: S608
    for row, size in freed:
        db.execute(
            "UPDATE box SET used = used - ?,"
            " first = coalesce((SELECT min(seq) FROM blob WHERE blob.box = box.row), last + 1) WHERE row = ?",
            (size, row),
        )
    return count


@contextmanager
def _faults() -> Iterator[None]:
    """What the world did, under its name; our own mistakes stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        known = FAULTS.get(code) or FAULTS.get(code & 0xFF)
        if known is None:
            raise
        raise known from error
