"""A sealed copy beside the notebook: whole before it counts, and the same picture for every pair (L07)."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.rescue import rescue
from sync.engine.session import Session
from sync.errors import DiskFailing, NotebookDamaged
from tests.sync.engine.notebook_folder import EVERYTHING, OTHER_WORDS, WORDS, names

PAGE = 4096
COPIES = [f"c{n}.{end}.{number}" for n in range(4) for end in ("db", "blobs") for number in (1, 2)]
WITH_COPIES = sorted([*EVERYTHING, *COPIES])
THREE_DAYS = 3 * 24 * 60 * 60


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def opened(home: Path) -> Iterator[Session]:
    made = session.create(home, WORDS, name="Amal", cost=session.quick_cost())
    yield made
    made.close()


def noted(opened: Session, title: str) -> str:
    space = next(iter(opened.spaces.all()), None) or opened.spaces.new("Field team")
    (item,) = opened.items.new(space.id, "note", {"title": title, "body": "By the old well."}).ids
    return item


def of_another_day(home: Path) -> None:
    then = time.time() - THREE_DAYS
    for path in home.iterdir():
        os.utime(path, (then, then))


def used(home: Path, opened: Session) -> Path:
    return home / f"c{opened._place.keys.compartment}.db"


def test_all_pairs_have_copies_of_the_same_sizes_that_say_nothing(home: Path, opened: Session) -> None:
    noted(opened, "Well")
    opened.second_copy.take()
    opened.close()
    assert names(home) == WITH_COPIES
    for copy in COPIES:
        original = home / copy.rpartition(".")[0]
        assert (home / copy).stat().st_size >= 1 << 20
        assert (home / copy).read_bytes() != original.read_bytes()
        spread = len(set((home / copy).read_bytes()[:PAGE]))
        assert spread > 240  # as random bytes are


def test_one_compartment_or_two_look_the_same(home: Path, opened: Session) -> None:
    opened.second_copy.take()
    opened.compartments.add(OTHER_WORDS, keep=[WORDS])
    opened.close()
    other = session.unlock(home, OTHER_WORDS)
    other.second_copy.take()
    other.close()
    assert names(home) == WITH_COPIES
    again = session.unlock(home, WORDS)
    noted(again, "Still here")
    again.close()


def test_it_is_taken_at_the_end_of_another_day_and_no_sooner(home: Path, opened: Session) -> None:
    noted(opened, "Well")
    opened.close()
    assert names(home) == EVERYTHING
    of_another_day(home)
    session.unlock(home, WORDS).close(copying=False)
    assert names(home) == EVERYTHING
    of_another_day(home)
    session.unlock(home, WORDS).close()
    assert names(home) == WITH_COPIES
    again = session.unlock(home, WORDS)
    assert not again.second_copy.is_due()
    again.close()


def test_a_copy_of_what_cannot_be_read_does_not_count(home: Path, opened: Session) -> None:
    for number in range(300):
        noted(opened, f"Well {number}")
    opened.second_copy.take()
    file = used(home, opened)
    opened.close()
    before = {copy: (home / copy).read_bytes() for copy in COPIES}
    with file.open("r+b") as damaged:
        damaged.seek(file.stat().st_size - 40 * PAGE)
        damaged.write(bytes(PAGE))
    again = session.unlock(home, WORDS)
    with pytest.raises((NotebookDamaged, DiskFailing)):
        again.second_copy.take()
    assert not again.second_copy.take_if_due()
    again.close()
    assert {copy: (home / copy).read_bytes() for copy in COPIES} == before
    assert names(home) == WITH_COPIES


def test_an_older_copy_steps_back_and_goes_in_the_end(home: Path, opened: Session) -> None:
    first, second = (used(home, opened).with_name(f"{used(home, opened).name}.{n}") for n in (1, 2))
    seen = []
    for number in range(3):
        noted(opened, f"Well {number}")
        opened.second_copy.take()
        seen.append(first.read_bytes())
        assert number == 0 or second.read_bytes() == seen[number - 1]


@pytest.mark.parametrize("share", ["all but the head", "everything"])
def test_what_the_file_lost_the_copy_still_has(home: Path, opened: Session, share: str) -> None:
    note = noted(opened, "Well")
    space = opened.spaces.all()[0].id
    opened.packages.want(space)
    opened.items.set(note, {"title": "Deep well"})
    opened.close()  # what waits is signed
    again = session.unlock(home, WORDS)
    again.second_copy.take()
    file = used(home, again)
    again.close()
    size = file.stat().st_size
    kept = file.read_bytes()[: PAGE if share == "all but the head" else 0]
    file.write_bytes(kept + bytes(size - len(kept)))
    with pytest.raises(NotebookDamaged):
        session.unlock(home, WORDS).doctor()
    done = rescue(home, WORDS)
    assert done.damaged_pages > 0
    saved = session.unlock(home, WORDS)
    assert saved.items.show(note).title == "Deep well"
    assert saved.doctor().ok
    noted(saved, "And a new one")
    saved.close()


def test_after_a_rekey_the_copies_open_with_no_key(home: Path, opened: Session) -> None:
    noted(opened, "Well")
    opened.second_copy.take()
    before = (home / f"{used(home, opened).name}.1").read_bytes()
    opened.words.rekey(WORDS)
    opened.close()
    assert names(home) == WITH_COPIES
    after = (home / f"{used(home, opened).name}.1").read_bytes()
    assert len(after) == len(before) and after != before
