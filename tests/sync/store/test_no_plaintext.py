"""Nothing that was written can be read in any file that the store leaves, open or closed (L04)."""

import os
import sys
from pathlib import Path
from subprocess import run

import pytest

from sync.model.records import Stamp, Value
from sync.store import docs, records, search, waiting_room
from sync.store.database import LOG_MAX, Database
from tests.sync.store.furnished import SPACE

ROOT = Path(__file__).resolve().parents[3]
MARKERS = [f"marker{n}lantern" for n in range(200)]


def forms(marker: str) -> list[bytes]:
    return [
        marker.encode(),
        marker.upper().encode(),
        marker.encode("utf-16-le"),
        marker.encode().hex().encode(),
    ]


def assert_silent(folder: Path) -> None:
    for path in folder.rglob("*"):
        data = path.read_bytes()
        assert not [marker for marker in MARKERS if any(form in data for form in forms(marker))], path.name
        assert b"SQLite format" not in data and b"CREATE TABLE" not in data


def fill(database: Database) -> None:
    for number, marker in enumerate(MARKERS):
        record = number.to_bytes(16, "big")
        stamp = Stamp(1, b"d" * 8, number)
        with database.transaction() as db:
            records.become(db, record, SPACE, "note")
            records.replace(db, record, "title", (Value(stamp, marker),))
            docs.put(db, record + b"body", 0, marker.encode() * 50, marker * 50)
            search.index(db, record, marker)
            waiting_room.refuse(db, SPACE, record, marker.encode(), marker)


def test_no_marker_is_in_any_file(path: Path, database: Database) -> None:
    fill(database)
    assert_silent(path.parent)
    database.check()
    with database.transaction() as db:
        db.run("CREATE TABLE sorted AS SELECT * FROM doc ORDER BY text DESC, state")
        db.run("INSERT INTO setting VALUES ('long', ?)", MARKERS[0].encode() * (LOG_MAX // 8))
        db.run("DELETE FROM doc")
    assert_silent(path.parent)
    database.close()
    assert_silent(path.parent)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


SPILL = """
import sys
from pathlib import Path
from sync.store.database import Database
database = Database(Path(sys.argv[1]), bytes(32), bytes(16))
with database.transaction() as db:
    db.run("CREATE TEMP TABLE long (data BLOB)")
    db.many("INSERT INTO long VALUES (?)", ((b"marker" * 200,) for _ in range(80_000)))
database.read(lambda db: db.rows("SELECT * FROM long ORDER BY data DESC LIMIT 1"))
database.close()
"""


def test_no_temporary_file_is_ever_made(path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """96 MB of a temporary table are more than any cache: they would go into a file where one is allowed."""
    elsewhere = tmp_path_factory.mktemp("temporary")
    before = elsewhere.stat().st_mtime_ns
    run(
        [sys.executable, "-c", SPILL, str(path)],
        cwd=ROOT,
        check=True,
        env=os.environ | {"SQLITE_TMPDIR": str(elsewhere)},
    )
    assert elsewhere.stat().st_mtime_ns == before, "a file was made there, and perhaps taken away again"
