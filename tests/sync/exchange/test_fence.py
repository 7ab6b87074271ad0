"""The limited process speaks to nobody, starts nothing and writes nothing, whatever a file makes of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from sync.exchange.limited import ROOT

BEHIND = """
import ctypes, os, socket, subprocess, sys
from sync.exchange import fence
fence.put_up()
try:
    {code}
except PermissionError:
    print("refused")
"""


@pytest.mark.parametrize(
    "code",
    [
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('portal.example', 443)",
        "subprocess.Popen(['true'])",
        "os.system('true')",
        "os.execv('/bin/true', ['true'])",
        "open({name!r}, 'w')",
        "os.open({name!r}, os.O_CREAT | os.O_WRONLY)",
        "os.mkdir({name!r})",
        "os.remove({name!r})",
    ],
)
def test_what_no_reading_needs_is_refused(code: str, tmp_path: Path) -> None:
    assert _behind(code.format(name=str(tmp_path / "written"))) == "refused\n"
    assert list(tmp_path.iterdir()) == []


CALLS = ("socket(2, 1, 0)", "execve(b'/bin/true', None, None)", "ptrace(0, 0, 0, 0)")


def test_the_kernel_refuses_what_is_below_python() -> None:
    below = ", ".join(f"kernel.{call}" for call in CALLS)
    assert _behind(f"kernel = ctypes.CDLL(None); print([{below}])") == "[-1, -1, -1]\n"


NATIVE = (
    "open(name, os.O_RDWR)", "open(name, os.O_RDONLY | os.O_TRUNC)", "truncate(name, 0)", "unlink(name)",
    "rename(name, name + b'2')", "openat(-100, name, os.O_WRONLY)", "chmod(name, 0)", "creat(name, 0)",
)  # fmt: skip


def test_the_kernel_lets_a_fault_in_a_library_change_no_file(tmp_path: Path) -> None:
    """Reading goes on: a library may look at its own files."""
    name = tmp_path / "kept"
    name.write_bytes(b"whole")
    below = ", ".join(f"kernel.{call}" for call in NATIVE)
    start = f"name = {str(name).encode()!r}; kernel = ctypes.CDLL(None)"
    assert _behind(f"{start}; print([{below}])") == f"{[-1] * len(NATIVE)}\n"
    assert _behind(f"{start}; print(kernel.open(name, 0) > 0, len(open(name).read()))") == "True 5\n"
    assert name.read_bytes() == b"whole"


def _behind(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", BEHIND.format(code=code)],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
