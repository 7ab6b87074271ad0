"""The steps of the schema: all of them, once each, whole or not at all; every release's file opens."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from sync.errors import NotebookNewer
from sync.model.entry import Header, encode_entry, encode_header
from sync.store import migrations, past_table, settings
from sync.store.database import Database
from sync.wire import codec
from tests.sync.store.furnished import KEY, RECORD, SALT, furnish, made, seen

SAVED = sorted((Path(__file__).parent / "saved").glob("*.db"))


def test_there_is_a_saved_file() -> None:
    assert SAVED


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.stem)
def test_every_release_can_still_be_opened(saved: Path, path: Path, tmp_path: Path) -> None:
    shutil.copy(saved, path)
    old, new = Database(path, KEY, SALT), Database(tmp_path / "new.db", KEY, SALT)
    with new.transaction() as db:
        furnish(db)
    assert old.version == len(migrations.STEPS)
    assert old.read(seen) == new.read(seen)
    assert old.check() == []
    old.close()
    new.close()


def test_a_new_file_has_taken_every_step(database: Database) -> None:
    assert database.version == len(migrations.STEPS)
    assert database.check() == []


def test_a_newer_file_is_refused_and_not_changed(path: Path, database: Database) -> None:
    with database.transaction() as db:
        db.run("PRAGMA user_version = 99")
    database.close()
    before = path.read_bytes()
    with pytest.raises(NotebookNewer):
        Database(path, KEY, SALT)
    assert path.read_bytes() == before


def test_steps_that_are_missing_are_taken(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.close()

    def another(connection: Any) -> None:
        connection.execute("CREATE TABLE another (number INTEGER)")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, another))
    later = Database(path, KEY, SALT)
    assert later.version == len(migrations.STEPS)
    assert later.read(lambda db: db.number("SELECT count(*) FROM another")) == 0
    later.close()


@pytest.mark.parametrize("ends_by_itself", [False, True], ids=["open transaction", "ended transaction"])
def test_a_step_that_fails_leaves_nothing_behind(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch, *, ends_by_itself: bool
) -> None:
    database.close()
    before = len(migrations.STEPS)

    def half(connection: Any) -> None:
        connection.execute("CREATE TABLE half (number INTEGER)")
        if ends_by_itself:  # as SQLite does on a full disk
            connection.execute("ROLLBACK")
        raise ArithmeticError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, half))
        with pytest.raises(ArithmeticError):
            Database(path, KEY, SALT)
    again = Database(path, KEY, SALT)
    assert again.version == before
    assert again.read(lambda db: db.row("SELECT 1 FROM sqlite_master WHERE name = 'half'")) is None
    again.close()


def test_entries_that_say_something_of_files_are_noted_for_whoever_knows_files(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(
            migrations, "STEPS", migrations.STEPS[: migrations.STEPS.index(past_table.touched_by_entries)]
        )
        old = Database(path, KEY, SALT)
    about = Header(
        b"s" * 32, b"d" * 32, 1, b"p" * 32, (), (), 2, 1, (), ((48, b"a"), (32, RECORD, "note")), None
    )
    raw = encode_entry(encode_header(about), bytes(64))
    with old.transaction() as db:
        for number, kept in enumerate((raw, b"nothing", made(2).raw)):
            cells = (number, bytes([number]) * 32, b"s" * 32, b"d" * 32, number, kept)
            db.run("INSERT INTO entry VALUES (?, ?, ?, ?, ?, 1, 0, ?)", *cells)
    old.close()
    told: list[tuple[int, int]] = []
    new = Database(path, KEY, SALT, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert codec.decode(new.read(lambda db: settings.get(db, past_table.WITH_FILES)) or b"") == [0]
    assert new.read(lambda db: db.rows("SELECT * FROM touched")) == [(RECORD, 0)]
    new.close()
