"""Mailboxes in one SQLite file: WAL, and on the disk before the answer (A6.9)."""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sync.relay.storage.interface import Box, MailboxFull, NoRoom
from sync.wire import routes
from sync.wire.routes import BoxRequest

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (incarnation BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS box (
    row INTEGER PRIMARY KEY, mid BLOB UNIQUE NOT NULL, token_hash BLOB NOT NULL, append_pk BLOB NOT NULL,
    admin_pk BLOB NOT NULL, first INTEGER NOT NULL DEFAULT 1, last INTEGER NOT NULL DEFAULT 0,
    chain BLOB NOT NULL, used INTEGER NOT NULL DEFAULT 0, quota INTEGER NOT NULL,
    closed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS blob (
    row INTEGER PRIMARY KEY, box INTEGER NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL,
    data BLOB NOT NULL, ts INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS blob_seq ON blob (box, seq);
CREATE UNIQUE INDEX IF NOT EXISTS blob_id ON blob (box, id);
CREATE INDEX IF NOT EXISTS blob_ts ON blob (ts);
PRAGMA user_version = 1;
"""
NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
COLUMNS = "row, mid, token_hash, append_pk, admin_pk, first, last, chain, used, quota, closed"


class SqliteStorage:
    """Used on one thread, the one that made it."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.executescript(SCHEMA)
        self.incarnation = self._incarnation()

    def _incarnation(self) -> bytes:
        with self._transaction() as db:
            if db.execute("SELECT count(*) FROM meta").fetchone()[0] == 0:
                fresh = secrets.token_bytes(routes.INCARNATION_SIZE)
                db.execute("INSERT INTO meta VALUES (?)", (fresh,))
            return bytes(db.execute("SELECT incarnation FROM meta").fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in NO_ROOM:
                raise NoRoom from error
            raise

    def create(self, request: BoxRequest, quota: int) -> None:
        with self._transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO box (mid, token_hash, append_pk, admin_pk, chain, quota)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    request.mid,
                    request.token_hash,
                    request.append_pk,
                    request.admin_pk,
                    routes.EMPTY_CHAIN,
                    quota,
                ),
            )

    def box(self, mid: bytes) -> Box | None:
        found = self._connection.execute(f"SELECT {COLUMNS} FROM box WHERE mid = ?", (mid,)).fetchone()  # noqa: S608
        return Box(*found) if found else None

    def append(self, box: Box, blobs: Sequence[bytes], quota: int, now: int) -> tuple[list[int], Box]:
        with self._transaction() as db:
            last, chain, used = db.execute(
                "SELECT last, chain, used FROM box WHERE row = ?", (box.row,)
            ).fetchone()
            seqs: list[int] = []
            for blob in blobs:
                name = routes.blob_id(blob)
                known = db.execute(
                    "SELECT seq FROM blob WHERE box = ? AND id = ?", (box.row, name)
                ).fetchone()
                if known:
                    seqs.append(known[0])
                    continue
                last, chain, used = last + 1, routes.chained(chain, name), used + len(blob)
                db.execute(
                    "INSERT INTO blob (box, seq, id, data, ts) VALUES (?, ?, ?, ?, ?)",
                    (box.row, last, name, blob, now),
                )
                seqs.append(last)
            if used > quota:
                raise MailboxFull
            db.execute(
                "UPDATE box SET last = ?, chain = ?, used = ? WHERE row = ?", (last, chain, used, box.row)
            )
        return seqs, self._again(box)

    def _again(self, box: Box) -> Box:
        found = self.box(box.mid)
        return found or box

    def scan(self, box: Box, after: int, size: int) -> list[tuple[int, bytes]]:
        found: list[tuple[int, bytes]] = []
        rows = self._connection.execute(
            "SELECT seq, data FROM blob WHERE box = ? AND seq > ? ORDER BY seq", (box.row, after)
        )
        for seq, data in rows:
            size -= len(data)
            if found and size < 0:
                break
            found.append((seq, data))
        return found

    def get(self, box: Box, ids: Sequence[bytes]) -> list[bytes]:
        sql = "SELECT data FROM blob WHERE box = ? AND id = ?"
        rows = (self._connection.execute(sql, (box.row, name)).fetchone() for name in ids)
        return [row[0] for row in rows if row]

    def have(self, box: Box, ids: Sequence[bytes]) -> list[bool]:
        sql = "SELECT 1 FROM blob WHERE box = ? AND id = ?"
        return [self._connection.execute(sql, (box.row, name)).fetchone() is not None for name in ids]

    def trim(self, box: Box, before: int) -> None:
        with self._transaction() as db:
            self._forget(db, "box = ? AND seq < ?", (box.row, before))

    def close_box(self, box: Box) -> None:
        with self._transaction() as db:
            db.execute("UPDATE box SET closed = 1 WHERE row = ?", (box.row,))
            self._forget(db, "box = ?", (box.row,))

    def expire(self, before: int) -> int:
        with self._transaction() as db:
            return self._forget(db, "ts < ?", (before,))

    def _forget(self, db: sqlite3.Connection, where: str, values: tuple[int, ...]) -> int:
        boxes = db.execute(f"SELECT box, sum(length(data)) FROM blob WHERE {where} GROUP BY box", values)  # noqa: S608
        freed = boxes.fetchall()
        count = db.execute(f"DELETE FROM blob WHERE {where}", values).rowcount  # noqa: S608
        for row, size in freed:
            db.execute(
                "UPDATE box SET used = used - ?, first = coalesce("
                "(SELECT min(seq) FROM blob WHERE box = box_.row), last + 1) FROM (SELECT ? AS row) AS box_"
                " WHERE box.row = box_.row",
                (size, row),
            )
        return count

    def close(self) -> None:
        self._connection.close()
