"""One SQLCipher database, used on the thread that opened it: transactions, faults, damage (A2.3, A2.6).

A copy of the file alone must be known from the whole (a copied folder, A2.6). So the file says "open" from
the first moment to the last, and the log beside it says "closed": whoever reads both reads "closed", and
SQLite's own clean end folds that into the file. Only a file whose log was left behind still says "open".
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from sqlcipher3 import dbapi2

from sync.errors import DiskFailing, DiskFull, NotebookDamaged, NotebookIncomplete, NotebookNewer, Problem
from sync.store import connection as line
from sync.store import migrations
from sync.store.connection import KEY_SIZE, SALT_SIZE, ask, translate

T = TypeVar("T")
Cell = int | str | bytes | None
SMALLEST = 1 << 20  # bytes that every compartment's files have at least
PAGES_AT_ONCE = 1024  # of 4 KiB, between two words on how far a copy is
LOG_MAX = 4 << 20  # bytes of log from which on it is folded into the file
OPEN, CLOSED = 0x6F70656E, 0  # in the header's application id
SHAKY = (DiskFailing, NotebookDamaged)  # may pass: a second failure in a row is needed to believe them


class Db:
    """What the modules of this package run their statements on."""

    def __init__(self, connection: Any) -> None:
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
    """Opens, or makes, the file at *path*; use it on the thread that made it only.

    *on_full* is called when the disk is full and may make room. *accept_incomplete* opens what there is of a
    copy whose log was left behind. *progress* hears how far the steps of a newer release are. Raises
    InUseElsewhere, NotebookDamaged, NotebookIncomplete, NotebookNewer, DiskFull, DiskFailing.
    """

    def __init__(
        self, path: Path, key: bytes, salt: bytes, *,
        on_full: Callable[[], None] = lambda: None, accept_incomplete: bool = False,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:  # fmt: skip
        self._on_full, self._progress = on_full, progress
        self._connect: Callable[[], Any] = lambda: line.connect(path, key, salt)
        self._log = path.with_name(path.name + "-wal")
        self._shaken = self._broken = False
        alone = path.exists() and not self._log.exists()
        self.ended_badly = self._log_size() > 0
        """The log was still there: nobody closed the file, so it is worth a `check`."""
        self._begin(may_lack_log=alone and not accept_incomplete)

    # ------------------------------------------------------------ opening
    def _begin(self, *, may_lack_log: bool) -> None:
        try:
            self._open(may_lack_log=may_lack_log)
        except (DiskFull, *SHAKY) as problem:
            if isinstance(problem, DiskFull):
                self._on_full()
            self._open(may_lack_log=may_lack_log)

    def _open(self, *, may_lack_log: bool) -> None:
        try:
            self._connection = self._connect()
        except dbapi2.Error as error:
            _raise(error)
        try:
            self._prepare(may_lack_log=may_lack_log)
        except dbapi2.Error as error:
            self._connection.close()
            _raise(error)
        except Problem:
            self._connection.close()
            raise
        self._db = Db(self._connection)

    def _prepare(self, *, may_lack_log: bool) -> None:
        version = self.version
        if may_lack_log and (self._says() == OPEN or (version == 0 and not self._tables())):
            raise NotebookIncomplete
        if version > len(migrations.STEPS):
            raise NotebookNewer
        migrations.bring_up(self._connection, version, self._progress)
        self._fold()

    def _run(self, sql: str) -> list[tuple[Any, ...]]:
        return ask(self._connection, sql)

    def _says(self) -> int:
        return int(self._run("PRAGMA application_id")[0][0])

    def _tables(self) -> int:
        return int(self._run("SELECT count(*) FROM sqlite_master")[0][0])

    @property
    def version(self) -> int:
        return int(self._run("PRAGMA user_version")[0][0])

    @property
    def pages(self) -> int:
        return int(self._run("PRAGMA page_count")[0][0])

    # ------------------------------------------------------------ reading and writing
    @contextmanager
    def transaction(self) -> Iterator[Db]:
        """Everything inside is on the disk when this ends, or nothing of it is."""
        self._mend()
        try:
            self._run("BEGIN IMMEDIATE")
            yield self._db
            self._run("COMMIT")
        except dbapi2.Error as error:
            self._roll_back()
            self._fail(error)
        except BaseException:
            self._roll_back()
            raise
        self._shaken = False
        if self._log_size() > LOG_MAX:
            self._fold()

    def read(self, work: Callable[[Db], T]) -> T:
        """Return what *work* finds; after a fault of the disk it is asked once more, on a new connection."""
        self._mend()
        try:
            return work(self._db)
        except dbapi2.Error as error:
            if self._connection.in_transaction or not isinstance(translate(error), SHAKY):
                self._fail(error)
        self._start_over()
        try:
            return work(self._db)
        except dbapi2.Error as error:
            _raise(error)

    def _roll_back(self) -> None:
        with suppress(dbapi2.Error):  # what made it necessary is the news; a new connection starts without it
            if self._connection.in_transaction:  # a full disk has ended it already
                self._run("ROLLBACK")

    def _fail(self, error: dbapi2.Error) -> NoReturn:
        problem = translate(error)
        if isinstance(problem, DiskFull):
            self._on_full()
        if isinstance(problem, SHAKY):
            again, self._shaken = self._shaken, True
            self._start_over()
            if not again:
                raise DiskFailing from error
        _raise(error)

    def _start_over(self) -> None:
        """After a fault the old connection can no longer be believed (A2.6.6)."""
        self._broken = True
        self._connection.close()
        self._begin(may_lack_log=False)
        self._broken = False

    def _mend(self) -> None:
        if self._broken:  # the last attempt at a new connection failed
            self._start_over()

    # ------------------------------------------------------------ the log beside the file
    def _log_size(self) -> int:
        try:
            return self._log.stat().st_size
        except FileNotFoundError:
            return 0

    def _fold(self) -> None:
        """Fold the log into the file, which then says "open", and let the emptied log say "closed"."""
        with suppress(dbapi2.Error):  # no room now: everything is safe in the log, the next one tries
            self._run(f"PRAGMA application_id = {OPEN}")
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        with suppress(dbapi2.Error):
            self._run(f"PRAGMA application_id = {CLOSED}")

    def check(self) -> list[str]:
        """Return what is wrong with the file: structure first, then every page's seal (A2.6.6)."""
        try:
            wrong = [str(row[0]) for row in self._run("PRAGMA integrity_check") if row[0] != "ok"]
            self._fold()
            return wrong + [str(row[0]) for row in self._run("PRAGMA cipher_integrity_check")]
        except dbapi2.Error as error:
            return [str(error)]

    def copy_to(self, path: Path, key: bytes, salt: bytes, progress: Callable[[int, int], None]) -> None:
        """Write every page into a new file at *path* under another key and salt (A2.4).

        *progress* is told pages done and pages in all; what it raises ends the copying. Raises DiskFull,
        DiskFailing, and NotebookDamaged for a page that cannot be read.
        """
        self._mend()
        try:
            with closing(line.connect_bare(path, key, salt)) as copy:
                self._connection.backup(
                    copy, pages=PAGES_AT_ONCE, progress=lambda _, left, total: progress(total - left, total)
                )
        except dbapi2.Error as error:
            _raise(error)

    def distrust(self) -> None:
        """Begin anew before the next statement: after a bad page a connection reads no good one either."""
        self._broken = True

    def close(self) -> None:
        """Close with everything in the main file, so that a copy of it is whole."""
        with suppress(dbapi2.Error):  # a full disk: the log stays, and the next opening reads it
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()


def opens(path: Path, key: bytes, salt: bytes) -> bool:
    """Say whether something stands in the file that this key and salt read.

    With the right key the file is opened and closed as ever: a bare connection would take an empty log away,
    and the file would look like half a copy. Raises InUseElsewhere, DiskFull, DiskFailing: then it cannot be
    known.
    """
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        Database(path, key, salt).close()
    except (NotebookIncomplete, NotebookNewer):
        return True
    except NotebookDamaged:
        return False
    return True


def must_be_free(path: Path) -> None:
    """Raise InUseElsewhere where another process has the file open; that shows without its key."""
    log = path.with_name(path.name + "-wal")
    if log.is_file() and log.stat().st_size:
        opens(path, secrets.token_bytes(KEY_SIZE), secrets.token_bytes(SALT_SIZE))


def is_whole(path: Path, key: bytes, salt: bytes) -> bool:
    """Open the file at *path* and read every page of it. Raises problems of the disk."""
    if not opens(path, key, salt):
        return False
    with closing(Database(path, key, salt)) as database:
        return not database.check()


def _raise(error: dbapi2.Error) -> NoReturn:
    problem = translate(error)
    if problem is error:
        raise error
    raise problem from error


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
