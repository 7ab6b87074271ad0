"""A database of an older relay is brought here by steps: all of them, or none."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from sync.relay.storage import postgresql_schema
from sync.relay.storage.postgresql import PostgresqlStorage
from sync.wire import routes
from tests.sync.relay.conftest import KEY
from tests.sync.relay.visitor import NOW, Keys

OWN = KEY.verify_key.encode()
QUOTA = 10_000
FIRST = postgresql_schema.STEPS[:1]


def of_first_version(database: str, *rows: tuple[Keys, bytes]) -> bytes:
    """Make a database as the first relays did, with a mailbox for each row; return the incarnation."""
    incarnation = b"i" * routes.INCARNATION_SIZE
    with psycopg.connect(database) as db:
        for statement in FIRST[0]:
            db.execute(statement)
        about = "INSERT INTO relay (mid, version, incarnation, public_key) VALUES (%s, 1, %s, %s)"
        db.execute(about, (bytes(32), incarnation, OWN))
        for keys, blob in rows:
            asked = routes.decode_box(keys.box().body)
            name = routes.blob_id(blob)
            chain = routes.chained(routes.EMPTY_CHAIN, name)
            db.execute(
                "INSERT INTO box (mid, token_hash, append_pk, admin_pk, last, chain, used, quota, oldest)"
                " VALUES (%s, %s, %s, %s, 1, %s, %s, %s, 1)",
                (keys.mid, asked.token_hash, asked.append_pk, asked.admin_pk, chain, len(blob) + 128, QUOTA),
            )
            db.execute(
                "INSERT INTO blob (mid, seq, id, data, day) VALUES (%s, 1, %s, %s, 1)", (keys.mid, name, blob)
            )
    return incarnation


def state(database: str) -> tuple[int, int]:
    """Return the version that the database says, and how many columns a blob has."""
    with psycopg.connect(database) as db:
        version = db.execute("SELECT version FROM relay").fetchone()
        columns = db.execute("SELECT count(*) FROM pg_attribute WHERE attrelid = 'blob'::regclass").fetchone()
    assert version and columns
    return version[0], columns[0]


def test_an_older_database_is_brought_here_and_keeps_all(database: str) -> None:
    keys = Keys()
    incarnation = of_first_version(database, (keys, b"one"))
    for _ in range(2):
        storage = PostgresqlStorage(database, OWN)
        box = storage.box(keys.mid)
        assert box and storage.incarnation == incarnation
        assert storage.scan(box, 0, QUOTA)[0] == (1, b"one")
        storage.append(box, [b"two"], QUOTA, NOW)
        storage.close()
    assert state(database)[0] == postgresql_schema.VERSION


def test_steps_are_done_once_however_many_processes_start(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_first_version(database)
    later = ("ALTER TABLE blob ADD COLUMN later integer NOT NULL DEFAULT 0",)
    monkeypatch.setattr(postgresql_schema, "STEPS", (*FIRST, later))
    monkeypatch.setattr(postgresql_schema, "VERSION", 2)
    columns = state(database)[1]
    with ThreadPoolExecutor(4) as several:
        for storage in several.map(lambda _: PostgresqlStorage(database, OWN), range(4)):
            storage.close()
    assert state(database) == (2, columns + 1)


def test_a_step_that_fails_leaves_the_database_to_the_older_relay(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_first_version(database)
    before = state(database)
    broken = ("ALTER TABLE blob ADD COLUMN later integer NOT NULL DEFAULT 0", "ALTER TABLE nowhere ADD x int")
    monkeypatch.setattr(postgresql_schema, "STEPS", (*FIRST, broken))
    monkeypatch.setattr(postgresql_schema, "VERSION", 2)
    with pytest.raises(OSError, match="lets this relay do nothing"):
        PostgresqlStorage(database, OWN)
    assert state(database) == before
    monkeypatch.setattr(postgresql_schema, "STEPS", FIRST)
    monkeypatch.setattr(postgresql_schema, "VERSION", 1)
    PostgresqlStorage(database, OWN).close()


def test_a_database_of_another_relay_is_not_stepped(database: str) -> None:
    of_first_version(database)
    before = state(database)
    with pytest.raises(OSError, match=r"identity\.key"):
        PostgresqlStorage(database, bytes(32))
    assert state(database) == before
