"""Backups made into a notebook with new device keys; bad files make none."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crypto import recovery
from crypto.keys import KemSeed
from sync.engine import backup_file, session, sheets
from sync.engine.backup_file import Head
from sync.errors import Cancelled, FileUnreadable, NotebookExists, PackageForeign, PassphraseTooShort
from sync.recovery_refusals import BackupDamaged, BackupForeign, BackupNewer, NotABackup, SheetsTooFew
from sync.store import migrations
from tests.sync.engine import kept_backup
from tests.sync.engine.kept_backup import COST, Kept, sealed, titles
from tests.sync.engine.notebook_folder import EVERYTHING, WORDS, names, picture

NEW = "saddle comet ribbon walnut glacier tulip"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return kept_backup.make(tmp_path_factory.mktemp("kept"))


# ---------------------------------------------------------------- bad files
def damaged(kept: Kept, change: Callable[[bytearray], None]) -> bytes:
    data = bytearray(kept.backup.read_bytes())
    change(data)
    return bytes(data)


def _flip(at: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        data[at] ^= 1

    return change


def _other_letter(at: int) -> Callable[[bytearray], None]:
    """Change a letter of the head into another that may stand there."""

    def change(data: bytearray) -> None:
        data[at] = ord("B") if data[at] == ord("A") else ord("A")

    return change


def _cut(size: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        del data[size:]

    return change


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_flip(0), NotABackup), (_other_letter(1600), BackupDamaged), (_flip(3000), BackupDamaged),
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
        (sealed(seed, b"a letter about bread"), NotABackup),
        (sealed(seed, b""), BackupDamaged),
        (sealed(seed, magic, b"\x02", bytes(100)), BackupNewer),
        (sealed(seed, magic, b"\x01", bytes(4)), BackupDamaged),
        (sealed(seed, magic, b"\x01", b"\x7f\xff\xff\xff"), BackupDamaged),
        (sealed(seed, magic, b"\x01\x00\x00\x00\x01\x80"), BackupDamaged),
        (sealed(seed, magic, b"\x01\x00\x00\x00\x06\x85\x41a\x41b\x01\x40\x60"), BackupDamaged),
        (_head(seed), BackupDamaged),
        (sealed(KemSeed.generate(), magic), BackupForeign),
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
        kept.opened(sheets=foreign).check()
    with pytest.raises(SheetsTooFew):
        kept.opened(sheets=kept.sheets[:1]).check()
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
    """P24: what it wrote after the backup is set aside where the restored one was told of it late."""
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
