"""What a database says when it cannot, under its name; and what is no database."""

from collections.abc import Callable

import psycopg
import pytest
from psycopg import errors

from sync.relay.storage import opening
from sync.relay.storage.interface import DiskFailing, DiskFull
from sync.relay.storage.postgresql import PostgresqlStorage
from tests.sync.relay.test_lasting import everything, posted
from tests.sync.relay.test_postgresql import OWN
from tests.sync.relay.visitor import Door, Keys


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


FULL = (
    "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
    " $$BEGIN IF NEW.seq > 2 THEN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END$$",
    "CREATE TRIGGER full_disk BEFORE INSERT ON blob FOR EACH ROW EXECUTE FUNCTION no_room()",
)


def test_a_disk_that_fills_in_the_middle_of_a_post_leaves_nothing_half_kept(
    database: str, door: Callable[..., Door]
) -> None:
    keys, relay = Keys(), door("--storage", database)
    relay.ask(keys.box())
    assert posted(relay, keys, b"one") == [1]
    with psycopg.connect(database, autocommit=True) as db:
        for statement in FULL:
            db.execute(statement)
    assert relay.ask(keys.post(b"two", b"three", b"four"))[0] == 507
    assert everything(relay, keys) == {1: b"one"}
    with psycopg.connect(database, autocommit=True) as db:
        db.execute("DROP TRIGGER full_disk ON blob")
    assert posted(relay, keys, b"after") == [2]
    relay.cut_off()
    assert everything(door("--storage", database), keys) == {1: b"one", 2: b"after"}


@pytest.mark.parametrize("address", ["mysql://x", "/a/path", "postgresql://nobody@127.0.0.1:1/x"])
def test_a_storage_that_is_none(address: str) -> None:
    with pytest.raises(OSError, match=r"the storage|does not answer"):
        opening.open_storage(address, OWN)
