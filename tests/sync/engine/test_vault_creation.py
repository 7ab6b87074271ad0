"""A notebook that could not be made, or whose making was cut off, is none (V04, V08)."""

from pathlib import Path

import pytest

from sync.engine import vault
from sync.errors import NotebookMissing
from tests.sync.engine.notebook_folder import EVERYTHING, WORDS, elsewhere, names

CREATE_ON_A_SMALL_DISK = """
import resource, sys
from pathlib import Path
from crypto.passphrase import FLOOR
from sync.engine import vault
from sync.errors import Problem
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    vault.create(Path(sys.argv[1]), sys.argv[2], cost=FLOOR)
except Problem as problem:
    print(problem.code)
"""


@pytest.mark.parametrize("size", [0, 600 << 10, 4 << 20])
def test_a_creation_that_fails_leaves_an_empty_place(tmp_path: Path, size: int) -> None:
    profile = tmp_path / "notebook"

    _, said = elsewhere(CREATE_ON_A_SMALL_DISK, str(profile), WORDS, str(size))

    assert said.split()[-1:] in (["disk-failing"], ["disk-full"])
    assert names(profile) == []
    assert not vault.exists(profile)


CREATE_UNTIL = """
import os, sys
from pathlib import Path
from crypto.passphrase import FLOOR
from sync.engine import vault
profile, left = sys.argv[1], int(sys.argv[3])
def count(event, words):
    global left
    if event in STEPS and any(profile in str(word) for word in words):
        left -= 1
        if left < 0:
            os._exit(9)
STEPS = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "open", "shutil.rmtree"}
sys.addaudithook(count)
vault.create(Path(profile), sys.argv[2], cost=FLOOR)
"""
CREATED, CUT_OFF = 0, 9


def test_a_creation_cut_off_at_any_step_is_no_notebook_and_is_begun_anew(tmp_path: Path) -> None:
    """Each round meets what the round before left; the steps between two rounds are a few renames at most."""
    profile = tmp_path / "notebook"
    profile.mkdir()
    (profile / "somebody else's.txt").write_text("stays")
    steps, status = 0, CUT_OFF
    while status == CUT_OFF:
        status, said = elsewhere(CREATE_UNTIL, str(profile), WORDS, str(steps))
        assert status in (CREATED, CUT_OFF), said
        if (profile / "slots").exists() or (profile / "slots.2").exists():
            break
        assert not vault.exists(profile)
        with pytest.raises(NotebookMissing):
            vault.open_keys(profile, WORDS)
        steps += 3

    assert steps > 20
    assert vault.open_keys(profile, WORDS).db_path.is_file()
    assert names(profile) == sorted([*EVERYTHING, "somebody else's.txt"])
