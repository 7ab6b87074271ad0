"""The command line, kept stable: what it answers, and what a bad day makes of it."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine import session
from sync.store.database import Database
from tests.scenarios.driven import Driven, run
from tests.scenarios.laptops import WORDS, Laptop

SPACE = "Field team"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A notebook with one space."""
    laptop = Laptop(tmp_path / "home", "Amal")
    laptop.session.spaces.new(SPACE)
    laptop.session.close()
    return tmp_path / "home"


@pytest.fixture
def drive() -> Iterator[Callable[..., Driven]]:
    """Starts drivers; whatever a test leaves running ends with it."""
    made: list[Driven] = []

    def start(home: Path, **options: int) -> Driven:
        made.append(Driven(home, **options))
        return made[-1]

    yield start
    for one in made:
        one.cut_off()


@pytest.fixture
def driven(home: Path, drive: Callable[..., Driven]) -> Driven:
    return drive(home)


def folder_bytes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_making_a_notebook_says_who_one_is(tmp_path: Path) -> None:
    code, made, _ = run(tmp_path / "new", "create", "--name", "Amal")
    assert code == 0 and len(made["check_words"]) == 10 and len(made["person"]) == 64
    code, again, said = run(tmp_path / "new", "create")
    assert (code, again["code"]) == (1, "notebook-exists") and "notebook-exists" in said


def test_items_through_the_driver(driven: Driven, tmp_path: Path) -> None:
    (tmp_path / "body.md").write_text("# Water\nfor everyone", encoding="utf-8")
    made = driven("item", "new", SPACE, "note", "title=Plan", f"body=@{tmp_path / 'body.md'}", "tags=a, b")
    shown = driven("item", "show", made["id"][:8])
    assert shown["fields"] == {"title": "Plan", "body": "# Water\nfor everyone", "tags": "a, b"}
    assert driven("find", "wat") == driven("item", "list", SPACE, "--kind", "note")
    driven("item", "set", "Plan", "title=Better")
    driven("item", "drop", "Better")
    assert driven("item", "list", SPACE) == []
    driven("item", "restore", made["id"])
    assert driven("item", "list", SPACE)[0]["title"] == "Better"
    assert driven("doctor")["ok"] is True


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("item", "new", "Nowhere", "note", "title=x"), "unknown-space"),
        (("item", "new", SPACE, "poem", "title=x"), "unknown-kind"),
        (("item", "new", SPACE, "note", "colour=x"), "unknown-field"),
        (("item", "show", "0000ffff"), "unknown-item"),
        (("item", "new", SPACE, "note", "body=@/nowhere/at/all"), "file-unreadable"),
        (("space", "invite", SPACE, "--words"), "no-relay"),
        (("relay", "add", SPACE, "not an address"), "bad-address"),
        (("relay", "add", SPACE, "http://127.0.0.1:9"), "relay-unreachable"),
        (("bundle", "read", "/nowhere/x.pack"), "file-unreadable"),
        (("export", SPACE, "--kind", "note", "--to", "/nowhere/none"), "nothing-to-export"),
        (("space", "admit", SPACE), "nothing-to-admit"),
        (("space", "new", "  "), "name-missing"),
        (("nonsense",), "usage"),
        (("item", "new", SPACE, "note", "title"), "usage"),
    ],
)
def test_each_mistake_has_its_own_sentence(driven: Driven, words: tuple[str, ...], code: str) -> None:
    answer = driven(*words)
    assert answer["code"] == code
    assert len(answer["message"]) > 10
    assert driven("doctor")["ok"] is True


def test_locking_leaves_a_process_that_knows_nothing(driven: Driven) -> None:
    before = driven("digest", SPACE)
    assert driven("lock") == {"locked": True}
    assert driven("digest", SPACE)["code"] == "notebook-locked"
    assert driven("unlock", "wrong", "words")["code"] == "wrong-passphrase"
    assert driven("unlock", WORDS) == {"locked": False}
    assert driven("digest", SPACE) == before


def test_wrong_words_change_no_file(home: Path) -> None:
    before = folder_bytes(home)
    code, said, error = run(home, "space", "list", typed="not the right words")
    assert (code, said["code"]) == (1, "wrong-passphrase")
    assert "[wrong-passphrase]" in error
    assert folder_bytes(home) == before


def test_one_damaged_copy_of_the_slots_is_enough_to_go_on(home: Path) -> None:
    (home / "slots").write_bytes(bytes(4096))
    assert run(home, "space", "list")[0] == 0
    assert (home / "slots").read_bytes() != bytes(4096)


def test_both_copies_damaged_is_said_plainly(home: Path) -> None:
    for name in ("slots", "slots.2"):
        (home / name).write_bytes(bytes(4096))
    assert run(home, "space", "list")[1]["code"] == "slots-damaged"


def test_a_notebook_of_a_newer_release_is_left_alone(home: Path) -> None:
    keys = session.vault.open_keys(home, WORDS)
    database = Database(keys.db_path, keys.db_key, keys.db_salt)
    database._run("PRAGMA user_version = 99")
    database.close()
    assert run(home, "space", "list")[1]["code"] == "notebook-newer"


def test_damage_is_never_called_wrong_words(home: Path) -> None:
    keys = session.vault.open_keys(home, WORDS)
    data = bytearray(keys.db_path.read_bytes())
    data[100:200] = bytes(100)
    keys.db_path.write_bytes(data)
    assert run(home, "space", "list")[1]["code"] == "notebook-damaged"


def test_a_second_start_is_told_so(driven: Driven, home: Path) -> None:
    driven("doctor")
    assert run(home, "space", "list")[1]["code"] == "in-use-elsewhere"


def test_a_note_of_five_megabytes(driven: Driven, tmp_path: Path) -> None:
    text = "word after word, line after line\n" * 160_000
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    made = driven("item", "new", SPACE, "note", "title=Long", f"body=@{tmp_path / 'long.txt'}")
    assert driven("item", "show", made["id"])["fields"]["body"] == text


def test_a_text_beyond_all_bounds_is_refused_whole(driven: Driven, tmp_path: Path) -> None:
    (tmp_path / "endless.txt").write_text("x" * (17 << 20), encoding="utf-8")
    answer = driven("item", "new", SPACE, "note", f"body=@{tmp_path / 'endless.txt'}")
    assert answer["code"] == "text-too-large"
    assert driven("item", "list", SPACE) == []


def test_what_was_answered_survives_the_battery(home: Path, drive: Callable[..., Driven]) -> None:
    """V01: an answer means that it is on the disk, whenever the process ends."""
    done = 0
    for attempt in range(12):
        driven = drive(home)
        held = len(driven("item", "list", SPACE))
        assert held >= done
        done = held
        for number in range(attempt % 4 + 1):
            assert "id" in driven("item", "new", SPACE, "note", f"title={attempt}-{number}", "body=water")
            done += 1
        driven.say("item", "new", SPACE, "note", "title=on its way")
        driven.cut_off()
    driven = drive(home)
    assert len(driven("item", "list", SPACE)) >= done
    assert driven("doctor")["ok"] is True


def test_a_full_disk_loses_nothing_that_was_answered(home: Path, drive: Callable[..., Driven]) -> None:
    """V04: writing stops with its sentence, reading and deleting go on, and space brings writing back."""
    driven = drive(home, limit_bytes=3 << 20)
    made = []
    for number in range(200):
        answer = driven("item", "new", SPACE, "note", f"title=Note {number}", f"body={'water ' * 9000}")
        if "code" in answer:
            break
        made.append(answer["id"])
    else:
        pytest.fail("the disk never became full")
    assert answer["code"] in ("disk-full", "disk-failing")
    assert {row["id"] for row in driven("item", "list", SPACE)} == set(made)
    driven.cut_off()
    again = drive(home)
    assert {row["id"] for row in again("item", "list", SPACE)} == set(made)
    assert "id" in again("item", "new", SPACE, "note", "title=There is room again")
