"""The program is ended at any moment: whatever it said is on the disk is there afterwards (V01)."""

import os
import select
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from sync.store.database import Database
from tests.sync.store import writer
from tests.sync.store.furnished import KEY, SALT

ROUNDS = 50
LONGEST = 0.25
ROOT = Path(__file__).resolve().parents[3]
RESERVE = """
import os, sys
from pathlib import Path
from tests.sync.store import writer
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        writer.main(Path(sys.argv[1]), 1_000_000, 2)
    os.write(1, b"%d\\n" % child)
    os.waitpid(child, 0)
    os.write(1, b"ended\\n")
"""


def listen(said: Any, seconds: float) -> bytes:
    """Hear what is said within *seconds*."""
    heard = b""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([said], [], [], left)[0]:
            heard += os.read(said.fileno(), 65536)
    return heard


def test_nothing_said_is_lost_however_often_the_program_ends_suddenly(path: Path) -> None:
    """One process, its imports done, forks a writer for each round: that makes fifty of them cheap."""
    command = [sys.executable, "-c", RESERVE, str(path)]
    known = 0
    with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE, bufsize=0) as reserve:
        assert reserve.stdin and reserve.stdout and reserve.stderr
        for number in range(ROUNDS):
            reserve.stdin.write(b"go\n")
            child = int(reserve.stdout.readline())
            heard = os.read(reserve.stderr.fileno(), 65536)  # the first word: it has begun to write
            heard += listen(reserve.stderr, LONGEST * (number * 37 % ROUNDS) / ROUNDS)
            os.kill(child, signal.SIGKILL)
            assert reserve.stdout.readline() == b"ended\n"
            heard += listen(reserve.stderr, 0.005)
            said = [int(word) for word in heard.splitlines()]
            database = Database(path, KEY, SALT)
            there = database.read(writer.numbers)
            assert there == list(range(len(there))), "a gap"
            assert said == list(range(known, known + len(said)))
            assert len(there) >= known + len(said), "said, but not there"
            assert database.check() == []
            database.close()
            known = len(there)
        reserve.stdin.close()
    assert known > ROUNDS
