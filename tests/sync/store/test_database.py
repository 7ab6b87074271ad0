"""The database: settings, transactions, who else has it open, copies, and faults of the disk."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest
from sqlcipher3 import dbapi2

from sync.errors import DiskFailing, InUseElsewhere, NotebookDamaged, NotebookIncomplete, Problem
from sync.store import connection, settings
from sync.store.database import LOG_MAX, SMALLEST, Database, Db, create, create_filler
from tests.sync.store.furnished import KEY, SALT, furnish, seen

ROOT = Path(__file__).resolve().parents[3]
PAGE = 4096
HOLD = """
import sys
from pathlib import Path
from sync.store.database import Database
database = Database(Path(sys.argv[1]), bytes(range(32)), bytes(range(16)))
print("open", flush=True)
sys.stdin.read()
"""


def put(database: Database, key: str, value: bytes) -> None:
    with database.transaction() as db:
        settings.put(db, key, value)


def got(database: Database, key: str) -> bytes | None:
    return database.read(lambda db: settings.get(db, key))


def spoil(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 0x40]))


def spoil_everything_but_the_first_page(path: Path) -> None:
    for at in range(PAGE + 100, path.stat().st_size, PAGE):
        spoil(path, at)


# ---------------------------------------------------------------- settings and keys
def test_every_setting_is_as_it_was_asked_for(database: Database) -> None:
    for name, _, expected in connection.SETTINGS:
        assert database.read(lambda db, name=name: db.row(f"PRAGMA {name}")) == (expected,)  # type: ignore[misc]  # lambda default


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


# ---------------------------------------------------------------- two starts, copies (V10)
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


# ---------------------------------------------------------------- damage and passing faults (V06, V07)
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
