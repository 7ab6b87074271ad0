"""The database: its key and settings, its transactions, files that look alike."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from sync.errors import NotebookDamaged
from sync.store import connection, settings
from sync.store.database import LOG_MAX, SMALLEST, Database, Db, create, create_filler
from tests.sync.store.furnished import KEY, SALT
from tests.sync.store.handling import got, put


# ---------------------------------------------------------------- settings and keys
def test_every_setting_is_as_it_was_asked_for(database: Database) -> None:
    for name, _, expected in connection.SETTINGS:
        assert database.read(partial(Db.row, sql=f"PRAGMA {name}")) == (expected,)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("locking_mode", "exclusive"), ("journal_mode", "wal"), ("synchronous", 2), ("temp_store", 2),
        ("secure_delete", 1), ("foreign_keys", 1), ("trusted_schema", 0),
        ("cipher_plaintext_header_size", "0"),
    ],
)  # fmt: skip
def test_what_safety_rests_on_is_set(database: Database, name: str, expected: object) -> None:
    assert database.read(lambda db: db.row(f"PRAGMA {name}")) == (expected,)


def test_there_is_no_file_beside_but_the_log(database: Database, path: Path) -> None:
    put(database, "a", b"1")
    assert {each.name for each in path.parent.iterdir()} == {"c0.db", "c0.db-wal"}
    database.close()
    assert [each.name for each in path.parent.iterdir()] == ["c0.db"]


def test_a_setting_that_does_not_take_is_a_mistake_of_ours(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SETTINGS", (("temp_store", "1", 2),))
    with pytest.raises(dbapi2.OperationalError, match="temp_store"):
        Database(path, KEY, SALT)


@pytest.mark.parametrize(("key", "salt"), [(KEY[:-1], SALT), (KEY, SALT + b"\0"), (b"", b"")])
def test_a_key_of_another_length_is_a_mistake_of_ours(path: Path, key: bytes, salt: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        Database(path, key, salt)


def test_the_salt_given_is_the_files_own(database: Database, path: Path) -> None:
    put(database, "a", b"1")
    database.close()
    assert path.read_bytes()[: len(SALT)] == SALT


def test_a_build_without_the_function_takes_the_key_as_text(
    path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(database, "a", b"1")
    database.close()
    monkeypatch.setattr(connection, "_native", lambda *_: None)
    by_text = Database(path, KEY, SALT)
    assert got(by_text, "a") == b"1"
    by_text.close()


def test_the_text_of_the_key_is_emptied(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytearray] = []
    spelt = connection._spelt

    def remembered(key: bytes, salt: bytes) -> bytearray:
        given.append(spelt(key, salt))
        assert given[-1] == b"x'" + (key + salt).hex().encode() + b"'"
        return given[-1]

    monkeypatch.setattr(connection, "_spelt", remembered)
    Database(path, KEY, SALT).close()
    assert given and not any(any(text) for text in given)


# ---------------------------------------------------------------- transactions
def test_what_was_committed_is_there_after_opening_again(
    database: Database, opened: Callable[[], Database]
) -> None:
    put(database, "a", b"1")
    database.close()
    assert got(opened(), "a") == b"1"


def test_an_error_inside_undoes_all_of_it(database: Database) -> None:
    def half() -> None:
        with database.transaction() as db:
            settings.put(db, "a", b"1")
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        half()
    assert got(database, "a") is None
    put(database, "b", b"2")


def test_a_mistake_of_ours_in_sql_is_no_problem_for_people(database: Database) -> None:
    with pytest.raises(dbapi2.OperationalError), database.transaction() as db:
        db.run("SELECT nothing FROM nowhere")
    with pytest.raises(dbapi2.OperationalError):
        database.read(lambda db: db.rows("SELECT nothing FROM nowhere"))
    put(database, "a", b"1")


def test_an_unknown_error_is_handed_on() -> None:
    error = ArithmeticError()
    assert connection.translate(error) is error


def test_a_long_log_is_folded_into_the_file(database: Database, path: Path) -> None:
    put(database, "long", bytes(2 * LOG_MAX))
    assert path.stat().st_size > 2 * LOG_MAX
    assert path.with_name("c0.db-wal").stat().st_size < LOG_MAX


def test_nothing_counts_as_zero(database: Database) -> None:
    assert database.read(lambda db: db.number("SELECT 7 WHERE 0")) == 0
    assert database.read(lambda db: db.number("SELECT sum(row) FROM outbox")) == 0


# ---------------------------------------------------------------- files that look alike
def test_compartments_in_use_and_not_are_large_and_tell_nothing(tmp_path: Path) -> None:
    create(tmp_path / "used", KEY, SALT)
    create_filler(tmp_path / "unused")
    for each in (tmp_path / "used", tmp_path / "unused"):
        data = each.read_bytes()
        assert len(data) >= SMALLEST
        assert max(data.count(value) for value in range(256)) < len(data) / 256 * 1.2
    with pytest.raises(NotebookDamaged):
        Database(tmp_path / "unused", KEY, SALT)
    assert len({path.stat().st_size for path in tmp_path.iterdir()}) == 1
