"""A program that re-keys a notebook, or adds one, and ends in the middle: at a step, a moment, a full disk.

It forks for everything that opens a notebook, so that each attempt begins in a process without threads.
Run as `python -m tests.sync.engine.cut_off MODE PROFILE PLACE`; says one JSON line for each attempt.
"""

import json
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sync.engine import pairs, session, vault
from sync.engine.session import Session
from sync.errors import Problem, WrongPassphrase
from sync.store import database
from tests.sync.engine.notebook_folder import EVERYTHING, OTHER_WORDS, WORDS, names

ADDED = "added words that open the third"
STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "open", "shutil.rmtree"}
PROBLEM = 7
OLD_KEY, NEW_KEY = 20, 21
ROUNDS = 80


def attempt(work: Callable[[], int]) -> int:
    """Let a process of its own end with what *work* returns; minus the signal that ended it, if one did."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        os._exit(work())
    except Problem as problem:
        sys.stderr.write(problem.code + "\n")
        os._exit(PROBLEM)
    except BaseException as error:  # noqa: BLE001 - whatever it is, this process must end here
        traceback.print_exception(error)
        os._exit(1)


def rekeyed(opened: Session) -> None:
    opened.words.rekey(WORDS)


def added(opened: Session) -> None:
    opened.compartments.add(ADDED, keep=[OTHER_WORDS])


def cut_at(profile: Path, step: int, work: Callable[[Session], None]) -> int:
    opened = session.unlock(profile, WORDS)
    left = step

    def count(event: str, words: tuple[object, ...]) -> None:
        nonlocal left
        if event in STEPS and any(str(profile) in str(word) for word in words):
            left -= 1
            if left < 0:
                os._exit(9)

    sys.addaudithook(count)
    work(opened)
    return 0


def cut_after(profile: Path, seconds: float, work: Callable[[Session], None]) -> int:
    opened = session.unlock(profile, WORDS)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process as a kill does
    signal.setitimer(signal.ITIMER_REAL, seconds)
    work(opened)
    return 0


def on_a_full_disk(profile: Path, size: int, work: Callable[[Session], None]) -> int:
    opened = session.unlock(profile, WORDS)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        work(opened)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert opened.settings.get("mark") == "here"
        opened.settings.put("mark", "here")
        opened.close()
    return 0


def examine(profile: Path, before: pairs.OpenKeys, *, neighbour_first: bool) -> int:
    """Our words open, one key alone opens both files, and nothing is left lying about: return which key."""
    if neighbour_first:
        session.unlock(profile, OTHER_WORDS).close()
    now = vault.open_keys(profile, WORDS)
    for path, key, salt in (
        (now.db_path, now.db_key, now.db_salt),
        (now.blobs_path, now.blobs_key, now.blobs_salt),
    ):
        assert database.is_whole(path, key, salt)
    if now.vault_key != before.vault_key:
        assert now.db_salt != before.db_salt
        assert not database.opens(now.db_path, before.db_key, before.db_salt)
        assert not database.opens(now.blobs_path, before.blobs_key, before.blobs_salt)
    opened = session.unlock(profile, WORDS)
    assert opened.settings.get("mark") == "here"
    assert opened.doctor().ok
    opened.close()
    if not neighbour_first:
        session.unlock(profile, OTHER_WORDS).close()
    assert names(profile) == EVERYTHING, names(profile)
    return OLD_KEY if now.vault_key == before.vault_key else NEW_KEY


def examine_added(profile: Path, before: pairs.OpenKeys, *, neighbour_first: bool) -> int:
    try:
        opened = session.unlock(profile, ADDED)
    except WrongPassphrase:
        again = session.unlock(profile, WORDS)
        again.compartments.add(ADDED, keep=[OTHER_WORDS])
        again.close()
        opened = session.unlock(profile, ADDED)
    assert opened.doctor().ok
    opened.close()
    left = sorted(profile.glob("c?.*.next"))
    for path in left:  # of a compartment that nobody opens: cut off within the two renames before the slots
        path.unlink()
    return examine(profile, before, neighbour_first=neighbour_first)


class Trials:
    def __init__(self, profile: Path, place: Path, name: str) -> None:
        self._profile, self._place = profile, place
        self._work = {"rekey": rekeyed, "add": added}[name]
        self._look = {"rekey": examine, "add": examine_added}[name]
        self._before = vault.open_keys(profile, WORDS)

    def one(self, number: int, cut: Callable[[Path], int]) -> int:
        copy = self._place / str(number)
        shutil.copytree(self._profile, copy)
        status = attempt(lambda: cut(copy))
        found = attempt(lambda: self._look(copy, self._before, neighbour_first=number % 2 == 1))
        whole, changed = found in (OLD_KEY, NEW_KEY), found == NEW_KEY
        said = {"number": number, "status": status, "whole": whole, "changed": changed}
        sys.stdout.write(json.dumps(said) + "\n")
        shutil.rmtree(copy)
        return status

    def steps(self) -> None:
        number = 0
        while self.one(number, partial(cut_at, step=number, work=self._work)) != 0:
            number += 1

    def moments(self) -> None:
        def whole_run(copy: Path) -> int:
            self._work(session.unlock(copy, WORDS))
            return 0

        began = time.monotonic()
        self.one(0, whole_run)
        lasts = (time.monotonic() - began) * 0.6  # opening it and looking at it afterwards is the rest
        for number in range(1, ROUNDS + 1):
            seconds = lasts * number / ROUNDS
            self.one(number, partial(cut_after, seconds=seconds, work=self._work))

    def full_disks(self) -> None:
        size = self._before.db_path.stat().st_size
        limits = [0, 1, 4095, 4096, size // 2, size - 4096, size - 1, 16 << 20]
        for number, limit in enumerate(limits):
            self.one(number, partial(on_a_full_disk, size=limit, work=self._work))


if __name__ == "__main__":
    mode, work_name, profile_text, place_text = sys.argv[1:]
    trials = Trials(Path(profile_text), Path(place_text), work_name)
    {"steps": trials.steps, "moments": trials.moments, "full-disks": trials.full_disks}[mode]()
