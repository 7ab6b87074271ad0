"""Backups: written whole or not at all, remembered, looked at and read back."""

import errno
import shutil
from pathlib import Path

import pytest

from crypto import agefile, recovery
from sync.engine import backup_file, session, sheets
from sync.errors import Cancelled, DiskFull, FileUnreadable, FileUnwritable, NoRecoverySheets
from sync.recovery_refusals import BackupDamaged, NotABackup
from tests.sync.engine import kept_backup
from tests.sync.engine.kept_backup import COST, Kept, sealed
from tests.sync.engine.notebook_folder import WORDS, names

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return kept_backup.make(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def notebook(kept: Kept, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept.notebook, tmp_path / "notebook"))


# ---------------------------------------------------------------- writing
def test_without_sheets_there_is_no_backup(tmp_path: Path) -> None:
    opened = session.create(tmp_path / "plain", WORDS, cost=COST)
    with pytest.raises(NoRecoverySheets):
        opened.backups.write(tmp_path / "backup")
    opened.close()
    assert not (tmp_path / "backup").exists()


def test_it_is_remembered_when_the_last_one_was(notebook: Path, tmp_path: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    assert opened.backups.due() == 0
    last = opened.backups.last_ms
    assert last is not None
    opened._book.clock = lambda: last + 9 * DAY_MS
    assert opened.backups.due() == 9
    opened.backups.write(tmp_path / "again")
    assert opened.backups.due() == 0
    opened.close()

    other = session.create(tmp_path / "other", WORDS, cost=COST)
    assert other.backups.due() is None
    other.close()


def test_nothing_is_left_in_the_folder_and_progress_reaches_its_end(notebook: Path, tmp_path: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    before = names(notebook)
    told: list[tuple[int, int]] = []

    written = opened.backups.write(tmp_path / "b", progress=lambda done, total: told.append((done, total)))

    assert names(notebook) == before
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert written.size == (tmp_path / "b").stat().st_size
    assert opened.backups.is_ours(tmp_path / "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "notebook"]
    opened.close()


@pytest.mark.parametrize("when", [0, 2, 5])
def test_cancelled_or_cut_off_it_leaves_the_backup_from_before(
    notebook: Path, tmp_path: Path, when: int
) -> None:
    opened = session.unlock(notebook, WORDS)
    (tmp_path / "b").write_bytes(b"the backup from before")
    before = names(notebook)
    steps = iter([*[False] * when, True, True])

    with pytest.raises(Cancelled):
        opened.backups.write(tmp_path / "b", cancelled=lambda: next(steps, True))

    assert (tmp_path / "b").read_bytes() == b"the backup from before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "notebook"]
    assert names(notebook) == before
    opened.close()


def test_a_full_or_forbidden_disk_is_said(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = session.unlock(notebook, WORDS)
    with pytest.raises(FileUnwritable):
        opened.backups.write(notebook / "slots" / "b")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("sync.engine.backups.os.fsync", full)
    with pytest.raises(DiskFull):
        opened.backups.write(tmp_path / "b")
    monkeypatch.undo()
    assert not (tmp_path / "b").exists()
    assert not (tmp_path / "b.part").exists()
    opened.close()


def test_what_a_sudden_end_left_is_cleared_away(notebook: Path) -> None:
    (notebook / "c1.db.newb").write_bytes(b"half")
    (notebook / "c1.db.newb-wal").write_bytes(b"half")
    opened = session.unlock(notebook, WORDS)
    assert not list(notebook.glob("*newb*"))
    opened.close()


def test_no_name_and_no_content_shows_outside(kept: Kept) -> None:
    data = kept.backup.read_bytes()
    for said in (b"Amal", b"bread", b"SQLite", bytes.fromhex(kept.person), b"karkade"):
        assert said not in data


# ---------------------------------------------------------------- looking
def test_all_of_it_is_read_back_and_counted(kept: Kept) -> None:
    told: list[tuple[int, int]] = []
    found = kept.opened().check(progress=lambda done, total: told.append((done, total)))
    assert (found.person, found.name, found.spaces, found.items) == (kept.person, "Amal", 1, 1)
    assert found.entries > 1
    assert told == sorted(told)
    with pytest.raises(Cancelled):
        kept.opened().check(cancelled=lambda: True)


def test_the_standard_way_of_age_opens_it_too(kept: Kept) -> None:
    seed = recovery.kem(sheets.combine(kept.sheets))
    with kept.backup.open("rb") as file:
        inside = agefile.AgeReader(file.read, [seed]).read()
    assert inside.startswith(b"karkadeBKUP\x01")


def test_without_sheets_only_the_outside_shows(notebook: Path, tmp_path: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    opened.backups.write(tmp_path / "b")
    data = bytearray((tmp_path / "b").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "altered").write_bytes(data)
    (tmp_path / "short").write_bytes(data[:100_000])
    (tmp_path / "text").write_text("hello")
    (tmp_path / "other").write_bytes(sealed(recovery.kem(bytes(32)), b"", bytes(3 << 20)))

    backup_file.look(tmp_path / "b")
    backup_file.look(tmp_path / "altered")
    assert opened.backups.is_ours(tmp_path / "b")
    assert not opened.backups.is_ours(tmp_path / "altered")
    assert not opened.backups.is_ours(tmp_path / "other")
    for name, problem in (("short", BackupDamaged), ("text", NotABackup), ("nowhere", FileUnreadable)):
        with pytest.raises(problem):
            backup_file.look(tmp_path / name)
    with pytest.raises(FileUnreadable):
        opened.backups.is_ours(tmp_path / "nowhere")
    opened.close()
