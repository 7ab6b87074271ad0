"""Backups: written whole or not at all, read back, and made into a notebook with new device keys."""

import errno
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from crypto import agefile, recovery
from crypto.keys import KemSeed
from sync.engine import backup_file, session, sheets
from sync.engine.backup_file import Head
from sync.engine.restoring import Backup
from sync.engine.session import Session
from sync.errors import (
    Cancelled,
    DiskFull,
    FileUnreadable,
    FileUnwritable,
    NoRecoverySheets,
    NotebookExists,
    PackageForeign,
    PassphraseTooShort,
)
from sync.refusals import BackupDamaged, BackupForeign, BackupNewer, NotABackup, SheetsTooFew
from sync.store import migrations
from tests.sync.engine.notebook_folder import EVERYTHING, WORDS, names, picture

NEW = "saddle comet ribbon walnut glacier tulip"
DAY_MS = 24 * 60 * 60 * 1000
COST = session.quick_cost()


@dataclass(frozen=True)
class Kept:
    notebook: Path
    backup: Path
    sheets: list[str]
    space: str
    person: str

    def opened(self, path: Path | None = None, sheets_: list[str] | None = None) -> Backup:
        return Backup(path or self.backup, self.sheets[:2] if sheets_ is None else sheets_)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A notebook with sheets and a backup of it; nobody changes these."""
    folder = tmp_path_factory.mktemp("kept")
    opened = session.create(folder / "notebook", WORDS, name="Amal", cost=COST)
    space = opened.spaces.new("Field team")
    opened.items.new(space.id, "note", {"title": "bread", "body": "and water"})
    made = opened.recovery.make()
    opened.backups.write(folder / "holiday.bin")
    person = opened.me.person
    opened.close()
    return Kept(folder / "notebook", folder / "holiday.bin", [one.text for one in made], space.id, person)


@pytest.fixture
def notebook(kept: Kept, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept.notebook, tmp_path / "notebook"))


def titles(opened: Session, space: str) -> set[str]:
    return {row.title for row in opened.items.rows(space)}


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
    (tmp_path / "other").write_bytes(_sealed(recovery.kem(bytes(32)), b"", bytes(3 << 20)))

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


def _sealed(seed: KemSeed, *pieces: bytes) -> bytes:
    made = bytearray()
    writer = agefile.write(made.extend, seed.public)
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    return bytes(made)


# ---------------------------------------------------------------- bad files
def damaged(kept: Kept, change: Callable[[bytearray], None]) -> bytes:
    data = bytearray(kept.backup.read_bytes())
    change(data)
    return bytes(data)


def _flip(at: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        data[at] ^= 1

    return change


def _cut(size: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        del data[size:]

    return change


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_flip(0), NotABackup), (_flip(1600), BackupDamaged), (_flip(3000), BackupDamaged),
        (_flip(100_000), BackupDamaged), (_flip(-1), BackupDamaged), (_cut(0), NotABackup),
        (_cut(900), NotABackup), (_cut(70_000), BackupDamaged), (_cut(-1), BackupDamaged),
        (lambda data: data.extend(b"x"), BackupDamaged),
    ],
)  # fmt: skip
def test_a_damaged_or_cut_backup_makes_no_notebook(
    kept: Kept, tmp_path: Path, change: Callable[[bytearray], None], problem: type[Exception]
) -> None:
    bad = tmp_path / "bad"
    bad.write_bytes(damaged(kept, change))
    with pytest.raises((problem, BackupForeign)):
        kept.opened(bad).check()
    with pytest.raises((problem, BackupForeign)):
        kept.opened(bad).restore(tmp_path / "restored", NEW, cost=COST)
    assert not session.exists(tmp_path / "restored")


def _head(seed: KemSeed) -> bytes:
    made = bytearray()
    empty = Path(__file__)
    key = recovery.kem(bytes(32)).raw
    head = Head(backup_file.VaultKey(key), bytes(16), 1, bytes(32), "")
    backup_file.write(made.extend, seed.public, head, (empty, empty), lambda _: None)
    return bytes(made)


def test_what_is_sealed_to_the_sheets_and_yet_no_backup(kept: Kept, tmp_path: Path) -> None:
    seed = recovery.kem(sheets.combine(kept.sheets))
    magic = backup_file.MAGIC
    cases: list[tuple[bytes, type[Exception]]] = [
        (_sealed(seed, b"a letter about bread"), NotABackup),
        (_sealed(seed, b""), BackupDamaged),
        (_sealed(seed, magic, b"\x02", bytes(100)), BackupNewer),
        (_sealed(seed, magic, b"\x01", bytes(4)), BackupDamaged),
        (_sealed(seed, magic, b"\x01", b"\x7f\xff\xff\xff"), BackupDamaged),
        (_sealed(seed, magic, b"\x01\x00\x00\x00\x01\x80"), BackupDamaged),
        (_sealed(seed, magic, b"\x01\x00\x00\x00\x06\x85\x41a\x41b\x01\x40\x60"), BackupDamaged),
        (_head(seed), BackupDamaged),
        (_sealed(KemSeed.generate(), magic), BackupForeign),
    ]
    for number, (data, problem) in enumerate(cases):
        (tmp_path / "bad").write_bytes(data)
        with pytest.raises(problem):
            kept.opened(tmp_path / "bad").check()
        with pytest.raises(problem):
            kept.opened(tmp_path / "bad").restore(tmp_path / f"r{number}", NEW, cost=COST)
        assert not session.exists(tmp_path / f"r{number}")


def test_a_backup_of_a_newer_release_is_said(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS[:-1])
    with pytest.raises(BackupNewer):
        kept.opened().check()
    with pytest.raises(BackupNewer):
        kept.opened().restore(tmp_path / "r", NEW, cost=COST)


def test_a_backup_of_another_notebook_and_too_few_sheets(kept: Kept, tmp_path: Path) -> None:
    foreign = [one.text for one in sheets.split(bytes(32), 3, 2, 0)]
    with pytest.raises(BackupForeign):
        kept.opened(sheets_=foreign).check()
    with pytest.raises(SheetsTooFew):
        kept.opened(sheets_=kept.sheets[:1]).check()
    with pytest.raises(FileUnreadable):
        kept.opened(tmp_path / "nowhere").check()
    with pytest.raises(PassphraseTooShort):
        kept.opened().restore(tmp_path / "r", " ", cost=COST)
    before = picture(kept.notebook)
    with pytest.raises(NotebookExists):
        kept.opened().restore(kept.notebook, NEW, cost=COST)
    assert picture(kept.notebook) == before


# ---------------------------------------------------------------- restoring
def test_a_restored_notebook_is_a_new_device_of_the_same_person(kept: Kept, tmp_path: Path) -> None:
    restored = kept.opened().restore(tmp_path / "restored", NEW, cost=COST)

    assert restored.me.person == kept.person
    old, new = restored.devices.rows()
    assert (old.state, new.state, new.this, new.added_by) == ("removed", "present", True, "recovery")
    assert titles(restored, kept.space) == {"bread"}
    restored.items.new(kept.space, "note", {"title": "after"})
    assert restored.recovery.rehearse(kept.sheets)
    assert restored.recovery.current is not None
    assert restored.doctor().ok
    restored.close()
    assert set(EVERYTHING) <= set(names(tmp_path / "restored"))

    again = session.unlock(tmp_path / "restored", NEW)
    assert titles(again, kept.space) == {"bread", "after"}
    again.close()


def test_its_keys_are_not_those_of_the_backup_or_the_notebook(kept: Kept, tmp_path: Path) -> None:
    kept.opened().restore(tmp_path / "restored", NEW, cost=COST).close()
    old, new = session.unlock(kept.notebook, WORDS), session.unlock(tmp_path / "restored", NEW)
    keys = [(one._place.keys.db_key, one._book.me.signing.raw, one._book.me.kem.raw) for one in (old, new)]
    assert not set(keys[0]) & set(keys[1])
    old.close()
    new.close()


def test_a_restore_that_is_broken_off_leaves_no_notebook(kept: Kept, tmp_path: Path) -> None:
    steps = iter([False])
    with pytest.raises(Cancelled):
        kept.opened().restore(
            tmp_path / "r", NEW, cost=COST, cancelled=lambda: next(steps, True)
        )  # fmt: skip
    assert not session.exists(tmp_path / "r")
    kept.opened().restore(tmp_path / "r", NEW, cost=COST).close()


def test_the_old_laptop_splits_no_chain_and_its_late_work_is_not_lost(kept: Kept, tmp_path: Path) -> None:
    """What the old laptop wrote after the backup is set aside where the restored one was told of it late."""
    old_home = Path(shutil.copytree(kept.notebook, tmp_path / "old"))
    restored = kept.opened().restore(tmp_path / "restored", NEW, cost=COST)
    restored.items.new(kept.space, "note", {"title": "restored"})
    old = session.unlock(old_home, WORDS)
    old.items.new(kept.space, "note", {"title": "old"})

    old.packages.write(kept.space, tmp_path / "old.pack")
    restored.packages.read(tmp_path / "old.pack")
    restored.packages.write(kept.space, tmp_path / "new.pack")

    assert titles(restored, kept.space) == {"bread", "restored"}
    (late,) = restored.quarantine.rows(kept.space)
    restored.quarantine.admit(kept.space, [late.entry])
    assert titles(restored, kept.space) == {"bread", "old", "restored"}
    assert [row.state for row in restored.devices.rows()] == ["removed", "present"]
    with pytest.raises(PackageForeign):
        old.packages.read(tmp_path / "new.pack")
    old.close()
    restored.close()
