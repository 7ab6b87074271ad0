"""Several notebooks behind one chooser, which look like one (A2.1, L07)."""

import itertools
import shutil
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from sync.engine import pairs, session, vault
from sync.errors import (
    InUseElsewhere,
    NoFreeNotebook,
    PassphraseTooShort,
    WordsTaken,
    WrongPassphrase,
)
from tests.sync.engine.four_notebooks import FIFTH, FOURTH, SECOND, THIRD, make_four, make_one
from tests.sync.engine.notebook_folder import EVERYTHING, ROOT, WORDS, names, picture

SHEETS = bytes(range(32))


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
