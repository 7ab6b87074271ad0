"""The program as it is started: a tour, a measured opening, and help, each as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from desktop.models.preferences import Preferences
from desktop.tour import walk
from desktop.tour.stage import WORDS

ROOT = Path(__file__).resolve().parents[3]


def started(folder: Path, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    around = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-P", "-m", "desktop", "--language", "en", *words],
        cwd=folder, input=said, env={**around, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=100, check=False,
    )  # fmt: skip


def test_the_tour_shows_two_laptops_a_relay_and_a_package(tmp_path: Path) -> None:
    done = started(tmp_path, "--tour")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Every word stays." in done.stdout
    assert "None of the words" in done.stdout
    assert str(tmp_path / "screenshots") in done.stdout
    for name in ("amal.png", "badu.png"):
        assert (tmp_path / "screenshots" / name).stat().st_size > 10_000
    assert {path.name for path in tmp_path.iterdir()} == {"screenshots"}


def test_the_time_to_the_window_is_printed_in_seconds(tmp_path: Path) -> None:
    walk.made(tmp_path / "notebook", "Amal", Preferences())
    done = started(tmp_path, "--home", str(tmp_path / "notebook"), "--time-to-window", said=f"{WORDS}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert 0 < float(done.stdout) < 60
