"""`recovery` and `backup` as commands: what they write and answer, and what opens afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.engine import session
from tests.scenarios.driven import Driven, run
from tests.scenarios.laptops import WORDS, Laptop

NEW = "saddle comet ribbon walnut glacier tulip"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    laptop = Laptop(tmp_path / "home", "Amal")
    space = laptop.session.spaces.new("Field team").id
    laptop.note(space, "Plan")
    laptop.session.close()
    return tmp_path / "home"


@pytest.fixture
def new_words(tmp_path: Path) -> str:
    (tmp_path / "new").write_text(NEW + "\n", encoding="utf-8")
    return str(tmp_path / "new")


@pytest.fixture
def files(home: Path, tmp_path: Path) -> list[str]:
    code, said, _ = run(home, "recovery", "make", "--to", str(tmp_path / "sheets"))
    assert code == 0
    assert (said["shares"], said["need"]) == (3, 2)
    written: list[str] = said["files"]
    return written


def spaces(home: Path, words: str) -> list[str]:
    code, said, _ = run(home, "space", "list", typed=words)
    return [space["name"] for space in said] if code == 0 else [said["code"]]


def test_sheets_have_neutral_names_and_open_the_notebook_again(
    home: Path, files: list[str], new_words: str
) -> None:
    assert len(files) == 3
    assert all(Path(one).stem.replace("-", "").isdigit() for one in files)
    assert all("Amal" not in Path(one).read_text(encoding="utf-8") for one in files)

    said = run(home, "recovery", "use", files[0], files[2], "--new-passphrase-file", new_words)

    assert said[:2] == (0, {"recovered": True})
    assert spaces(home, NEW) == ["Field team"]
    assert spaces(home, WORDS) == ["wrong-passphrase"]


def test_words_may_be_typed_instead_of_files(home: Path, files: list[str]) -> None:
    def typed(path: str) -> str:
        rows = [
            line for line in Path(path).read_text(encoding="utf-8").splitlines() if line[:2].strip().isdigit()
        ]
        return " ".join(rows)

    said = run(home, "recovery", "use", typed(files[1]), typed(files[2]), typed=NEW)

    assert said[:2] == (0, {"recovered": True})
    assert spaces(home, NEW) == ["Field team"]


def test_other_numbers_of_sheets_are_made_when_asked(home: Path, tmp_path: Path) -> None:
    to = str(tmp_path / "five")
    code, said, _ = run(home, "recovery", "make", "--shares", "5", "--need", "3", "--to", to)
    assert (code, len(said["files"]), said["need"]) == (0, 5, 3)
    assert run(home, "recovery", "rehearse", *said["files"][:3])[:2] == (0, {"fits": True})
    assert run(home, "recovery", "rehearse", *said["files"][:2])[1]["code"] == "sheets-too-few"
    for shares, need in (("2", "3"), ("3", "1"), ("17", "2"), ("x", "2")):
        given = ["recovery", "make", "--shares", shares, "--need", need, "--to", to]
        assert run(home, *given, json_=False)[0] == 2


def test_sheets_that_do_not_fit_have_their_codes(home: Path, files: list[str], new_words: str) -> None:
    def use(*given: str) -> str:
        code: str = run(home, "recovery", "use", *given, "--new-passphrase-file", new_words)[1]["code"]
        return code

    text = Path(files[1]).read_text(encoding="utf-8")
    assert use(files[0]) == "sheets-too-few"
    assert use(files[0], files[0]) == "sheet-repeated"
    assert use(files[0], text.replace(" 7 ", " 7 x")) == "sheet-misspelt"
    assert use(files[0], "academic acid") == "sheet-length"
    assert spaces(home, WORDS) == ["Field team"]


def test_rehearsing_with_sheets_made_before(home: Path, files: list[str], tmp_path: Path) -> None:
    run(home, "recovery", "make", "--to", str(tmp_path / "again"))
    code, said, _ = run(home, "recovery", "rehearse", *files[:2])
    assert (code, said) == (1, {"fits": False})


def test_a_folder_that_cannot_be_made_is_said(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    said = run(home, "recovery", "make", "--to", str(tmp_path / "file" / "sheets"))
    assert said[1]["code"] == "file-unwritable"


# ---------------------------------------------------------------- backups
def test_a_backup_is_written_looked_at_and_restored(
    home: Path, files: list[str], new_words: str, tmp_path: Path
) -> None:
    backup = str(tmp_path / "holiday.bin")
    assert run(home, "backup", "write", backup)[1]["file"] == backup

    assert run(home, "backup", "check", backup)[1] == {"ok": True, "opened": False, "known": True}
    code, looked, _ = run(home, "backup", "check", backup, *files[:2])
    assert code == 0
    assert (looked["ok"], looked["opened"], looked["spaces"], looked["items"]) == (True, True, 1, 1)

    there = tmp_path / "there"
    options = ["--new-passphrase-file", new_words]
    code, said, _ = run(there, "backup", "restore", backup, *files[1:], *options)
    assert (code, said["ok"], said["person"]) == (0, True, looked["person"])
    assert spaces(there, NEW) == ["Field team"]
    assert run(there, "backup", "restore", backup, *files[1:], *options)[1]["code"] == "notebook-exists"


def test_what_is_wrong_with_a_backup_has_its_code(home: Path, tmp_path: Path, new_words: str) -> None:
    assert run(home, "backup", "write", str(tmp_path / "b"))[1]["code"] == "no-recovery-sheets"
    _, said, _ = run(home, "recovery", "make", "--to", str(tmp_path / "sheets"))
    run(home, "backup", "write", str(tmp_path / "b"))
    data = (tmp_path / "b").read_bytes()
    (tmp_path / "cut").write_bytes(data[:-1])
    (tmp_path / "text").write_text("bread")
    for name, code in (("cut", "backup-damaged"), ("text", "not-a-backup"), ("no", "file-unreadable")):
        given = [str(tmp_path / name), *said["files"][:2]]
        assert run(home, "backup", "check", *given)[1]["code"] == code
        restore = run(tmp_path / "there", "backup", "restore", *given, "--new-passphrase-file", new_words)
        assert restore[1]["code"] == code
    assert run(home, "backup", "check", str(tmp_path / "text"))[1]["code"] == "not-a-backup"
    assert not session.exists(tmp_path / "there")


# ---------------------------------------------------------------- driven
@pytest.fixture
def driven(home: Path) -> Iterator[Driven]:
    one = Driven(home)
    yield one
    one.cut_off()


def test_a_driven_notebook_is_opened_by_sheets(files: list[str], new_words: str, driven: Driven) -> None:
    assert driven("lock") == {"locked": True}
    assert driven("unlock", "forgotten")["code"] == "wrong-passphrase"

    said = driven("recovery", "use", files[0], files[1], "--new-passphrase-file", new_words)

    assert said == {"recovered": True}
    assert driven("space", "list")[0]["name"] == "Field team"
    assert (
        driven("recovery", "use", *files[:2], "--new-passphrase-file", new_words)["code"]
        == "in-use-elsewhere"
    )


def test_a_driven_notebook_looks_at_a_backup(files: list[str], driven: Driven, tmp_path: Path) -> None:
    backup = str(tmp_path / "b")
    assert driven("backup", "write", backup)["file"] == backup
    assert driven("backup", "check", backup)["known"]
    assert driven("backup", "check", backup, *files[:2])["items"] == 1
    assert driven("space", "list")[0]["name"] == "Field team"


# ---------------------------------------------------------------- colleagues
class Team:
    """Amal and Badu in one space without a relay, by commands from here on."""

    def __init__(self, amal: Laptop, badu: Laptop, folder: Path) -> None:
        self.folder = folder
        self.space = amal.session.spaces.new("Field team").id
        amal.note(self.space, "Plan")
        joined = badu.session.invitations.join_file(amal.session.invitations.to_file(self.space))
        admission = amal.session.invitations.admit(self.space, joined.request)
        assert admission.file is not None
        Path(self.path("in.pack")).write_bytes(admission.file)
        badu.session.packages.read(Path(self.path("in.pack")))
        self.amal, self.badu, self.new = amal.home, badu.home, folder / "new"
        for one in (amal, badu):
            one.session.close()

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def at(self, home: Path, *words: str) -> dict[str, Any]:
        code, said, error = run(home, *words)
        assert code == 0, error
        assert isinstance(said, dict)
        return said

    def carry(self, giver: Path, taker: Path) -> None:
        self.at(giver, "bundle", "write", self.space, "--to", self.path("news.pack"))
        self.at(taker, "bundle", "read", self.path("news.pack"))


@pytest.fixture
def team(laptop: Callable[[str], Laptop], tmp_path: Path) -> Team:
    return Team(laptop("Amal"), laptop("Badu"), tmp_path)


def test_a_colleague_keeps_a_sheet_and_lets_a_new_laptop_in(team: Team) -> None:
    at, path = team.at, team.path
    made = at(team.amal, "recovery", "make", "--to", path("sheets"))["files"]
    team.carry(team.amal, team.badu)
    at(team.amal, "recovery", "seal", team.space, "Badu", made[0], "--to", path("for.badu"))
    kept = at(team.badu, "recovery", "keep", path("for.badu"))
    assert kept["name"] == "Amal"
    run(team.new, "create", "--name", "Nobody yet")
    at(team.badu, "recovery", "hand-out", kept["id"], "--to", path("sheet"))
    at(team.badu, "recovery", "card", team.space, "Amal", "--to", path("card"))

    back = at(team.new, "recovery", "enrol", path("card"), path("sheet"), made[1], "--to", path("mine"))
    let_in = at(team.badu, "recovery", "let-in", path("mine"), "--to", path("answer"))
    adopted = at(team.new, "device", "add", path("answer"))["adopted"]
    team.carry(team.badu, team.new)

    assert {let_in["person"], back["person"], adopted} == {kept["person"]}
    assert let_in["name"] == "Amal"
    assert [row["title"] for row in run(team.new, "item", "list", team.space)[1]] == ["Plan"]


def test_kept_sheets_are_listed_and_read_out(team: Team) -> None:
    at, path = team.at, team.path
    made = at(team.amal, "recovery", "make", "--to", path("sheets"))["files"]
    at(team.amal, "recovery", "seal", team.space, "Badu", made[2], "--to", path("for.badu"))
    kept = at(team.badu, "recovery", "keep", path("for.badu"))

    assert [row["id"] for row in run(team.badu, "recovery", "kept")[1]] == [kept["id"]]
    assert len(at(team.badu, "recovery", "hand-out", "Amal")["words"].split()) == 33
    assert run(team.badu, "recovery", "hand-out", "Cleo")[1]["code"] == "unknown-item"
    assert run(team.amal, "recovery", "keep", path("for.badu"))[1]["code"] == "sheet-for-another"
    assert run(team.amal, "recovery", "keep", made[0])[1]["code"] == "not-a-sealed-sheet"
