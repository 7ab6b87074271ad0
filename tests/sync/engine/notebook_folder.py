"""What a notebook's folder looks like, and programs that are run on it in a process of their own."""

import hashlib
import sys
from pathlib import Path
from subprocess import run

WORDS = "lantern cedar orbit velvet mango thimble"
OTHER_WORDS = "pebble harvest violet canyon muffin anchor"
EVERYTHING = sorted(
    ["slots", "slots.2", "ballast"] + [f"c{n}.{end}" for n in range(4) for end in ("db", "blobs")]
)
ROOT = Path(__file__).resolve().parents[3]


def picture(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file's bytes and time of change."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def elsewhere(program: str, *words: str) -> tuple[int, str]:
    """Run *program* in a process of its own; return its exit code and what it said."""
    command = [sys.executable, "-c", program, *words]
    done = run(command, check=False, capture_output=True, text=True, timeout=60, cwd=ROOT)
    return done.returncode, done.stdout + done.stderr
