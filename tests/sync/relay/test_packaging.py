"""What a relay is installed with: the unit's hardening, and a lock that holds what it imports."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.sync.relay.visitor import ROOT

FOLDER = ROOT / "packaging" / "relay"
UNIT = FOLDER / "karkade-relay.service"
HARDENING = [
    "CapabilityBoundingSet=", "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateDevices=yes",
    "UMask=0077",
    "StateDirectory=karkade-relay", "MemoryMax=512M", "SystemCallFilter=~@privileged @resources",
]  # fmt: skip
EXPOSURE = 1.5


def test_the_unit_is_hardened() -> None:
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    assert set(HARDENING) <= set(lines)
    program = shutil.which("systemd-analyze")
    if program is not None:
        asked = [program, "security", "--offline=yes", "--no-pager", str(UNIT)]
        said = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False).stdout
        found = re.search(r"exposure level for \S+: ([0-9.]+)", said)
        assert found is None or float(found[1]) <= EXPOSURE


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return set(names)


def test_the_relay_needs_only_what_its_package_brings() -> None:
    names = {name for path in (ROOT / "sync" / "relay").rglob("*.py") for name in imported(path)}
    ours = {name for name in names if name.startswith("sync")}
    assert all(name.startswith(("sync.relay", "sync.wire")) for name in ours)
    others = {name.partition(".")[0] for name in names - ours} - set(sys.stdlib_module_names)
    lock = (FOLDER / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert {
        {"nacl": "pynacl", "typing_extensions": "typing-extensions"}.get(each, each) for each in others
    } <= pinned


def test_scripts_are_sound() -> None:
    program = shutil.which("bash")
    assert program
    asked = [program, "-n", str(FOLDER / "build-deb")]
    done = subprocess.run(asked, capture_output=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
