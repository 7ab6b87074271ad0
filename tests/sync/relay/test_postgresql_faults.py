"""What a database says when it cannot, under its name; and what is no database."""

import psycopg
import pytest
from psycopg import errors

from sync.relay.storage import opening
from sync.relay.storage.interface import DiskFailing, DiskFull
from sync.relay.storage.postgresql import PostgresqlStorage
from tests.sync.relay.test_postgresql import OWN


@pytest.mark.parametrize(
    ("met", "named"),
    [
        (errors.DiskFull, DiskFull),
        (errors.IoError, DiskFailing),
        (errors.QueryCanceled, DiskFailing),
        (errors.LockNotAvailable, DiskFailing),
        (errors.ReadOnlySqlTransaction, DiskFailing),
        (errors.DataCorrupted, DiskFailing),
        (psycopg.OperationalError, DiskFailing),
        (errors.UndefinedColumn, errors.UndefinedColumn),
    ],
)
def test_faults_of_the_database_are_told_from_our_own(
    database: str, met: type[psycopg.Error], named: type[Exception]
) -> None:
    storage = PostgresqlStorage(database, OWN)

    def work(_: object) -> None:
        raise met

    with pytest.raises(named) as caught:
        storage._connections.write(work)
    assert type(caught.value) is named
    assert storage.box(bytes(32)) is None
    storage.close()


@pytest.mark.parametrize("address", ["mysql://x", "/a/path", "postgresql://nobody@127.0.0.1:1/x"])
def test_a_storage_that_is_none(address: str) -> None:
    with pytest.raises(OSError, match=r"the storage|does not answer"):
        opening.open_storage(address, OWN)
