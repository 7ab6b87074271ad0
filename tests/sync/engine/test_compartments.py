"""Several notebooks behind one chooser, which look like one (A2.1, L07), and clearing them all (A2.5)."""

import itertools
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from sync.engine import clearing, pairs, session, slots_files, vault
from sync.errors import (
    InUseElsewhere,
    NoFreeNotebook,
    PassphraseTooShort,
    WordsTaken,
    WrongPassphrase,
)
from tests.sync.engine.notebook_folder import EVERYTHING, ROOT, WORDS, elsewhere, names, picture

SECOND, THIRD, FOURTH, FIFTH = "second notebook", "third notebook", "fourth notebook", "fifth notebook"
CLEARING = "words that nobody should type by accident"
SHEETS = bytes(range(32))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("made") / "notebook"
    session.create(profile, WORDS, name="Amal", cost=session.quick_cost()).close()
    return profile


@pytest.fixture(scope="module")
def all_four(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = Path(shutil.copytree(made, tmp_path_factory.mktemp("four") / "notebook"))
    opened = session.unlock(profile, WORDS)
    opened.compartments.add(SECOND, keep=[])
    opened.compartments.add(THIRD, keep=[SECOND])
    opened.compartments.add(FOURTH, keep=[SECOND, THIRD])
    opened.close()
    return profile


@pytest.fixture
def one(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "one"))


@pytest.fixture
def four(all_four: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(all_four, tmp_path / "four"))


def test_four_notebooks_each_open_with_their_words_and_know_nothing_of_each_other(four: Path) -> None:
    people, numbers = set(), set()
    for words in (WORDS, SECOND, THIRD, FOURTH):
        opened = session.unlock(four, words)
        assert opened.settings.get("whose") is None
        opened.settings.put("whose", words)
        people.add(opened.me.person)
        opened.close()
        numbers.add(vault.open_keys(four, words).compartment)

    assert len(people) == 4
    assert numbers == {0, 1, 2, 3}
    for words in (WORDS, SECOND, THIRD, FOURTH):
        opened = session.unlock(four, words)
        assert opened.settings.get("whose") == words
        opened.close()


def test_one_notebook_and_four_look_the_same(one: Path, four: Path) -> None:
    for profile in (one, four):
        assert names(profile) == EVERYTHING
        sizes = [path.stat().st_size for path in profile.glob("c?.*")]
        assert min(sizes) >= 1 << 20 and max(sizes) < 2 << 20
        for name in EVERYTHING:
            data = (profile / name).read_bytes()[34 if name.startswith("slots") else 0 :]
            expected = len(data) / 256
            spread = sum((data.count(bytes([byte])) - expected) ** 2 / expected for byte in range(256))
            assert 120 < spread < 420, name  # 255 degrees of freedom
    assert {path.stat().st_size for path in one.glob("slots*")} == {4096}
    assert {path.stat().st_size for path in four.glob("slots*")} == {4096}


def test_the_place_is_drawn_by_lot(one: Path, tmp_path: Path) -> None:
    drawn = set()
    for number in range(12):
        profile = Path(shutil.copytree(one, tmp_path / str(number)))
        opened = session.unlock(profile, WORDS)
        opened.compartments.add(SECOND, keep=[])
        opened.close()
        drawn.add(vault.open_keys(profile, SECOND).compartment)
        shutil.rmtree(profile)

    assert len(drawn) > 1


def test_what_is_not_kept_may_be_written_over_and_what_is_kept_never(four: Path) -> None:
    opened = session.unlock(four, WORDS)
    opened.compartments.add(FIFTH, keep=[SECOND, FOURTH])
    opened.close()

    for words in (WORDS, SECOND, FOURTH, FIFTH):
        session.unlock(four, words).close()
    with pytest.raises(WrongPassphrase):
        session.unlock(four, THIRD)
    assert names(four) == EVERYTHING


def test_the_sheets_of_a_notebook_that_is_written_over_open_nothing(four: Path) -> None:
    opened = session.unlock(four, THIRD)
    opened.words.put_recovery(SHEETS)
    opened.close()
    opened = session.unlock(four, WORDS)
    opened.compartments.add(FIFTH, keep=[SECOND, FOURTH])
    opened.close()

    with pytest.raises(WrongPassphrase):
        session.unlock_with_recovery(four, SHEETS)


@pytest.mark.parametrize(
    ("words", "keep", "problem"),
    [
        (FIFTH, [SECOND, THIRD, FOURTH], NoFreeNotebook),
        (FIFTH, [SECOND, "a slip of the hand"], WrongPassphrase),
        (SECOND, [SECOND, THIRD], WordsTaken),
        (FOURTH, [SECOND, THIRD], WordsTaken),
        (WORDS, [SECOND, THIRD], WordsTaken),
        (" ", [SECOND, THIRD], PassphraseTooShort),
        (FIFTH, [""], PassphraseTooShort),
    ],
)
def test_a_refusal_changes_no_file(four: Path, words: str, keep: list[str], problem: type[Exception]) -> None:
    opened = session.unlock(four, WORDS)
    before = picture(four)

    with pytest.raises(problem):
        opened.compartments.add(words, keep=keep)
    with pytest.raises(problem):
        opened.compartments.add_clearing_words(words, keep=keep)

    assert picture(four) == before
    opened.close()


OPEN = """
import sys
from pathlib import Path
from sync.engine import session
opened = session.unlock(Path(sys.argv[1]), sys.argv[2])
opened.settings.put("busy", "yes")
print("open", flush=True)
sys.stdin.read()
"""


def test_a_notebook_that_another_window_has_open_is_not_written_over(four: Path) -> None:
    opened = session.unlock(four, WORDS)
    with Popen([sys.executable, "-c", OPEN, str(four), THIRD], cwd=ROOT, stdin=PIPE, stdout=PIPE) as other:
        assert other.stdout and other.stdout.readline() == b"open\n"
        with pytest.raises(InUseElsewhere):
            opened.compartments.add(FIFTH, keep=[SECOND, FOURTH])
        other.kill()
    opened.close()

    again = session.unlock(four, THIRD)
    assert again.settings.get("busy") == "yes"
    again.close()
    assert names(four) == EVERYTHING


def test_half_pairs_of_one_that_was_cut_off_go_at_the_next_opening(one: Path) -> None:
    for number, end in itertools.product(pairs.numbers(), ("db.new", "blobs.new", "db.new-journal")):
        (one / f"c{number}.{end}").write_bytes(b"half")

    session.unlock(one, WORDS).close()

    assert names(one) == EVERYTHING


# ---------------------------------------------------------------- clearing
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
