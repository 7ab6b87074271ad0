"""Damaged files are called damaged, and faults of the disk that pass are got over (V06, V07)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from sync.errors import DiskFailing, NotebookDamaged, Problem
from sync.store.database import Database, Db
from tests.sync.store.furnished import KEY, SALT, furnish, seen
from tests.sync.store.handling import PAGE, got, put, spoil, spoil_everything_but_the_first_page


@pytest.mark.parametrize("at", [20, 100, 4000], ids=["header", "schema", "seal"])
def test_a_damaged_first_page_is_damage_and_changes_nothing(database: Database, path: Path, at: int) -> None:
    with database.transaction() as db:
        furnish(db)
    database.close()
    spoil(path, at)
    before = path.read_bytes()
    with pytest.raises(NotebookDamaged):
        Database(path, KEY, SALT)
    assert path.read_bytes() == before


def test_a_damaged_salt_costs_nothing(database: Database, path: Path) -> None:
    put(database, "a", b"1")
    database.close()
    path.write_bytes(b"?" * len(SALT) + path.read_bytes()[len(SALT) :])
    again = Database(path, KEY, SALT)
    assert got(again, "a") == b"1"
    again.close()


@pytest.mark.parametrize("kind", ["flipped", "shorter", "longer"])
def test_a_check_finds_what_was_done_to_the_file(database: Database, path: Path, kind: str) -> None:
    with database.transaction() as db:
        furnish(db)
    assert database.check() == []
    database.close()
    data = path.read_bytes()
    whole = {"flipped": data, "shorter": data[:-PAGE], "longer": data + bytes(100)}
    path.write_bytes(whole[kind])
    if kind == "flipped":
        spoil(path, len(data) - 2000)
    try:
        again = Database(path, KEY, SALT)
    except NotebookDamaged:
        return
    assert again.check()
    again.close()


def test_damage_inside_is_called_damage_and_not_silence(
    database: Database, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with database.transaction() as db:
        furnish(db)
    database.close()
    spoil_everything_but_the_first_page(path)
    with pytest.raises(NotebookDamaged):
        Database(path, KEY, SALT).read(seen)
    assert capfd.readouterr() == ("", "")


def filled(database: Database) -> None:
    with database.transaction() as db:
        db.many("INSERT INTO setting VALUES (?, ?)", ((f"k{n}", bytes(3000)) for n in range(200)))


def test_a_fault_that_passes_is_not_noticed_by_a_reader(path: Path, opened: Callable[[], Database]) -> None:
    first = opened()
    filled(first)
    first.close()
    database, whole = opened(), path.read_bytes()
    spoil_everything_but_the_first_page(path)
    asked: list[int] = []

    def work(db: Db) -> int:
        asked.append(1)
        try:
            return db.number("SELECT sum(length(value)) FROM setting")
        except dbapi2.Error:
            path.write_bytes(path.read_bytes()[:PAGE] + whole[PAGE:])  # the fault passes
            raise

    assert database.read(work) == 200 * 3000
    assert len(asked) == 2


def test_a_fault_that_passes_costs_a_writer_one_attempt(path: Path, opened: Callable[[], Database]) -> None:
    first = opened()
    filled(first)
    first.close()
    database, whole = opened(), path.read_bytes()
    spoil_everything_but_the_first_page(path)
    with pytest.raises(Problem) as caught, database.transaction() as db:
        db.run("UPDATE setting SET value = x'00'")
    assert isinstance(caught.value, DiskFailing | NotebookDamaged)
    path.write_bytes(path.read_bytes()[:PAGE] + whole[PAGE:])
    with database.transaction() as db:
        db.run("UPDATE setting SET value = x'00'")
    assert database.read(lambda db: db.number("SELECT sum(length(value)) FROM setting")) == 200
    assert database.check() == []


def test_a_fault_that_stays_is_damage(path: Path, opened: Callable[[], Database]) -> None:
    first = opened()
    filled(first)
    first.close()
    database = opened()
    spoil_everything_but_the_first_page(path)
    for _ in range(2):
        with pytest.raises((DiskFailing, NotebookDamaged)) as caught, database.transaction() as db:
            db.run("UPDATE setting SET value = x'00'")
    assert isinstance(caught.value, NotebookDamaged)
    with pytest.raises(NotebookDamaged):
        database.read(lambda db: db.number("SELECT sum(length(value)) FROM setting"))
    assert database.check()


def test_a_folder_that_is_not_there_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(DiskFailing):
        Database(tmp_path / "nowhere" / "c0.db", KEY, SALT)
