"""The tables of a relay's file, made and changed by steps, with a copy first."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sync.relay.storage.interface import DiskFailing, DiskFull
from sync.wire import routes

STEPS = (
    (
        "CREATE TABLE meta (incarnation BLOB NOT NULL)",
        "INSERT INTO meta VALUES (x'')",
        "CREATE TABLE box (row INTEGER PRIMARY KEY, mid BLOB UNIQUE NOT NULL, token_hash BLOB NOT NULL,"
        " append_pk BLOB NOT NULL, admin_pk BLOB NOT NULL, first INTEGER NOT NULL DEFAULT 1,"
        " last INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL, used INTEGER NOT NULL DEFAULT 0,"
        " quota INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0)",
        "CREATE TABLE blob (row INTEGER PRIMARY KEY, box INTEGER NOT NULL, seq INTEGER NOT NULL,"
        " id BLOB NOT NULL, data BLOB NOT NULL, day INTEGER NOT NULL)",
        "CREATE UNIQUE INDEX blob_seq ON blob (box, seq)",
        "CREATE UNIQUE INDEX blob_id ON blob (box, id)",
        "CREATE INDEX blob_day ON blob (day)",
    ),
    (  # a row's number follows from the name, so that the order of rows does not say what came together
        "CREATE TABLE ticket (row INTEGER PRIMARY KEY, name BLOB UNIQUE NOT NULL, quota INTEGER NOT NULL,"
        " until INTEGER NOT NULL)",
        "ALTER TABLE meta ADD COLUMN notice TEXT NOT NULL DEFAULT ''",
    ),
    # bytes of a blob that lie in an object; *data* then says in which
    ("ALTER TABLE blob ADD COLUMN away INTEGER NOT NULL DEFAULT 0",),
)
VERSION = len(STEPS)
MEMORY = Path(":memory:")
"""No file at all: the relay of a meeting."""
WAL_MAX = 32 << 20
FAULTS: dict[int, type[Exception]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR_WRITE: DiskFull,  # a file may grow no further: a quota, a limit
    sqlite3.SQLITE_IOERR: DiskFailing,
    sqlite3.SQLITE_READONLY: DiskFailing,
    sqlite3.SQLITE_BUSY: DiskFailing,  # one of an operator's commands held it for seconds
}


def opened(path: Path) -> sqlite3.Connection:
    """Open a relay's file, made or brought to this version. Raises OSError when it is none of ours."""
    connection = None
    try:
        if path != MEMORY:
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", f"journal_size_limit = {WAL_MAX}"):
            connection.execute(f"PRAGMA {pragma}")
        _prepare(connection, path)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.Error):
            raise OSError(0, f"the file {path.name} does not open") from error
        raise
    return connection


def copy(connection: sqlite3.Connection, path: Path) -> None:
    """Write a new file, while others write; whoever opens it has another incarnation (A6.5)."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(beside, isolation_level=None)) as made:
        connection.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")
        made.execute("UPDATE meta SET incarnation = x''")
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.replace(path)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    with faults():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def faults() -> Iterator[None]:
    """What the world did, under its name; our own mistakes stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        known = FAULTS.get(code) or FAULTS.get(code & 0xFF)
        if known is None:
            raise
        raise known from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise OSError(0, "the files are of a newer relay")
    if 0 < version < VERSION:
        copy(connection, path.with_name(f"{path.name}.version-{version}"))
    if version < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            _step(connection)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    if connection.execute("SELECT 1 FROM meta WHERE incarnation = x''").fetchone():
        renewed = (secrets.token_bytes(routes.INCARNATION_SIZE),)
        connection.execute("UPDATE meta SET incarnation = ? WHERE incarnation = x''", renewed)


def _step(connection: sqlite3.Connection) -> None:
    """Make what is missing; asked again under the lock, since two may have come at once."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for step in STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
