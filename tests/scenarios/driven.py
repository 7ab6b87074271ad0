"""A notebook driven through `karkade-cli drive`, as a script or a screen reader would."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.scenarios.laptops import WORDS

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "sync.cli"]


class Driven:
    """One long-lived process; each call is one line in and one document out."""

    def __init__(self, profile: Path, *, words: str = WORDS, limit_bytes: int | None = None) -> None:
        command = [*COMMAND, "drive", "--profile", str(profile)]
        if limit_bytes is not None:  # no file may grow beyond it: a full disk for everybody
            command = ["bash", "-c", f'ulimit -f {limit_bytes // 1024}; exec "$@"', "_", *command]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._write(words)

    def _write(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def __call__(self, *words: str) -> Any:
        self._write(json.dumps(words))
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        return json.loads(line) if line else None

    def say(self, *words: str) -> None:
        """Ask without waiting for the answer."""
        self._write(json.dumps(words))

    def cut_off(self) -> None:
        """As when the battery goes: no chance to do anything more."""
        self._process.kill()
        self._finish()

    def _finish(self) -> None:
        self._process.wait(30)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream:
                with contextlib.suppress(BrokenPipeError):  # what was on its way has nowhere to go any more
                    stream.close()


def run(profile: Path, *words: str, typed: str = WORDS, json_: bool = True) -> tuple[int, Any, str]:
    """One command; return exit code, document (or text), and what it said on standard error."""
    options = ["--profile", str(profile)] + (["--json"] if json_ else [])
    done = subprocess.run(
        [*COMMAND, *options, *words], cwd=ROOT, input=typed + "\n", capture_output=True, text=True,
        timeout=100, check=False,
    )  # fmt: skip
    said = done.stdout.strip()
    return done.returncode, json.loads(said) if json_ and said else said, done.stderr
