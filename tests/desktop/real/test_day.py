"""After a day at a window: nothing on the disk but sealed, nothing in logs, nothing in memory (L01, L04)."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.real import day

ROOT = Path(__file__).resolve().parents[3]
ENCODINGS = ("utf-8", "utf-16-le", "utf-32-le")
PIECE, OVERLAP = 1 << 22, 256
SOON_S = 2.0
Child = subprocess.Popen[bytes]


def seen(data: bytes) -> set[str]:
    """Return which marks stand in *data*, in any encoding."""
    found: set[str] = set()
    for encoding in ENCODINGS:
        stem = day.STEM.encode(encoding)
        for at in re.finditer(re.escape(stem), data):
            rest = data[at.end() : at.end() + 40].decode(encoding, "replace")
            found.add(next((name for name in day.NAMES if rest.startswith(name)), "cut off"))
    return found


def in_memory(pid: int) -> set[str]:
    """Return the marks in all memory of a child that can be read."""
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            area, rights = line.split()[:2]
            if not rights.startswith("r") or "[v" in line:
                continue
            at, end = (int(part, 16) for part in area.split("-"))
            memory.seek(at)
            data = b""
            while at < end and (piece := memory.read(min(PIECE, end - at))):
                data = data[-OVERLAP:] + piece
                at += len(piece)
                found |= seen(data)
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def child(home: Path) -> Iterator[Child]:
    places = {"HOME": str(home / "home"), "TMPDIR": str(home / "temporary"), "PYTHONPATH": str(ROOT)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    with (home / "log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.real.day", str(home / "notebook")], cwd=ROOT,
            env={**kept, **places}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        with running:
            yield running


def said(running: Child, word: str) -> None:
    assert running.stdout is not None
    assert running.stdout.readline().decode().strip() == word


def test_nothing_of_a_day_is_left_behind(child: Child, home: Path) -> None:
    said(child, "open")
    assert set(day.NAMES) <= in_memory(child.pid), "the day went through all of it"
    assert child.stdin is not None
    began = time.monotonic()
    child.stdin.write(b"lock\n")
    child.stdin.flush()
    said(child, "locked")
    assert time.monotonic() - began < 4 * SOON_S, "a busy machine gets more"
    assert in_memory(child.pid) == set()
    child.stdin.write(b"end\n")
    child.stdin.close()
    child.wait(30)
    left = [path for path in home.rglob("*") if path.is_file()]
    assert {path.parent.name for path in left} == {home.name, "notebook"}, "nothing in the home folder"
    assert {path.name: seen(path.read_bytes()) for path in left if seen(path.read_bytes())} == {}
    assert (home / "log").stat().st_size > 0
