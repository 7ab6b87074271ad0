"""Nothing that was written can be read in any file that the store leaves, open or closed (L04)."""

from pathlib import Path

import pytest

from sync.model.records import Stamp, Value
from sync.store import docs, records, search, waiting_room
from sync.store.database import LOG_MAX, Database
from tests.sync.store.furnished import SPACE

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


def test_no_temporary_file_is_ever_made(
    database: Database, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("SQLITE_TMPDIR", str(elsewhere))
    elsewhere.chmod(0o500)
    before = elsewhere.stat().st_mtime_ns
    fill(database)
    database.read(lambda db: db.rows("SELECT a.text FROM doc a, doc b ORDER BY a.text DESC, b.text LIMIT 5"))
    assert elsewhere.stat().st_mtime_ns == before
