"""Password words changed, set anew and forgotten; what opens then, and what is said when not (L05)."""

import errno
import hashlib
import shutil
from pathlib import Path

import pytest

from crypto import slots
from crypto.passphrase import FLOOR, Cost
from i18n import problems
from sync.engine import session, slots_files, vault
from sync.errors import (
    DiskFailing,
    DiskFull,
    FileUnwritable,
    NoRecoverySheets,
    PassphraseTooShort,
    WordsTaken,
    WrongPassphrase,
)
from tests.sync.engine.notebook_folder import EVERYTHING, OTHER_WORDS, WORDS, names, picture

NEW = "saddle comet ribbon walnut glacier tulip"
SHEETS = bytes(range(32))
OTHER_SHEETS = bytes(range(1, 33))
DEARER = Cost(FLOOR.memory_kib, FLOOR.passes + 1)


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


# ---------------------------------------------------------------- change
def test_new_words_open_the_same_notebook_and_the_old_ones_nothing(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    person = opened.me.person

    opened.words.change(WORDS, NEW)
    opened.close()

    assert person_of(notebook, NEW) == person
    with pytest.raises(WrongPassphrase):
        session.unlock(notebook, WORDS)
    assert person_of(notebook, OTHER_WORDS) != person
    assert names(notebook) == EVERYTHING
    assert (notebook / "slots").read_bytes() == (notebook / "slots.2").read_bytes()


def test_a_change_touches_one_slot_and_the_random_rest(notebook: Path) -> None:
    before = slots_files.read(notebook).slots
    opened = session.unlock(notebook, WORDS)

    opened.words.change(WORDS, NEW)
    opened.close()

    after = slots_files.read(notebook).slots
    number = vault.open_keys(notebook, NEW).compartment
    changed = [at for at in range(slots.SLOTS) if before.boxes[at] != after.boxes[at]]
    assert changed == [2 * number]
    assert (after.salt, after.cost) == (before.salt, before.cost)


def test_a_copy_of_the_slots_made_before_still_opens_with_the_old_words(notebook: Path) -> None:
    kept = (notebook / "slots").read_bytes()
    opened = session.unlock(notebook, WORDS)
    opened.words.change(WORDS, NEW)
    opened.close()

    for name in slots_files.NAMES:
        (notebook / name).write_bytes(kept)

    session.unlock(notebook, WORDS).close()


def test_the_same_words_again_are_no_harm(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    opened.words.change(WORDS, WORDS)
    opened.close()

    session.unlock(notebook, WORDS).close()


@pytest.mark.parametrize(
    ("current", "new", "problem"),
    [
        ("not the words", NEW, WrongPassphrase),
        (OTHER_WORDS, NEW, WrongPassphrase),
        ("", NEW, PassphraseTooShort),
        (WORDS, OTHER_WORDS, WordsTaken),
        (WORDS, " ", PassphraseTooShort),
    ],
)
def test_a_refused_change_changes_no_file(
    notebook: Path, current: str, new: str, problem: type[Exception]
) -> None:
    opened = session.unlock(notebook, WORDS)
    before = picture(notebook)

    with pytest.raises(problem):
        opened.words.change(current, new)

    assert picture(notebook) == before
    opened.close()
    session.unlock(notebook, WORDS).close()


@pytest.mark.parametrize(
    ("number", "problem"), [(errno.ENOSPC, DiskFull), (errno.EROFS, FileUnwritable), (errno.EIO, DiskFailing)]
)
def test_a_disk_that_refuses_is_said_and_the_old_words_stay(
    notebook: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: type[Exception]
) -> None:
    opened = session.unlock(notebook, WORDS)

    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr("sync.engine.folder.write_synced", refuse)
    with pytest.raises(problem):
        opened.words.change(WORDS, NEW)
    monkeypatch.undo()

    opened.close()
    session.unlock(notebook, WORDS).close()


# ---------------------------------------------------------------- cost
def test_a_higher_cost_drops_the_words_of_others_unless_they_are_given(
    notebook: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(notebook, tmp_path / "copy")
    for profile, keep in ((notebook, [OTHER_WORDS]), (copy, [])):
        opened = session.unlock(profile, WORDS)
        opened.words.put_recovery(SHEETS)
        opened.words.change(WORDS, NEW, cost=DEARER, keep=keep)
        assert opened.words.has_recovery
        opened.close()
        assert slots_files.read(profile).slots.cost == DEARER
        session.unlock(profile, NEW).close()
        session.unlock_with_recovery(profile, SHEETS).close()

    session.unlock(notebook, OTHER_WORDS).close()
    with pytest.raises(WrongPassphrase):
        session.unlock(copy, OTHER_WORDS)


def test_words_to_keep_that_open_nothing_are_a_slip_of_the_hand(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    before = picture(notebook)

    with pytest.raises(WrongPassphrase):
        opened.words.change(WORDS, NEW, cost=DEARER, keep=[OTHER_WORDS + "x"])

    assert picture(notebook) == before
    opened.close()


# ---------------------------------------------------------------- recovery
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


# ---------------------------------------------------------------- wrong is wrong
def test_whatever_made_words_wrong_is_said_in_the_same_way_and_changes_nothing(notebook: Path) -> None:
    opened = session.unlock(notebook, OTHER_WORDS)
    opened.words.change(OTHER_WORDS, NEW)
    opened.close()
    opened = session.unlock(notebook, WORDS)
    opened.words.put_recovery(SHEETS)
    opened.compartments.add("of a notebook that is written over", keep=[NEW])
    opened.compartments.add("of a fourth", keep=[NEW, "of a notebook that is written over"])
    opened.compartments.add("of a fifth", keep=[NEW, "of a fourth"])
    opened.compartments.add_clearing_words("that emptied it all", keep=[NEW, "of a fourth"])
    opened.compartments.remove_clearing_words("that emptied it all")
    opened.travel_lock()
    before = picture(notebook)
    causes = {
        "never set": "no such words",
        "changed": OTHER_WORDS,
        "locked for travel": WORDS,
        "written over": "of a notebook that is written over",
        "cleared no more": "that emptied it all",
        "nearly right": NEW.upper(),
    }

    said = set()
    for words in causes.values():
        with pytest.raises(WrongPassphrase) as raised:
            session.unlock(notebook, words)
        said.add((problems.sentences(raised.value.code, raised.value.holes), raised.value.retryable))

    assert len(said) == 1
    assert picture(notebook) == before
