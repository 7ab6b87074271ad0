"""A copy of a database under another key, and files that are tried with a key (A2.4, A2.6.5)."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest

from sync.errors import Cancelled, DiskFailing, DiskFull, InUseElsewhere
from sync.store import connection as line
from sync.store import database, migrations, settings
from sync.store.database import Database
from tests.sync.store.furnished import KEY, SALT

NEW_KEY, NEW_SALT = b"n" * 32, b"w" * 16
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def filled(path: Path) -> Database:
    made = Database(path, KEY, SALT)
    database.fill_up(made)
    with made.transaction() as db:
        settings.put(db, "name", b"value")
    return made


def unheard(_: int, __: int) -> None:
    pass


def test_a_copy_has_everything_under_the_new_key_alone(filled: Database, path: Path) -> None:
    copy = path.with_name("copy")
    told: list[tuple[int, int]] = []

    filled.copy_to(copy, NEW_KEY, NEW_SALT, lambda done, total: told.append((done, total)))

    assert told[-1] == (filled.pages, filled.pages)
    assert database.is_whole(copy, NEW_KEY, NEW_SALT)
    for key, salt in ((KEY, SALT), (KEY, NEW_SALT)):
        assert not database.opens(copy, key, salt)
    opened = Database(copy, NEW_KEY, NEW_SALT)
    assert opened.read(lambda db: settings.get(db, "name")) == b"value"
    assert opened.version == len(migrations.STEPS)
    opened.close()
    assert sorted(each.name for each in path.parent.iterdir()) == ["c0.db", "c0.db-wal", "copy"]
    assert not set(_pieces(path)) & set(_pieces(copy))
    filled.close()


def _pieces(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [data[at : at + 32] for at in range(0, len(data), 512)]


def test_what_the_listener_raises_ends_the_copying(filled: Database, path: Path) -> None:
    def stop(_: int, __: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        filled.copy_to(path.with_name("copy"), NEW_KEY, NEW_SALT, stop)

    assert filled.check() == []
    filled.close()


def test_a_copy_that_cannot_be_written_is_a_fault_of_the_disk(filled: Database, path: Path) -> None:
    with pytest.raises(DiskFailing):
        filled.copy_to(path.parent / "no folder" / "copy", NEW_KEY, NEW_SALT, unheard)
    filled.close()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("database or disk is full", DiskFull),
        ("disk I/O error", DiskFailing),
        ("database is locked", InUseElsewhere),
    ],
)
def test_a_fault_without_a_code_is_known_by_its_text(text: str, problem: type[Exception]) -> None:
    assert isinstance(line.translate(line.dbapi2.OperationalError(text)), problem)


def test_a_mistake_of_ours_stays_one() -> None:
    error = line.dbapi2.OperationalError("no such table")
    assert line.translate(error) is error


# ---------------------------------------------------------------- trying a key
def test_nothing_opens_where_nothing_is(path: Path) -> None:
    assert not database.opens(path, KEY, SALT)
    path.touch()
    assert not database.opens(path, KEY, SALT)
    assert not database.is_whole(path, KEY, SALT)
    assert path.stat().st_size == 0


def test_a_file_is_tried_without_a_trace(filled: Database, path: Path) -> None:
    filled.close()
    before = path.read_bytes()

    assert not database.opens(path, NEW_KEY, SALT)
    assert path.read_bytes() == before
    assert database.opens(path, KEY, SALT)
    assert [each.name for each in path.parent.iterdir()] == ["c0.db"]


def test_a_damaged_page_is_found_and_the_first_page_still_opens(filled: Database, path: Path) -> None:
    filled.close()
    data = bytearray(path.read_bytes())
    data[40 * 4096 + 7] ^= 1
    path.write_bytes(data)

    assert database.opens(path, KEY, SALT)
    assert not database.is_whole(path, KEY, SALT)


def test_a_newer_notebook_opens_all_the_same(filled: Database, path: Path) -> None:
    filled._run("PRAGMA user_version = 9999")
    filled.close()

    assert database.opens(path, KEY, SALT)


LEAVE = """
import os, sys
from pathlib import Path
from sync.store import database
from tests.sync.store.furnished import KEY, SALT
opened = database.Database(Path(sys.argv[1]), KEY, SALT)
if sys.argv[2] == "emptied":
    opened._run(f"PRAGMA application_id = {database.OPEN}")
    opened._run("PRAGMA wal_checkpoint(TRUNCATE)")
os._exit(0)
"""


@pytest.mark.parametrize("log", ["emptied", "full"])
def test_a_file_that_was_left_open_is_no_half_copy_after_it_was_tried(
    path: Path, tmp_path: Path, log: str
) -> None:
    """Cut off between the folding of the log and the word in it that says "closed"."""
    run([sys.executable, "-c", LEAVE, str(path), log], cwd=ROOT, check=False)
    assert path.with_name("c0.db-wal").exists()
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(path, alone / "c0.db")

    assert database.opens(path, KEY, SALT)
    Database(path, KEY, SALT).close()
    assert database.opens(alone / "c0.db", KEY, SALT), "half a copy, and yet of this key"


HOLD = """
import sys
from pathlib import Path
from sync.store.database import Database
from tests.sync.store.furnished import KEY, SALT
opened = Database(Path(sys.argv[1]), KEY, SALT)
print("open", flush=True)
sys.stdin.read()
"""


def test_a_file_that_another_process_holds_is_known_without_its_key(path: Path, filled: Database) -> None:
    filled.close()
    database.must_be_free(path)
    with Popen([sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=PIPE, stdout=PIPE) as other:
        assert other.stdout and other.stdout.readline() == b"open\n"
        attempts: list[Callable[[], object]] = [
            lambda: database.must_be_free(path),
            lambda: database.opens(path, KEY, SALT),
        ]
        for attempt in attempts:
            with pytest.raises(InUseElsewhere):
                attempt()
        other.kill()

    database.must_be_free(path)
    assert database.is_whole(path, KEY, SALT)
