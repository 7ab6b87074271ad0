"""One SQLCipher database, opened on the thread that uses it, with every setting read back (A2.3, A2.6)."""

import ctypes
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3
from sqlcipher3 import dbapi2

from sync.errors import DiskFailing, DiskFull, InUseElsewhere, NotebookDamaged, NotebookIncomplete, NotebookNewer
from sync.errors import Problem
from sync.store import migrations

T = TypeVar("T")
Cell = int | str | bytes | None
FULL, IOERR, CORRUPT, BUSY, CANTOPEN, NOTADB, READONLY = 13, 10, 11, 5, 14, 26, 8
FAULTS_OF_THE_WORLD: dict[int, type[Problem]] = {
    FULL: DiskFull,
    IOERR: DiskFailing,
    CANTOPEN: DiskFailing,
    READONLY: DiskFailing,
    CORRUPT: NotebookDamaged,
    NOTADB: NotebookDamaged,
    BUSY: InUseElsewhere,
}
SETTINGS = (  # in this order: exclusive before WAL, so that there is no shared-memory file (A2.6.3)
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("temp_store", "2", 2),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cipher_memory_security", "OFF", "0"),  # six times slower, and a lock replaces the process (A2.6.8)
    ("cache_size", "-65536", -65536),
)
SMALLEST = 1 << 20  # bytes that every compartment's files have at least
KEY_SIZE, SALT_SIZE = 32, 16


def translate(error: Exception) -> Exception:
    """Return the problem behind *error*, or *error* itself when it is our own mistake."""
    known = FAULTS_OF_THE_WORLD.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return known() if known else error


class Db:
    """What the modules of this package run their statements on."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - the library has no types
        self._connection = connection

    def run(self, sql: str, *cells: Cell) -> int:
        """Run one statement and return the row number of an insert."""
        row: int = self._connection.execute(sql, cells).lastrowid
        return row

    def many(self, sql: str, rows: Iterable[Sequence[Cell]]) -> None:
        self._connection.executemany(sql, rows)

    def rows(self, sql: str, *cells: Cell) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.execute(sql, cells).fetchall()
        return found

    def row(self, sql: str, *cells: Cell) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(sql, cells).fetchone()
        return found

    def number(self, sql: str, *cells: Cell) -> int:
        """Return the one number that *sql* asks for; nothing counts as 0."""
        found = self.row(sql, *cells)
        return int(found[0]) if found and found[0] is not None else 0


class Database:
    """Opens, or makes, the file at *path*; use it on the thread that made it only."""

    def __init__(
        self, path: Path, key: bytes, salt: bytes, *, on_full: Callable[[], None] = lambda: None
    ) -> None:
        self._on_full = on_full
        self._began = path.exists()
        self._connection = _connect(path)
        try:
            self._open(key, salt)
        except dbapi2.Error as error:
            self._connection.close()
            raise translate(error) from error
        except Problem:
            self._connection.close()
            raise
        self._db = Db(self._connection)

    def _open(self, key: bytes, salt: bytes) -> None:
        self._run("PRAGMA cipher_log_level = NONE")
        _give_key(self._connection, key, salt)
        if not self._run("PRAGMA cipher_version"):
            raise dbapi2.OperationalError("this SQLite has no cipher")
        for name, value, expected in SETTINGS:
            self._set(name, value, expected)
        version = self._version()
        if version == 0 and self._began and self._run("SELECT count(*) FROM sqlite_master")[0][0] == 0:
            raise NotebookIncomplete
        if version > len(migrations.STEPS):
            raise NotebookNewer
        migrations.bring_up(self._connection, version)

    def _set(self, name: str, value: str, expected: object) -> None:
        self._run(f"PRAGMA {name} = {value}")
        if self._run(f"PRAGMA {name}")[0][0] != expected:
            raise dbapi2.OperationalError(f"{name} cannot be set")

    def _run(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.execute(sql).fetchall()
        return found

    def _version(self) -> int:
        return int(self._run("PRAGMA user_version")[0][0])

    @property
    def version(self) -> int:
        return self._version()

    @contextmanager
    def transaction(self) -> Iterator[Db]:
        """Everything inside is on the disk when this ends, or nothing of it is."""
        try:
            self._run("BEGIN IMMEDIATE")
            yield self._db
            self._run("COMMIT")
        except BaseException as error:
            self._roll_back()
            raise self._translated(error) from error

    def read(self, work: Callable[[Db], T]) -> T:
        try:
            return work(self._db)
        except dbapi2.Error as error:
            raise self._translated(error) from error

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # a full disk has ended it already
            self._run("ROLLBACK")

    def _translated(self, error: BaseException) -> BaseException:
        if not isinstance(error, dbapi2.Error):
            return error
        problem = translate(error)
        if isinstance(problem, DiskFull):
            self._on_full()
        return problem

    def check(self) -> list[str]:
        """Return what is wrong with the file: structure first, then every page's seal (A2.6.6)."""
        try:
            wrong = [str(row[0]) for row in self._run("PRAGMA integrity_check") if row[0] != "ok"]
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")
            return wrong + [str(row[0]) for row in self._run("PRAGMA cipher_integrity_check")]
        except dbapi2.Error as error:
            return [str(error)]

    def close(self) -> None:
        """Close with everything in the main file, so that a copy of it is whole."""
        try:
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        except dbapi2.Error:
            pass  # a full disk: the log stays beside the file and the next opening reads it
        finally:
            self._connection.close()


def _connect(path: Path) -> Any:  # noqa: ANN401 - the library has no types
    try:
        return dbapi2.connect(str(path), isolation_level=None, timeout=0.2, check_same_thread=True)
    except dbapi2.Error as error:
        raise translate(error) from error


def _give_key(connection: Any, key: bytes, salt: bytes) -> None:  # noqa: ANN401 - the library has no types
    """Hand over key and salt as 96 hex digits from a buffer that is wiped afterwards (A2.6.1, A2.6.8)."""
    if (len(key), len(salt)) != (KEY_SIZE, SALT_SIZE):
        raise ValueError("a key of 32 bytes and a salt of 16")
    text = bytearray(b"x'" + (key + salt).hex().encode() + b"'")
    try:
        give = ctypes.CDLL(sqlcipher3._sqlite3.__file__).sqlite3_key  # noqa: SLF001 - the wheel exports it there
        handle = ctypes.c_void_p.from_address(id(connection) + object.__basicsize__)
        buffer = (ctypes.c_char * len(text)).from_buffer(text)
        give.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
        status = give(handle, buffer, len(text))
        del buffer
    except (OSError, AttributeError):  # a build that does not export it
        connection.execute(f'PRAGMA key = "{text.decode()}"')
        status = 0
    text[:] = bytes(len(text))
    if status != 0:
        raise dbapi2.OperationalError("the key was not taken")


def fill_up(database: Database) -> None:
    """Bring a small file up to 1 MiB, so that an empty compartment looks like a used one."""
    with database.transaction() as db:
        db.run("CREATE TABLE IF NOT EXISTS filler (data BLOB)")
        db.run("INSERT INTO filler VALUES (?)", secrets.token_bytes(SMALLEST))


def create(path: Path, key: bytes, salt: bytes) -> None:
    """Make a compartment's database, at least 1 MiB large."""
    database = Database(path, key, salt)
    fill_up(database)
    database.close()


def create_filler(path: Path) -> None:
    """Make a database that nobody can open: its key is thrown away (A2.1)."""
    create(path, secrets.token_bytes(KEY_SIZE), secrets.token_bytes(SALT_SIZE))
