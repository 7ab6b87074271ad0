"""A full disk at every write, and at the start: nothing half, nothing lost, and a way on (V04, V05)."""

import shutil
import sys
from pathlib import Path
from subprocess import run

import pytest

ROOT = Path(__file__).resolve().parents[3]
APART = ["unshare", "--user", "--map-root-user", "--mount"]
PROGRAM = [sys.executable, "-m", "tests.sync.store.full_disk"]


def may_mount() -> bool:
    if shutil.which(APART[0]) is None:
        return False
    tried = [*APART, "mount", "-t", "tmpfs", "none", "/tmp"]  # noqa: S108 - seen by that process only
    return run(tried, check=False, capture_output=True).returncode == 0


KINDS = {"limited": PROGRAM} | ({"mounted": [*APART, *PROGRAM]} if may_mount() else {})


@pytest.mark.parametrize("case", ["every write", "start", "start with a log"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_costs_nothing_but_the_attempt(kind: str, case: str, tmp_path: Path) -> None:
    done = run(
        [*KINDS[kind], str(tmp_path), kind, case], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
