"""A connection to one SQLCipher file: key, settings read back, what its errors mean (A2.3, A2.6)."""

import ctypes
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

from sync.errors import DiskFailing, DiskFull, InUseElsewhere, NotebookDamaged, Problem

KEY_SIZE, SALT_SIZE = 32, 16
FULL, IOERR, CORRUPT, BUSY, CANTOPEN, NOTADB, READONLY = 13, 10, 11, 5, 14, 26, 8
FAULTS_OF_THE_WORLD: dict[int, type[Problem]] = {
    FULL: DiskFull,
    IOERR: DiskFailing,
    CANTOPEN: DiskFailing,
    READONLY: DiskFailing,
    CORRUPT: NotebookDamaged,
    NOTADB: NotebookDamaged,  # the slot proved the passphrase before: an unreadable first page is damage
    BUSY: InUseElsewhere,
}
TEXTS = {  # of sqlite3_errstr: a copying connection gives no code
    "database or disk is full": FULL,
    "disk I/O error": IOERR,
    "database disk image is malformed": CORRUPT,
    "database is locked": BUSY,
    "unable to open database file": CANTOPEN,
    "file is not a database": NOTADB,
    "attempt to write a readonly database": READONLY,
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
    ("wal_autocheckpoint", "0", 0),  # the database folds its log in itself, see `Database`
)
DIGITS = b"0123456789abcdef"


def translate(error: Exception) -> Exception:
    """Return the problem behind *error*, or *error* itself when it is our own mistake."""
    code = getattr(error, "sqlite_errorcode", None) or TEXTS.get(str(error), 0)
    known = FAULTS_OF_THE_WORLD.get(code & 0xFF)
    return known() if known else error


def connect_bare(path: Path, key: bytes, salt: bytes) -> Any:
    """Open, or make, the file at *path* with its key alone; for copies. Raises dbapi2.Error untranslated."""
    connection: Any = dbapi2.connect(str(path), isolation_level=None, timeout=0.2, check_same_thread=True)
    try:
        ask(connection, "PRAGMA cipher_log_level = NONE")
        _give_key(connection, key, salt)
        if not ask(connection, "PRAGMA cipher_version"):
            raise dbapi2.OperationalError("this SQLite has no cipher")
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path, key: bytes, salt: bytes) -> Any:
    """Open, or make, the file at *path*; key of 32 bytes, salt of 16. Raises dbapi2.Error untranslated."""
    connection = connect_bare(path, key, salt)
    try:
        for name, value, expected in SETTINGS:
            _set(connection, name, value, expected)
    except BaseException:
        connection.close()
        raise
    return connection


def ask(connection: Any, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    return found


def _set(connection: Any, name: str, value: str, expected: object) -> None:
    ask(connection, f"PRAGMA {name} = {value}")
    if ask(connection, f"PRAGMA {name}")[0][0] != expected:
        raise dbapi2.OperationalError(f"{name} cannot be set")


def _give_key(connection: Any, key: bytes, salt: bytes) -> None:
    """Hand over key and salt as 96 hex digits from a buffer that is wiped afterwards (A2.6.1, A2.6.8)."""
    if (len(key), len(salt)) != (KEY_SIZE, SALT_SIZE):
        raise ValueError("a key of 32 bytes and a salt of 16")
    text = _spelt(key, salt)
    try:
        status = _native(connection, text)
        if status is None:
            ask(connection, f'PRAGMA key = "{text.decode()}"')
    finally:
        text[:] = bytes(len(text))
    if status:
        raise dbapi2.OperationalError("the key was not taken")


def _spelt(key: bytes, salt: bytes) -> bytearray:
    """Return x'96 digits', written digit by digit so that no string with the key is left in memory."""
    text = bytearray(2 * (KEY_SIZE + SALT_SIZE) + 3)
    text[0:2], text[-1] = b"x'", ord("'")
    for place, value in enumerate((*key, *salt)):
        text[2 + 2 * place] = DIGITS[value >> 4]
        text[3 + 2 * place] = DIGITS[value & 15]
    return text


def _native(connection: Any, text: bytearray) -> int | None:
    """Call sqlite3_key, which the library's file exports; None where a build does not."""
    try:
        give = ctypes.CDLL(sqlcipher3._sqlite3.__file__).sqlite3_key  # noqa: SLF001 - the wheel exports it there
    except (OSError, AttributeError):
        return None
    handle = ctypes.c_void_p.from_address(id(connection) + object.__basicsize__)  # its first field
    give.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
    return int(give(handle, (ctypes.c_char * len(text)).from_buffer(text), len(text)))
