"""Damaged notebooks: most of the notes are saved, colleagues give back the rest (V07, G3)."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import shake_256
from pathlib import Path

import pytest

from sync.engine import departure, session
from sync.engine.rescue import rescue
from sync.engine.session import Session
from sync.errors import Cancelled, NotebookDamaged, NotebookIncomplete, RescueImpossible, WrongPassphrase
from sync.store import cells
from sync.store.pages import Pages
from tests.scenarios.driven import run
from tests.scenarios.laptops import WORDS, Laptop

PAGE = 4096
NOTES = 400
SOME = "The pump at the old well needs a new seal before the rains. "


@dataclass
class Pair:
    """Amal's notebook, closed, and Badu's, which has the same; tests damage copies of the first."""

    folder: Path
    amal: Path
    badu: Path
    space: str
    digest: str
    keys: frozenset[int]

    def copy(self, to: Path) -> Path:
        return Path(shutil.copytree(self.amal, to))

    def colleague(self, to: Path) -> Session:
        return session.unlock(Path(shutil.copytree(self.badu, to)), WORDS)


def exchange(giver: Session, taker: Session, space: str, file: Path) -> None:
    giver.packages.write(space, file, want=taker.packages.want(space))
    assert taker.packages.read(file).refused == 0
    file.unlink()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("pair")
    amal, badu = Laptop(folder / "amal", "Amal"), Laptop(folder / "badu", "Badu")
    space = amal.session.spaces.new("Field team").id
    joined = badu.session.invitations.join_file(amal.session.invitations.to_file(space))
    answer = folder / "answer.pack"
    answer.write_bytes(amal.session.invitations.admit(space, joined.request).file)
    badu.session.packages.read(answer)
    for number in range(NOTES):
        writer = (amal, amal, amal, badu)[number % 4]
        writer.note(space, f"Note {number}", SOME * (1 + number % 12))
        book = writer.session._book
        book.write(lambda db, book=book: departure.depart(db, book, bytes.fromhex(space)))
    exchange(amal.session, badu.session, space, folder / "there.pack")
    exchange(badu.session, amal.session, space, folder / "back.pack")
    digest = amal.digest(space)
    assert digest == badu.digest(space)
    amal.session.close(copying=False)
    amal.session = session.unlock(amal.home, WORDS)
    keys = keys_pages(amal.session, notes_file(amal.home))
    amal.session.close()
    badu.session.close()
    return Pair(folder, amal.home, badu.home, space, digest, keys)


@pytest.fixture
def home(pair: Pair, tmp_path: Path) -> Path:
    return pair.copy(tmp_path / "amal")


@pytest.fixture
def colleague(pair: Pair, tmp_path: Path) -> Iterator[Session]:
    opened = pair.colleague(tmp_path / "badu")
    yield opened
    opened.close()


# ---------------------------------------------------------------- what is done to a file
def notes_file(home: Path) -> Path:
    return max(home.glob("c[0-3].db"), key=lambda path: path.stat().st_size)


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE


def flip(path: Path, *numbers: int) -> None:
    with path.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE + 1000)
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 0x10]))


def by_lot(path: Path, share: float, seed: int = 0, spared: frozenset[int] = frozenset()) -> list[int]:
    """So many of the pages but the first, the same for the same seed."""
    drawn = iter(range(10 * pages(path)))
    found: set[int] = set()
    while len(found) < pages(path) * share:
        data = shake_256(b"%d %d" % (seed, next(drawn))).digest(4)
        found.add(2 + int.from_bytes(data, "big") % (pages(path) - 1))
    return sorted(found - spared)


class Followed:
    """Reads pages, and remembers which."""

    def __init__(self, every: Pages) -> None:
        self.numbers: list[int] = []
        self._every = every

    def __call__(self, number: int) -> bytes | None:
        self.numbers.append(number)
        return self._every.page(number)


def keys_pages(opened: Session, path: Path) -> frozenset[int]:
    """The few pages with the owner's keys and the space's: without them only a copy helps."""
    keys, found = opened._place.keys, set()
    with Pages(path, path.with_name(path.name + "-wal"), keys.db_key, keys.db_salt) as every:
        for number in range(1, every.count + 1):
            page = every.page(number) or bytes(PAGE)
            if cells.kind(page, number) == cells.LEAF:
                followed = Followed(every)
                if any(row and _is_key(row.cells) for row in cells.rows(page, number, followed)):
                    found |= {number, *followed.numbers}
    return frozenset(found)


def _is_key(row: tuple[object, ...]) -> bool:
    secrets = len(row) == 4 and isinstance(row[3], bytes) and len(row[3]) == 96
    return secrets or row[0] == "identity"


def one_page(path: Path, _: Pair) -> None:
    flip(path, pages(path) // 3)


def first_page(path: Path, _: Pair) -> None:
    flip(path, 1)


def a_hundredth(path: Path, pair: Pair) -> None:
    flip(path, *by_lot(path, 0.01, 0, pair.keys))


def a_tenth(path: Path, pair: Pair) -> None:
    flip(path, *by_lot(path, 0.1, 0, pair.keys))


def cut_short(path: Path, _: Pair) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - PAGE)


def rubbish_behind(path: Path, _: Pair) -> None:
    with path.open("ab") as file:
        file.write(shake_256(b"rubbish").digest(10_000))


DAMAGE = {
    one_page: 0.996,
    first_page: 1.0,
    a_hundredth: 0.97,
    a_tenth: 0.80,
    cut_short: 0.996,
    rubbish_behind: 1.0,
}


def saved(opened: Session, space: str) -> float:
    """The share of the notes that are there with title and text."""
    whole = 0
    for row in opened.items.rows(space):
        fields = opened.items.show(row.id).fields
        number = int(row.title.removeprefix("Note "))
        whole += (
            [value.value for value in fields["body"]] == [SOME * (1 + number % 12)] if "body" in fields else 0
        )
    return whole / NOTES


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_what_can_be_read_is_saved_and_colleagues_give_back_the_rest(
    pair: Pair, home: Path, colleague: Session, tmp_path: Path, damage
) -> None:
    file = notes_file(home)
    damage(file, pair)
    before = file.read_bytes()
    done = rescue(home, WORDS)
    assert [(home / name).read_bytes() for name in done.kept_as] == [before]
    opened = session.unlock(home, WORDS)
    report = opened.doctor()
    assert report.ok and not any("refused" in finding for finding in report.findings)
    assert saved(opened, pair.space) >= DAMAGE[damage]
    assert [one.name for one in done.spaces] == ["Field team"]
    exchange(colleague, opened, pair.space, tmp_path / "rest.pack")
    assert opened.spaces.digest(pair.space) == pair.digest
    (note,) = opened.items.new(pair.space, "note", {"title": "Written afterwards"}).ids
    exchange(opened, colleague, pair.space, tmp_path / "news.pack")
    assert colleague.items.show(note).title == "Written afterwards"
    assert colleague.spaces.digest(pair.space) == opened.spaces.digest(pair.space)
    assert [member.state for member in colleague.spaces.members(pair.space)] == ["present"] * 2
    opened.close()


@pytest.mark.parametrize("seed", range(1, 9))
def test_wherever_a_tenth_is_lost(
    pair: Pair, home: Path, colleague: Session, tmp_path: Path, seed: int
) -> None:
    file = notes_file(home)
    flip(file, *by_lot(file, 0.1, seed, pair.keys))
    done = rescue(home, WORDS)
    opened = session.unlock(home, WORDS)
    assert saved(opened, pair.space) >= 0.8
    assert done.missing > 0
    exchange(colleague, opened, pair.space, tmp_path / "rest.pack")
    assert opened.spaces.digest(pair.space) == pair.digest
    opened.close()


def test_a_damaged_salt_costs_nothing(pair: Pair, home: Path) -> None:
    file = notes_file(home)
    file.write_bytes(bytes(16) + file.read_bytes()[16:])
    opened = session.unlock(home, WORDS)
    assert opened.spaces.digest(pair.space) == pair.digest
    opened.close()


def test_the_command_says_what_was_saved_and_what_is_missing(pair: Pair, home: Path) -> None:
    first_page(notes_file(home), pair)
    a_tenth(notes_file(home), pair)
    code, said, spoken = run(home, "digest", "Field team")
    assert (code, said["code"]) == (1, "notebook-damaged") and "save what can still be read" in spoken
    code, said, _ = run(home, "doctor", "--rescue")
    assert code == 0
    (lost,) = said["lost"]
    assert lost["name"] == "Field team" and lost["missing"] > 0
    assert said["rescued"] + lost["missing"] >= NOTES
    assert all((home / name).is_file() for name in said["kept_as"])
    code, said, _ = run(home, "doctor")
    assert (code, said["ok"]) == (0, True)


def test_wrong_words_and_a_stop_change_nothing(pair: Pair, home: Path) -> None:
    a_tenth(notes_file(home), pair)
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    with pytest.raises(WrongPassphrase):
        rescue(home, "other words that open nothing here")
    with pytest.raises(Cancelled):
        rescue(home, WORDS, cancelled=lambda: True)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_progress_comes_to_its_end(pair: Pair, home: Path) -> None:
    one_page(notes_file(home), pair)
    heard: list[tuple[int, int]] = []
    rescue(home, WORDS, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1] > 0


def test_cut_off_between_the_old_file_and_the_new_it_begins_again(pair: Pair, home: Path) -> None:
    file = notes_file(home)
    before = file.read_bytes()
    file.replace(file.with_name(file.name + ".old"))
    with pytest.raises(NotebookDamaged):
        session.unlock(home, WORDS)
    done = rescue(home, WORDS)
    assert [(home / name).read_bytes() for name in done.kept_as] == [before]
    opened = session.unlock(home, WORDS)
    assert opened.spaces.digest(pair.space) == pair.digest
    opened.close()


def test_nothing_is_left_to_save(home: Path) -> None:
    file = notes_file(home)
    file.write_bytes(bytes(file.stat().st_size))
    with pytest.raises(RescueImpossible):
        rescue(home, WORDS)
    assert not any(file.read_bytes())
    with pytest.raises(NotebookDamaged):
        session.unlock(home, WORDS)


def test_edits_that_waited_are_still_shown_and_still_leave(
    pair: Pair, home: Path, colleague: Session, tmp_path: Path
) -> None:
    opened = session.unlock(home, WORDS)
    (note,) = opened.items.new(pair.space, "note", {"title": "Typed last", "body": "Not signed yet"}).ids
    taken = Path(shutil.copytree(home, tmp_path / "cut-off"))  # as after a power cut, with the log beside it
    opened.close()
    flip(notes_file(taken), 1)
    done = rescue(taken, WORDS)
    assert done.missing == 0
    again = session.unlock(taken, WORDS)
    assert again.items.show(note).fields["body"][0].value == "Not signed yet"
    exchange(again, colleague, pair.space, tmp_path / "news.pack")
    assert colleague.items.show(note).title == "Typed last"
    assert colleague.spaces.digest(pair.space) == again.spaces.digest(pair.space)
    again.close()


# ---------------------------------------------------------------- a disk that lies about syncs (V03)
def lies(before: dict[str, bytes], after: dict[str, bytes], seed: int) -> dict[str, bytes]:
    """Of what changed since *before*, sectors that were said to be on the disk are lost or garbled by lot."""
    found = {}
    for name, data in after.items():
        old = before.get(name, b"").ljust(len(data), b"\0")
        pieces = []
        for at in range(0, len(data), 512):
            lot = shake_256(f"{seed} {name} {at}".encode()).digest(2)
            if lot[0] % 8 or data[at : at + 512] == old[at : at + 512]:
                pieces.append(data[at : at + 512])
            else:
                pieces.append(old[at : at + 512] if lot[1] % 2 else shake_256(lot).digest(512))
        found[name] = b"".join(pieces)[: len(data)]
    return found


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("moment", ["open", "closed"])
def test_a_lying_disk_is_noticed_and_never_shows_an_empty_notebook(
    pair: Pair, home: Path, colleague: Session, tmp_path: Path, seed: int, moment: str
) -> None:
    before = {path.name: path.read_bytes() for path in home.glob("c[0-3].*")}
    opened = session.unlock(home, WORDS)
    opened.items.new(pair.space, "note", {"title": "Said to be saved", "body": SOME * 30})
    exchange(opened, colleague, pair.space, tmp_path / "given.pack")
    if moment == "closed":
        opened.close()
    after = {path.name: path.read_bytes() for path in home.glob("c[0-3].*")}
    opened.close()
    taken = Path(shutil.copytree(home, tmp_path / "lied-to"))
    for path in taken.glob("c[0-3].*"):
        path.unlink()
    for name, data in lies(before, after, seed).items():
        (taken / name).write_bytes(data)
    try:
        again = session.unlock(taken, WORDS)
        if not again.doctor().ok:
            again.close()
            raise NotebookDamaged
    except (NotebookDamaged, NotebookIncomplete):
        rescue(taken, WORDS)
        again = session.unlock(taken, WORDS)
    assert len(again.items.rows(pair.space)) >= NOTES * 0.97
    exchange(colleague, again, pair.space, tmp_path / "rest.pack")
    exchange(again, colleague, pair.space, tmp_path / "news.pack")
    assert again.spaces.digest(pair.space) == colleague.spaces.digest(pair.space)
    again.close()


def test_a_relay_gives_back_what_was_lost(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    for number in range(120):
        amal.note(space, f"Note {number}", SOME * (1 + number % 12))
        if number % 3 == 0:
            amal.session.delivery.sync()
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    file = notes_file(amal.home)
    keys = keys_pages(amal.session, file)
    amal.session.close()
    flip(file, *by_lot(file, 0.1, 3, keys))
    assert rescue(amal.home, WORDS).missing > 0
    amal.session = session.unlock(amal.home, WORDS)
    amal.session.delivery.sync()
    assert amal.digest(space) == badu.digest(space)
    amal.note(space, "Written afterwards")
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    assert amal.digest(space) == badu.digest(space)
