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
    from sync.relay.storage.bucket import Bucket
    from sync.relay.storage.notices import Notices
    from sync.relay.storage.rows import Rows

SQLITE, POSTGRESQL = "sqlite:", ("postgresql://", "postgres://")
NEITHER = "the storage is neither sqlite:PATH nor postgresql://…"
MISSING = "psycopg is missing: install karkade[postgresql]"
MISSING_S3 = "minio is missing: install karkade[s3]"
PREFIX = 8
"""Bytes of the relay's key before the names of its objects."""
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


def open_storage(address: str, public_key: bytes, objects: "Bucket | None" = None, least: int = 0) -> Kept:
    """Open what *address* names; blobs of *least* bytes and more go to *objects*, if there are any.

    Raises OSError with a sentence when that cannot be.
    """
    if objects is not None:
        return _with_objects(address, public_key, objects, least)
    if address.startswith(POSTGRESQL):
        return Kept(_postgresql(address, public_key), _threads(THREADS), address)
    path, disk = _path(address), _threads(1)
    try:
        return Kept(disk.submit(SqliteStorage, path).result(), disk)
    except OSError:
        disk.shutdown()
        raise


def open_ledger(address: str) -> Ledger:
    """Open an operator's side of what *address* names. Raises OSError with a sentence."""
    if address.startswith(POSTGRESQL):
        return _postgresql_ledger(address)
    return SqliteLedger(_path(address))


def notices(kept: Kept) -> "Notices | None":
    """Return what tells the other processes of news; to be made on the loop that runs it."""
    if kept.shared is None:
        return None
    from sync.relay.storage.notices import Notices  # noqa: PLC0415 - an extra of its own

    return Notices(kept.shared)


def open_objects(address: str, folder: Path, public_key: bytes) -> "tuple[Bucket, int]":
    """Return the objects of the relay of this key at *address*, and from how many bytes on blobs go there.

    *folder* may hold the keys. Raises OSError with a sentence.
    """
    try:
        from sync.relay.storage import bucket  # noqa: PLC0415 - an extra of its own
    except ImportError as error:
        raise OSError(0, MISSING_S3) from error
    place = bucket.place_of(address)
    return bucket.Bucket(place, bucket.keys(folder), public_key[:PREFIX].hex()), place.least


def _with_objects(address: str, public_key: bytes, objects: "Bucket", least: int) -> Kept:
    from sync.relay.storage.objects import AnyThread, OneThread, WithObjects  # noqa: PLC0415 - as above

    if address.startswith(POSTGRESQL):
        kept = WithObjects(_postgresql(address, public_key), AnyThread(), objects, least)
        return Kept(kept, _threads(THREADS), address)
    alone = OneThread()
    try:
        file = alone.ask(SqliteStorage, _path(address))
    except OSError:
        alone.end()
        raise
    return Kept(WithObjects(file, alone, objects, least), _threads(THREADS))


def _path(address: str) -> Path:
    if not address.startswith(SQLITE):
        raise OSError(0, NEITHER)
    return Path(address.removeprefix(SQLITE))


def _threads(most: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=most, thread_name_prefix="disk")


def _postgresql(address: str, public_key: bytes) -> "Rows":
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
