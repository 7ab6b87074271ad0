"""Copies of a relay's file while it is written, restored ones, and files of an older version."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from sync.relay.storage import sqlite_schema
from sync.relay.storage.sqlite import SqliteStorage
from sync.relay.storage.sqlite_ledger import SqliteLedger
from sync.wire import routes
from tests.sync.relay.visitor import NOW, Keys


def filled(path: Path, keys: Keys) -> SqliteStorage:
    storage = SqliteStorage(path)
    storage.create(routes.decode_box(keys.box().body), 10_000)
    box = storage.box(keys.mid)
    assert box
    storage.append(box, [b"one", b"two"], 10_000, NOW)
    return storage


def test_a_copy_is_whole_and_opens_as_another_incarnation(tmp_path: Path) -> None:
    keys = Keys()
    storage = filled(tmp_path / "relay.db", keys)
    ledger = SqliteLedger(tmp_path / "relay.db")
    ledger.backup(tmp_path / "copy")
    ledger.close()
    said = [storage.incarnation]
    storage.close()
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    for name in ("first", "second"):
        (tmp_path / name).write_bytes((tmp_path / "copy").read_bytes())
        restored = SqliteStorage(tmp_path / name)
        box = restored.box(keys.mid)
        assert box and restored.scan(box, 0, 10_000) == [(1, b"one"), (2, b"two")]
        said.append(restored.incarnation)
        restored.close()
    assert len(set(said)) == 3, "each restored relay is a new one to its clients"


def test_an_older_file_is_copied_and_then_brought_here(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for statement in sqlite_schema.STEPS[0]:
            old.execute(statement)
        old.execute("UPDATE meta SET incarnation = ?", (b"i" * 16,))
        old.execute("PRAGMA user_version = 1")
    storage = SqliteStorage(path)
    assert (storage.incarnation, storage.notice()) == (b"i" * 16, "")
    storage.close()
    with closing(sqlite3.connect(tmp_path / "relay.db.version-1")) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("SELECT name FROM sqlite_master WHERE name = 'ticket'").fetchall() == []
    SqliteStorage(path).close()
    assert len(list(tmp_path.glob("*version*"))) == 1


def test_a_notice_is_heard_while_the_relay_runs(tmp_path: Path) -> None:
    storage, ledger = SqliteStorage(tmp_path / "relay.db"), SqliteLedger(tmp_path / "relay.db")
    ledger.set_notice("Away on Friday.")
    assert storage.notice() == "Away on Friday."
    ledger.close()
    storage.close()
