"""A package on a stick that is pulled, full, read-only or slow: the old or the new one is whole (B04)."""

import errno
import hashlib
import json
import secrets
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from sync.engine import session
from sync.engine.session import Session
from sync.errors import Cancelled, DiskFull, FileUnwritable, Problem
from tests.sync.engine.notebook_folder import ROOT, WORDS, names
from tests.sync.engine.stick import CUT, HALF, PROBLEM, failing, plugged

NAME = "notes.pack"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Session]:
    made = session.create(tmp_path / "notebook", WORDS, name="Amal", cost=session.quick_cost())
    yield made
    made.close()


@pytest.fixture
def space(opened: Session) -> str:
    made = opened.spaces.new("Field team").id
    for number in range(8):
        opened.items.new(made, "note", {"title": f"{number}", "body": secrets.token_hex(20_000)})
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def tried(mode: str, profile: Path, space: str, package: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.sync.engine.stick", mode, str(profile), space, str(package)]
    done = run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def holds(opened: Session, package: Path) -> bool:
    """Say whether the file is a whole package: one that is not cannot even be read to its end."""
    return opened.packages.read(package).known > 0


@pytest.mark.timeout(120)
def test_cut_off_at_any_step_the_old_package_or_the_new_one_is_whole(
    opened: Session, space: str, stick: Path, tmp_path: Path
) -> None:
    opened.packages.write(space, stick / NAME)
    opened.close()
    said = tried("steps", tmp_path / "notebook", space, stick / NAME)
    assert [one["status"] for one in said] == [CUT] * (len(said) - 1) + [0]
    assert len(said) > 8
    old = [one["old"] for one in said]
    assert old == sorted(old, reverse=True) and old[0] and not old[-1], "once replaced, never undone"
    assert all(one["there"] and set(one["beside"]) <= {NAME + HALF} for one in said)
    assert said[-1]["beside"] == [], "what an attempt before had left is gone"
    again = session.unlock(tmp_path / "notebook", WORDS)
    assert holds(again, stick / NAME)
    again.close()


@pytest.mark.timeout(60)
def test_where_no_file_may_grow_nothing_half_is_left(
    opened: Session, space: str, stick: Path, tmp_path: Path
) -> None:
    opened.packages.write(space, stick / NAME)
    opened.close()
    said = tried("full", tmp_path / "notebook", space, stick / NAME)
    assert [(one["status"], one["old"], one["beside"]) for one in said] == [(PROBLEM, True, [])] * len(said)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, FileUnwritable),
        (errno.EROFS, FileUnwritable),
        (errno.ENODEV, FileUnwritable),
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_a_stick_that_fails_at_any_step_says_so(
    opened: Session, space: str, stick: Path, code: int, problem: type[Problem],
    there: bool,  # noqa: FBT001 - a parameter of the test
) -> None:  # fmt: skip
    package = stick / NAME
    if there:
        opened.packages.write(space, package)
    before = digest(package)
    for step in range(1000):
        try:
            with plugged(failing(step, code)):
                opened.packages.write(space, package)
        except problem:
            assert digest(package) == before or holds(opened, package)
            assert names(stick) in ([], [NAME])
        else:
            break
    assert step > 5
    assert holds(opened, package)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


@pytest.mark.parametrize("place", ["nothing here/notes.pack", "file/notes.pack", "taken.pack"])
def test_a_place_that_takes_no_file(opened: Session, space: str, stick: Path, place: str) -> None:
    (stick / "file").write_bytes(b"theirs")
    (stick / "taken.pack.part").mkdir()
    with pytest.raises(FileUnwritable):
        opened.packages.write(space, stick / place)
    assert names(stick) == ["file", "taken.pack.part"]
    assert (stick / "file").read_bytes() == b"theirs"


def test_a_slow_stick_keeps_nobody_from_writing_and_can_be_given_up(
    opened: Session, space: str, stick: Path
) -> None:
    opened.packages.write(space, stick / NAME)
    before = digest(stick / NAME)
    reached, go, given_up = threading.Event(), threading.Event(), threading.Event()
    ended: list[type[BaseException]] = []

    def slowly(_order: str) -> None:
        reached.set()
        go.wait(20)

    def write() -> None:
        try:
            opened.packages.write(space, stick / NAME, cancelled=given_up.is_set)
        except Cancelled as error:
            ended.append(type(error))

    with plugged(slowly):
        writer = threading.Thread(target=write)
        writer.start()
        assert reached.wait(20)
        opened.items.new(space, "note", {"title": "Meanwhile"})
        assert "Meanwhile" in {row.title for row in opened.items.rows(space)}
        given_up.set()
        go.set()
        writer.join(20)
    assert ended == [Cancelled]
    assert (digest(stick / NAME), names(stick)) == (before, [NAME])
