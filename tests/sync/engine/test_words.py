"""Password words changed, set anew and forgotten; what opens then, and what is said when not (L05)."""

import errno
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
    PassphraseTooShort,
    WordsTaken,
    WrongPassphrase,
)
from tests.sync.engine.notebook_folder import EVERYTHING, OTHER_WORDS, WORDS, names, picture

NEW = "saddle comet ribbon walnut glacier tulip"
SHEETS = bytes(range(32))
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
    ("number", "problem"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, FileUnwritable),
        (errno.ENOENT, FileUnwritable),
        (errno.EIO, DiskFailing),
    ],
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
