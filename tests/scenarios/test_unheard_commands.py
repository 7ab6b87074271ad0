"""Whoever reads the command line may leave before the end: no traceback, and the notebook is closed."""

import errno
import io
import os
import subprocess
from pathlib import Path

import pytest

from sync.cli import __main__ as command
from sync.cli import hearing
from tests.scenarios.driven import COMMAND, ROOT
from tests.scenarios.laptops import WORDS, Laptop


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Laptop(tmp_path_factory.mktemp("home") / "amal", "Amal")
    made.session.spaces.new("Field team")
    made.session.close()
    return made.home


def unread(*words: str, typed: str = "", both: bool = False, at_once: str = "") -> tuple[int | None, bytes]:
    """One command of which nobody reads the output; return its exit code and what it complained of."""
    reading, writing = os.pipe()
    os.close(reading)
    complaints = writing if both else subprocess.PIPE
    with subprocess.Popen(
        [*COMMAND, *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": at_once},
        stdin=subprocess.PIPE,
        stdout=writing,
        stderr=complaints,
    ) as started:
        os.close(writing)
        said = started.communicate(typed.encode())[1]
    return started.returncode, said or b""


def test_a_reader_that_left_is_no_mistake(home: Path) -> None:
    ends = unread("space", "list", "--profile", str(home), typed=WORDS, both=True, at_once="1")
    assert ends == (hearing.LEFT, b"")


def test_a_driver_closes_the_notebook_and_ends(home: Path) -> None:
    said = f'{WORDS}\n["space", "list"]\n["space", "list"]\n'
    assert unread("drive", "--profile", str(home), typed=said) == (hearing.LEFT, b"")


@pytest.mark.parametrize("words", [["--help"], ["space", "list", "--profile", "/nowhere", "--json"]])
def test_neither_is_it_for_help_and_for_a_problem(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr("sys.stdin", io.StringIO(WORDS))
    with os.fdopen(writing, "w") as unread_:
        monkeypatch.setattr("sys.stdout", unread_)
        assert command.main(words) == hearing.LEFT


def test_any_other_failure_stays_one() -> None:
    def full() -> int:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        hearing.to_the_end(full)
