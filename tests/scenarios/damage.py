"""Two notebooks with the same notes, and what can happen to the file of one."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import shake_256
from pathlib import Path

from sync.engine import departure, session
from sync.engine.session import Session
from sync.store import leaves
from sync.store.pages import Pages
from tests.scenarios.laptops import WORDS, Laptop

PAGE = 4096
NOTES = 400
SOME = "The pump at the old well needs a new seal before the rains. "


Wanted = Callable[[tuple[object, ...]], bool]


@dataclass
class Pair:
    """Amal's notebook, closed, and Badu's, which has the same; tests damage copies of the first."""

    folder: Path
    amal: Path
    badu: Path
    space: str
    digest: str
    keys: frozenset[int]
    beginning: frozenset[int]
    """The pages with the space's first entry, which says what the space is called."""

    def copy(self, to: Path) -> Path:
        return Path(shutil.copytree(self.amal, to))

    def colleague(self, to: Path) -> Session:
        return session.unlock(Path(shutil.copytree(self.badu, to)), WORDS)


def exchange(giver: Session, taker: Session, space: str, file: Path) -> None:
    carried = giver.packages.write(space, file, want=taker.packages.want(space))
    written = [Path(name) for name in carried.files]
    assert not any(read.refused for read in taker.packages.read_all(written))
    for each in written:
        each.unlink()


def made(folder: Path) -> Pair:
    """Two people who have written together for a while."""
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
    beginning = pages_with(amal.session, notes_file(amal.home), _is_beginning)
    amal.session.close()
    badu.session.close()
    return Pair(folder, amal.home, badu.home, space, digest, keys, beginning)


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
    return pages_with(opened, path, _is_key)


def pages_with(opened: Session, path: Path, is_wanted: Wanted) -> frozenset[int]:
    """The pages that hold any row of the wanted ones."""
    keys, found = opened._place.keys, set()
    with Pages(path, path.with_name(path.name + "-wal"), keys.db_key, keys.db_salt) as every:
        for number in range(1, every.count + 1):
            page = every.page(number) or bytes(PAGE)
            if leaves.kind(page, number) == leaves.LEAF:
                followed = Followed(every)
                if any(row and is_wanted(row.cells) for row in leaves.rows(page, number, followed)):
                    found |= {number, *followed.numbers}
    return frozenset(found)


def _is_key(row: tuple[object, ...]) -> bool:
    secrets = len(row) == 4 and isinstance(row[3], bytes) and len(row[3]) == 96
    return secrets or row[0] == "identity"


def _is_beginning(row: tuple[object, ...]) -> bool:
    """A row of `entry`: number, id, space, device, seq, lamport, membership, bytes."""
    return len(row) == 8 and row[4:7] == (0, 1, 1)


def one_page(path: Path, _: Pair) -> None:
    flip(path, pages(path) // 3)


def first_page(path: Path, _: Pair) -> None:
    flip(path, 1)


def a_hundredth(path: Path, pair: Pair) -> None:
    flip(path, *by_lot(path, 0.01, 0, pair.keys | pair.beginning))


def a_tenth(path: Path, pair: Pair) -> None:
    flip(path, *by_lot(path, 0.1, 0, pair.keys | pair.beginning))


def cut_short(path: Path, _: Pair) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - PAGE)


def rubbish_behind(path: Path, _: Pair) -> None:
    with path.open("ab") as file:
        file.write(shake_256(b"rubbish").digest(10_000))
