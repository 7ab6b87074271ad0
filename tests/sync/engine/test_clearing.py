"""Everything away, by words typed to unlock or from the open notebook, cut off anywhere (A2.5)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import clearing, session, slots_files
from sync.errors import (
    NoFreeNotebook,
    PassphraseTooShort,
    WordsTaken,
    WrongPassphrase,
)
from tests.sync.engine.four_notebooks import CLEARING, FIFTH, FOURTH, SECOND, THIRD, make_four, make_one
from tests.sync.engine.notebook_folder import EVERYTHING, WORDS, elsewhere, names, picture


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("one") / "notebook"
    make_one(profile)
    return profile


@pytest.fixture(scope="module")
def all_four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("four") / "notebook"
    make_four(profile)
    return profile


@pytest.fixture
def one(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "one"))


@pytest.fixture
def four(all_four: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(all_four, tmp_path / "four"))


def everything_of(profile: Path) -> Iterator[bytes]:
    for path in profile.iterdir():
        if path.name != "ballast":
            data = path.read_bytes()
            yield from (data[at : at + 64] for at in range(0, len(data) - 64, 4096))


def test_words_that_clear_open_an_empty_notebook_and_nothing_of_before_is_left(four: Path) -> None:
    opened = session.unlock(four, WORDS)
    person = opened.me.person
    opened.compartments.add_clearing_words(CLEARING, keep=[SECOND, FOURTH])
    opened.close()
    session.unlock(four, THIRD).close()  # its passphrase slot was not taken
    before = set(everything_of(four))

    cleared = session.unlock(four, CLEARING)

    assert cleared.me.person != person and cleared.spaces.all() == []
    cleared.settings.put("mark", "used")
    cleared.close()
    assert not before & set(everything_of(four))
    assert names(four) == EVERYTHING
    for words in (WORDS, SECOND, THIRD, FOURTH):
        with pytest.raises(WrongPassphrase):
            session.unlock(four, words)
    again = session.unlock(four, CLEARING)
    assert again.settings.get("mark") == "used", "they clear once, and are ordinary words then"
    again.close()


def test_words_that_clear_hold_a_place_like_a_notebook(four: Path) -> None:
    opened = session.unlock(four, WORDS)
    opened.compartments.add_clearing_words(CLEARING, keep=[SECOND, FOURTH])

    with pytest.raises(NoFreeNotebook):
        opened.compartments.add(FIFTH, keep=[SECOND, FOURTH, CLEARING])
    with pytest.raises(WordsTaken):
        opened.words.change(WORDS, CLEARING)
    with pytest.raises(WrongPassphrase):
        opened.words.change(CLEARING, FIFTH)
    with pytest.raises(WrongPassphrase):
        opened.compartments.remove_clearing_words(SECOND)
    opened.compartments.remove_clearing_words(CLEARING)
    opened.close()

    before = picture(four)
    with pytest.raises(WrongPassphrase):
        session.unlock(four, CLEARING)
    assert picture(four) == before


def test_the_open_notebook_is_cleared_with_words_for_the_empty_one(four: Path) -> None:
    opened = session.unlock(four, WORDS)
    person = opened.me.person

    before = picture(four)
    with pytest.raises(PassphraseTooShort):
        opened.clear(" ")
    assert picture(four) == before
    opened.clear(FIFTH)

    fresh = session.unlock(four, FIFTH)
    assert fresh.me.person != person
    fresh.close()
    for words in (WORDS, SECOND):
        with pytest.raises(WrongPassphrase):
            session.unlock(four, words)
    assert names(four) == EVERYTHING


def test_without_words_nothing_opens_afterwards(four: Path) -> None:
    clearing.clear(four)

    for words in (WORDS, SECOND, THIRD, FOURTH):
        with pytest.raises(WrongPassphrase):
            session.unlock(four, words)
    assert names(four) == EVERYTHING


def test_it_clears_with_both_copies_of_the_slots_damaged(one: Path) -> None:
    for name in slots_files.NAMES:
        (one / name).write_bytes(b"torn")

    clearing.clear(one, FIFTH)

    session.unlock(one, FIFTH).close()


CLEAR_UNTIL = """
import os, sys
from pathlib import Path
from sync.engine import vault
profile, left = sys.argv[1], int(sys.argv[3])
def count(event, words):
    global left
    if event in STEPS and any(profile in str(word) for word in words):
        left -= 1
        if left < 0:
            os._exit(9)
STEPS = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "open", "shutil.rmtree", "os.truncate"}
sys.addaudithook(count)
vault.open_keys(Path(profile), sys.argv[2])
"""


@pytest.mark.timeout(180)
def test_cut_off_anywhere_it_is_taken_up_by_the_same_words(four: Path, tmp_path: Path) -> None:
    opened = session.unlock(four, WORDS)
    opened.compartments.add_clearing_words(CLEARING, keep=[SECOND, FOURTH])
    opened.close()
    steps, status = 0, 9
    while status == 9:
        profile = Path(shutil.copytree(four, tmp_path / "cut"))
        status, said = elsewhere(CLEAR_UNTIL, str(profile), CLEARING, str(steps))
        assert status in (0, 9), said

        if steps > 8:  # the slots go first
            with pytest.raises(WrongPassphrase):
                session.unlock(profile, WORDS)
        session.unlock(profile, CLEARING).close()
        assert names(profile) == EVERYTHING
        for words in (WORDS, SECOND):
            with pytest.raises(WrongPassphrase):
                session.unlock(profile, words)
        shutil.rmtree(profile)
        steps += 5
    assert steps > 30
