"""`words change` and `lock travel`, as commands and driven: what they answer, and what opens afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine import session
from tests.scenarios.driven import Driven, run
from tests.scenarios.laptops import WORDS, Laptop

NEW = "saddle comet ribbon walnut glacier tulip"
SHEETS = bytes(range(32))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    laptop = Laptop(tmp_path / "home", "Amal")
    laptop.session.spaces.new("Field team")
    laptop.session.close()
    return tmp_path / "home"


@pytest.fixture
def with_sheets(home: Path) -> Path:
    opened = session.unlock(home, WORDS)
    opened.words.put_recovery(SHEETS)
    opened.close()
    return home


@pytest.fixture
def driven(home: Path) -> Iterator[Driven]:
    one = Driven(home)
    yield one
    one.cut_off()


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[str, str], str]:
    def written(name: str, words: str) -> str:
        (tmp_path / name).write_text(words + "\n", encoding="utf-8")
        return str(tmp_path / name)

    return written


def spaces(home: Path, words: str) -> list[str]:
    code, said, _ = run(home, "space", "list", typed=words)
    return [space["name"] for space in said] if code == 0 else [said["code"]]


def test_words_are_changed_by_typing_old_and_new(home: Path) -> None:
    assert run(home, "words", "change", typed=f"{WORDS}\n{NEW}")[:2] == (
        0,
        {"changed": True, "rekeyed": False},
    )

    assert spaces(home, NEW) == ["Field team"]
    assert spaces(home, WORDS) == ["wrong-passphrase"]


def test_words_are_changed_from_files_and_everything_sealed_anew(
    with_sheets: Path, file_of: Callable[[str, str], str]
) -> None:
    old, new = file_of("old", WORDS), file_of("new", NEW)
    words = ["words", "change", "--rekey", "--passphrase-file", old, "--new-passphrase-file", new]

    code, said, _ = run(with_sheets, *words, json_=False)

    assert code == 0
    assert said.splitlines() == [
        "From now on the new words open this notebook.",
        "Everything in it is sealed anew; old words are useless for it.",
        "The recovery sheets made before no longer open this notebook. Make new ones.",
    ]
    assert spaces(with_sheets, NEW) == ["Field team"]


def test_a_change_says_that_old_copies_still_open(home: Path) -> None:
    said = run(home, "words", "change", typed=f"{WORDS}\n{NEW}", json_=False)[1]

    assert "Copies of this notebook’s folder made before still open with the old words." in said.splitlines()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (f"not the words\n{NEW}", "wrong-passphrase"),
        (WORDS, "passphrase-too-short"),
    ],
)
def test_a_refused_change_has_its_sentence(home: Path, typed: str, code: str) -> None:
    assert run(home, "words", "change", typed=typed)[1]["code"] == code
    assert spaces(home, WORDS) == ["Field team"]


def test_words_are_changed_in_a_driven_notebook_too(
    driven: Driven, file_of: Callable[[str, str], str]
) -> None:
    old, new = file_of("old", WORDS), file_of("new", NEW)
    assert driven("space", "list")[0]["name"] == "Field team"

    driven.say("words", "change")
    driven._write("not the words")
    driven._write(NEW)
    assert driven._answer()["code"] == "wrong-passphrase"
    answer = driven("words", "change", "--passphrase-file", old, "--new-passphrase-file", new, "--rekey")
    assert answer == {"changed": True, "rekeyed": True}

    assert driven("space", "list")[0]["name"] == "Field team"
    assert driven("lock") == {"locked": True}
    assert driven("unlock", WORDS)["code"] == "wrong-passphrase"
    assert driven("unlock", NEW) == {"locked": False}


def test_a_travel_lock_leaves_the_sheets_alone_to_open(with_sheets: Path) -> None:
    assert run(with_sheets, "lock", "travel")[:2] == (0, {"locked": True})

    assert spaces(with_sheets, WORDS) == ["wrong-passphrase"]
    opened = session.unlock_with_recovery(with_sheets, SHEETS)
    opened.words.set_new(NEW)
    opened.close()
    assert spaces(with_sheets, NEW) == ["Field team"]


def test_without_sheets_there_is_no_travel_lock(home: Path) -> None:
    assert run(home, "lock", "travel")[1]["code"] == "no-recovery-sheets"
    assert spaces(home, WORDS) == ["Field team"]


@pytest.mark.usefixtures("with_sheets")
def test_a_driven_notebook_is_locked_for_travel_by_a_process_that_knows_nothing(driven: Driven) -> None:
    driven("space", "list")

    assert driven("lock", "travel") == {"locked": True}
    assert driven("space", "list")["code"] == "notebook-locked"
    assert driven("unlock", WORDS)["code"] == "wrong-passphrase"


def test_a_driven_notebook_without_sheets_stays_open(driven: Driven) -> None:
    assert driven("lock", "travel")["code"] == "no-recovery-sheets"
    assert driven("space", "list")[0]["name"] == "Field team"


def test_a_lock_is_for_travel_or_no_command_at_all(home: Path, driven: Driven) -> None:
    assert run(home, "lock", "somewhere", json_=False)[0] == 2
    assert run(home, "lock", json_=False)[0] == 2
    assert driven("lock", "somewhere")["code"] == "usage"
