"""What nobody closed is looked over before it is shown; a fault that passes is no damage (A2.6.6)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typing_extensions import override

from sync.engine import opening, session
from sync.engine.rescue import rescue
from sync.errors import NotebookDamaged
from sync.store.database import Database
from tests.sync.engine.notebook_folder import WORDS, elsewhere

KEY, SALT = bytes(32), bytes(16)
PAGE = 4096
RESCUE = """
import sys
from pathlib import Path
from sync.engine.rescue import rescue
from sync.errors import Problem
try:
    rescue(Path(sys.argv[1]), sys.argv[2])
except Problem as problem:
    print(problem.code)
"""


@pytest.fixture
def left_open(tmp_path: Path) -> Path:
    """A notebook as a power cut leaves it, with its log beside it."""
    home = tmp_path / "home"
    opened = session.create(home, WORDS, name="Amal", cost=session.quick_cost())
    space = opened.spaces.new("Field team").id
    for number in range(60):
        opened.items.new(space, "note", {"title": f"Well {number}", "body": "By the old road. " * 20})
    taken = Path(shutil.copytree(home, tmp_path / "taken"))
    opened.close()
    return taken


def test_what_nobody_closed_is_looked_over_and_says_how_far(left_open: Path) -> None:
    heard: list[tuple[int, int]] = []
    opened = session.unlock(left_open, WORDS, progress=lambda done, total: heard.append((done, total)))
    assert heard[0][0] == 0 and heard[-1][0] == heard[-1][1]
    assert len(opened.items.rows(opened.spaces.all()[0].id)) == 60
    opened.close()
    heard.clear()
    session.unlock(left_open, WORDS, progress=lambda done, total: heard.append((done, total))).close()
    assert heard == []


class Look(Database):
    """A database that ended badly, and says at each look what a test lets it find."""

    def __init__(self, path: Path, finds: list[list[str]]) -> None:
        super().__init__(path, KEY, SALT)
        self.ended_badly = True
        self._finds = finds

    @override
    def check(self) -> list[str]:
        return self._finds.pop(0)


@pytest.fixture
def look(tmp_path: Path) -> Callable[[list[list[str]]], Database]:
    return lambda finds: Look(tmp_path / "c0.db", finds)


def test_a_fault_that_passes_is_not_called_damage(look: Callable[[list[list[str]]], Database]) -> None:
    finds = [["a page could not be read"], []]
    found = opening.look_over(look(finds), lambda: look(finds), None)
    assert finds == []
    found.close()


def test_what_is_wrong_twice_is_damage(look: Callable[[list[list[str]]], Database]) -> None:
    finds = [["a page could not be read"], ["a page could not be read"]]
    with pytest.raises(NotebookDamaged):
        opening.look_over(look(finds), lambda: look(finds), None)


def test_whoever_stops_the_look_leaves_the_file_closed(left_open: Path) -> None:
    def stop(_: int, __: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        session.unlock(left_open, WORDS, progress=stop)
    session.unlock(left_open, WORDS).close()


def test_damage_in_the_log_is_noticed_or_costs_nothing_said(left_open: Path) -> None:
    log = max(left_open.glob("c[0-3].db-wal"), key=lambda path: path.stat().st_size)
    data = bytearray(log.read_bytes())
    at = len(data) // 2 // (PAGE + 24) * (PAGE + 24) + 1000
    data[at] ^= 1
    log.write_bytes(data)
    done = rescue(left_open, WORDS)
    opened = session.unlock(left_open, WORDS)
    assert len(opened.items.rows(opened.spaces.all()[0].id)) >= 57
    assert (left_open / f"{done.kept_as[0]}-wal").read_bytes() == data
    opened.close()


def test_a_second_file_that_is_damaged_is_made_anew_as_well(left_open: Path) -> None:
    session.unlock(left_open, WORDS).close()
    for blobs in left_open.glob("c[0-3].blobs"):
        data = bytearray(blobs.read_bytes())
        data[PAGE + 100] ^= 1
        blobs.write_bytes(data)
    done = rescue(left_open, WORDS)
    assert len(done.kept_as) == 2
    assert sorted(Path(name).suffix for name in done.kept_as) == [".old", ".old"]
    session.unlock(left_open, WORDS).close()


def test_a_notebook_that_is_open_is_left_alone(tmp_path: Path) -> None:
    opened = session.create(tmp_path / "home", WORDS, cost=session.quick_cost())
    opened.spaces.new("Field team")
    code, said = elsewhere(RESCUE, str(tmp_path / "home"), WORDS)
    assert (code, said.strip()) == (0, "in-use-elsewhere")
    assert opened.doctor().ok
    opened.close()
