"""Two starts, copies of a folder, programs that end without closing (V10)."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest

from sync.errors import InUseElsewhere, NotebookIncomplete
from sync.store.database import LOG_MAX, Database
from tests.sync.store.furnished import KEY, SALT, furnish, seen
from tests.sync.store.handling import got, put

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys
from pathlib import Path
from sync.store.database import Database
database = Database(Path(sys.argv[1]), bytes(range(32)), bytes(range(16)))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_start_is_told_that_it_is_in_use(path: Path, opened: Callable[[], Database]) -> None:
    with Popen([sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=PIPE, stdout=PIPE) as first:
        assert first.stdout and first.stdout.readline() == b"open\n"
        with pytest.raises(InUseElsewhere):
            Database(path, KEY, SALT)
        first.kill()
        first.wait()
    again = opened()
    assert again.ended_badly
    assert again.check() == []


def test_a_second_opening_in_one_process_is_told_too(database: Database, path: Path) -> None:
    with pytest.raises(InUseElsewhere):
        Database(path, KEY, SALT)
    put(database, "a", b"1")


@pytest.mark.parametrize("size", [10, 2 * LOG_MAX], ids=["young", "folded since"])
def test_a_copy_without_its_log_is_known_as_incomplete(database: Database, path: Path, size: int) -> None:
    put(database, "first", bytes(size))
    put(database, "second", b"2")
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    before = copy.read_bytes()
    with pytest.raises(NotebookIncomplete):
        Database(copy, KEY, SALT)
    assert copy.read_bytes() == before
    anyway = Database(copy, KEY, SALT, accept_incomplete=True)
    assert got(anyway, "second") is None
    anyway.close()
    Database(copy, KEY, SALT).close()


def test_a_copy_of_a_file_that_was_made_this_moment_is_incomplete(database: Database, path: Path) -> None:
    put(database, "a", b"1")
    copy = path.with_name("copy.db")
    copy.write_bytes(b"")
    with pytest.raises(NotebookIncomplete):
        Database(copy, KEY, SALT)


def test_a_copy_with_its_log_is_whole(database: Database, path: Path) -> None:
    with database.transaction() as db:
        furnish(db)
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", path.with_name(f"copy.db{end}"))
    copied = Database(path.with_name("copy.db"), KEY, SALT)
    assert copied.read(seen) == database.read(seen)
    copied.close()


def test_a_copy_after_closing_is_whole(database: Database, path: Path) -> None:
    put(database, "a", b"1")
    database.check()
    database.close()
    shutil.copy(path, path.with_name("copy.db"))
    copied = Database(path.with_name("copy.db"), KEY, SALT)
    assert got(copied, "a") == b"1" and not copied.ended_badly
    copied.close()


@pytest.mark.parametrize("last", ["pass", "sys.exit(1)", "database.check()", "os._exit(1)", "del database"])
def test_a_program_that_ends_without_closing_leaves_a_whole_notebook(path: Path, last: str) -> None:
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom sync.store import settings\n"
        "from sync.store.database import Database\n"
        "database = Database(Path(sys.argv[1]), bytes(range(32)), bytes(range(16)))\n"
        "with database.transaction() as db:\n    settings.put(db, 'a', b'1')\n"
    )
    run([sys.executable, "-c", program + last, str(path)], cwd=ROOT, check=False)
    again = Database(path, KEY, SALT)
    assert got(again, "a") == b"1"
    assert again.check() == []
    again.close()
