"""The file of a relay: newer, foreign, and what is written in it."""

import sqlite3
from pathlib import Path

import pytest

from sync.relay.storage.interface import DiskFailing, DiskFull
from sync.relay.storage.sqlite import DAY, SqliteStorage
from sync.relay.storage.sqlite_schema import transaction
from sync.wire import routes
from tests.sync.relay.visitor import Keys

NOW = 1_800_000_000


def test_the_incarnation_stays_with_the_file(tmp_path: Path) -> None:
    said = []
    for name in ("one.db", "one.db", "two.db"):
        storage = SqliteStorage(tmp_path / name)
        said.append(storage.incarnation)
        storage.close()
    assert said[0] == said[1] != said[2] and len(said[0]) == routes.INCARNATION_SIZE


def test_what_is_written_is_on_the_disk_before_the_answer(tmp_path: Path) -> None:
    storage = SqliteStorage(tmp_path / "relay.db")
    asked = [
        storage._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    ]
    assert asked == ["wal", 2]
    storage.close()


def test_tables_are_ordinary_ones(tmp_path: Path) -> None:
    SqliteStorage(tmp_path / "relay.db").close()
    with sqlite3.connect(tmp_path / "relay.db") as connection:
        made = " ".join(
            row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")
        )
    connection.close()
    assert "WITHOUT ROWID" not in made


def test_times_are_kept_by_the_day(tmp_path: Path) -> None:
    storage = SqliteStorage(tmp_path / "relay.db")
    keys = Keys()
    storage.create(routes.decode_box(keys.box().body), 1000)
    box = storage.box(keys.mid)
    assert box
    storage.append(box, [b"one"], 1000, NOW)
    kept = storage._connection.execute("SELECT day FROM blob").fetchall()
    storage.close()
    assert kept == [(NOW // DAY,)]


def test_a_file_of_a_newer_relay_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    SqliteStorage(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(OSError, match="newer"):
        SqliteStorage(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 100, b""])
def test_a_foreign_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "relay.db"
    path.write_bytes(content)
    if content:
        with pytest.raises(OSError, match=r"relay\.db"):
            SqliteStorage(path)
        assert path.read_bytes() == content
    else:
        SqliteStorage(path).close()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_IOERR_WRITE, DiskFull),
        (sqlite3.SQLITE_IOERR_FSYNC, DiskFailing),
        (sqlite3.SQLITE_READONLY, DiskFailing),
    ],
)
def test_faults_of_the_disk_are_told_from_our_own(
    tmp_path: Path, code: int, expected: type[Exception]
) -> None:
    storage = SqliteStorage(tmp_path / "relay.db")

    def broken(error_code: int) -> None:
        error = sqlite3.OperationalError("a fault")
        error.sqlite_errorcode = error_code
        raise error

    with pytest.raises(expected), transaction(storage._connection):
        broken(code)
    with pytest.raises(sqlite3.OperationalError), transaction(storage._connection):
        broken(sqlite3.SQLITE_ERROR)
    assert not storage._connection.in_transaction
    storage.close()
