"""What `--storage` names, opened: `sqlite:PATH` or `postgresql://…` (A6.9)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sync.relay.storage.interface import Storage
from sync.relay.storage.ledger import Ledger
from sync.relay.storage.sqlite import SqliteStorage
from sync.relay.storage.sqlite_ledger import SqliteLedger

if TYPE_CHECKING:
    from sync.relay.storage.notices import Notices

SQLITE, POSTGRESQL = "sqlite:", ("postgresql://", "postgres://")
NEITHER = "the storage is neither sqlite:PATH nor postgresql://…"
MISSING = "psycopg is missing: install karkade[postgresql]"
THREADS = 8
"""Requests at the database at one time; each has a connection."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A storage and the threads it may be asked on; *shared* is the database that other processes use too."""

    storage: Storage
    disk: ThreadPoolExecutor
    shared: str | None = None

    def close(self) -> None:
        self.disk.submit(self.storage.close).result()
        self.disk.shutdown()


def open_storage(address: str, public_key: bytes) -> Kept:
    """Open what *address* names. Raises OSError with a sentence when that cannot be."""
    if address.startswith(POSTGRESQL):
        return Kept(_postgresql(address, public_key), _threads(THREADS), address)
    if not address.startswith(SQLITE):
        raise OSError(0, NEITHER)
    disk = _threads(1)
    try:
        return Kept(disk.submit(SqliteStorage, Path(address.removeprefix(SQLITE))).result(), disk)
    except OSError:
        disk.shutdown()
        raise


def open_ledger(address: str) -> Ledger:
    """Open an operator's side of what *address* names. Raises OSError with a sentence."""
    if address.startswith(POSTGRESQL):
        return _postgresql_ledger(address)
    if not address.startswith(SQLITE):
        raise OSError(0, NEITHER)
    return SqliteLedger(Path(address.removeprefix(SQLITE)))


def notices(kept: Kept) -> "Notices | None":
    """Return what tells the other processes of news; to be made on the loop that runs it."""
    if kept.shared is None:
        return None
    from sync.relay.storage.notices import Notices  # noqa: PLC0415 - an extra of its own

    return Notices(kept.shared)


def _threads(most: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=most, thread_name_prefix="disk")


def _postgresql(address: str, public_key: bytes) -> Storage:
    try:
        from sync.relay.storage.postgresql import PostgresqlStorage  # noqa: PLC0415 - an extra of its own
    except ImportError as error:
        raise OSError(0, MISSING) from error
    return PostgresqlStorage(address, public_key)


def _postgresql_ledger(address: str) -> Ledger:
    try:
        from sync.relay.storage.postgresql_ledger import PostgresqlLedger  # noqa: PLC0415 - as above
    except ImportError as error:
        raise OSError(0, MISSING) from error
    return PostgresqlLedger(address)
