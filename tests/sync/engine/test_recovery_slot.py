"""What recovery sheets open, and the travel lock that leaves nothing else (A2.4, A2.5)."""

import errno
import hashlib
import shutil
from pathlib import Path

import pytest

from crypto import slots
from sync.engine import session, slots_files, vault
from sync.errors import (
    DiskFailing,
    NoRecoverySheets,
    WordsTaken,
    WrongPassphrase,
)
from tests.sync.engine.notebook_folder import OTHER_WORDS, WORDS, picture

NEW = "saddle comet ribbon walnut glacier tulip"
SHEETS = bytes(range(32))
OTHER_SHEETS = bytes(range(1, 33))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook, and another one beside it."""
    profile = tmp_path_factory.mktemp("made") / "notebook"
    opened = session.create(profile, WORDS, name="Amal", cost=session.quick_cost())
    opened.compartments.add(OTHER_WORDS, keep=[])
    opened.close()
    return profile


@pytest.fixture
def notebook(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "notebook"))


def person_of(profile: Path, words: str) -> str:
    opened = session.unlock(profile, words)
    person = opened.me.person
    opened.close()
    return person


def test_recovery_opens_the_notebook_and_new_words_can_be_set(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    person = opened.me.person
    assert not opened.words.has_recovery
    opened.words.put_recovery(SHEETS)
    assert opened.words.has_recovery
    opened.close()

    recovered = session.unlock_with_recovery(notebook, SHEETS)
    assert recovered.me.person == person
    with pytest.raises(WordsTaken):
        recovered.words.set_new(OTHER_WORDS)
    recovered.words.set_new(NEW)
    with pytest.raises(ValueError, match="recovery"):
        recovered.words.set_new("once is enough")
    recovered.close()

    assert person_of(notebook, NEW) == person
    with pytest.raises(WrongPassphrase):
        session.unlock(notebook, WORDS)
    session.unlock_with_recovery(notebook, SHEETS).close()


def test_words_are_not_set_anew_in_a_notebook_that_words_opened(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)

    with pytest.raises(ValueError, match="recovery"):
        opened.words.set_new(NEW)

    opened.close()


def test_sheets_made_later_replace_those_before_and_removed_ones_open_nothing(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    opened.words.put_recovery(SHEETS)
    opened.words.put_recovery(OTHER_SHEETS)
    with pytest.raises(WrongPassphrase):
        vault.open_with_recovery(notebook, SHEETS)
    vault.open_with_recovery(notebook, OTHER_SHEETS)

    opened.words.remove_recovery()

    assert not opened.words.has_recovery
    with pytest.raises(WrongPassphrase):
        vault.open_with_recovery(notebook, OTHER_SHEETS)
    opened.close()


def test_a_key_that_fits_another_kind_of_slot_is_no_recovery(notebook: Path) -> None:
    header = slots_files.read(notebook).slots
    keys = vault.open_keys(notebook, WORDS)
    slots_files.write(notebook, slots.with_slot(header, 1, SHEETS, keys.payload(slots.PASSPHRASE)))

    with pytest.raises(WrongPassphrase):
        vault.open_with_recovery(notebook, SHEETS)


# ---------------------------------------------------------------- travel lock
def test_the_travel_lock_keeps_everybody_out_but_who_has_the_sheets(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    person = opened.me.person
    opened.words.put_recovery(SHEETS)
    before = slots_files.read(notebook).slots

    opened.travel_lock()

    after = slots_files.read(notebook).slots
    for name in slots_files.NAMES:
        data = (notebook / name).read_bytes()
        assert not any(box in data for box in set(before.boxes) - set(after.boxes))
    assert len(set(before.boxes) - set(after.boxes)) == 1
    with pytest.raises(WrongPassphrase):
        session.unlock(notebook, WORDS)
    session.unlock(notebook, OTHER_WORDS).close()
    recovered = session.unlock_with_recovery(notebook, SHEETS)
    assert recovered.me.person == person
    recovered.words.set_new(WORDS)
    recovered.close()
    assert person_of(notebook, WORDS) == person


def test_without_sheets_there_is_no_travel_lock(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    before = picture(notebook)

    with pytest.raises(NoRecoverySheets):
        opened.travel_lock()

    assert picture(notebook) == before
    opened.settings.put("still", "open")
    opened.close()


def test_sheets_whose_slot_was_written_over_do_not_count(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    opened.words.put_recovery(SHEETS)
    header = slots_files.read(notebook).slots
    slots_files.write(notebook, slots.without_slots(header, range(1, 8, 2)))

    with pytest.raises(NoRecoverySheets):
        opened.travel_lock()

    opened.close()


@pytest.mark.parametrize("broken", slots_files.NAMES)
def test_it_locks_with_one_copy_damaged_or_missing_too(notebook: Path, broken: str) -> None:
    opened = session.unlock(notebook, WORDS)
    opened.words.put_recovery(SHEETS)
    (notebook / broken).write_bytes(b"torn")
    opened.travel_lock()

    assert (notebook / "slots").read_bytes() == (notebook / "slots.2").read_bytes()
    with pytest.raises(WrongPassphrase):
        session.unlock(notebook, WORDS)


def test_overwriting_is_cut_off_with_one_copy_whole(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first copy half written, the second untouched: the old words still open, and nothing is lost."""
    whole = (notebook / "slots").read_bytes()
    opened = session.unlock(notebook, WORDS)
    opened.words.put_recovery(SHEETS)

    def cut(descriptor: int) -> None:
        raise OSError(errno.EIO, "cut off", descriptor)

    monkeypatch.setattr("os.fsync", cut)
    with pytest.raises(DiskFailing):
        opened.travel_lock()
    monkeypatch.undo()
    (notebook / "slots").write_bytes(hashlib.sha256(whole).digest() + whole[32:])

    opened.close()
    session.unlock(notebook, WORDS).close()
    assert (notebook / "slots").read_bytes() == (notebook / "slots.2").read_bytes()
