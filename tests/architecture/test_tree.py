"""The shape of the tree: what the root holds, how long files are, what no committed file says."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIXED_FOLDERS = {"desktop", "sync", "crypto", "i18n", "resources", "tests", "packaging"}
FIXED = FIXED_FOLDERS | {"pyproject.toml", "README.md", "LICENSE"}
LONGEST = 300
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "base", "manager", "managers"}
# Written so that this file does not find itself.
HOSTS = [
    r"pypi\.(?:org|python)",
    "python" r"hosted\.",
    r"registry\.npm",
    "npm" r"js\.",
    r"deb\.debian",
    r"crates\.io",
]
REGISTRIES = re.compile("|".join(HOSTS), re.IGNORECASE)
PLACES = re.compile(r"(?<![\w.:/])/(?:" + "|".join(["work", "root", "home", "Users"]) + r")/[\w.]")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@cache
def committed() -> tuple[Path, ...]:
    """Return the files that git keeps or would keep, or all of the tree where there is no git."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return tuple(
            path for folder in FIXED_FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()
        )
    return tuple(ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in committed():
        content = path.read_bytes()
        if b"\0" not in content and path.suffix not in {".ttf", ".mo", ".png", ".pack", ".age", ".db"}:
            found.append((path, content.decode("utf-8", errors="replace")))
    return found


def test_the_root_holds_only_what_is_fixed() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert {top for top in tops if not top.startswith(".")} <= FIXED


def test_no_file_is_longer_than_a_person_can_hold() -> None:
    long = {
        shown(path): length
        for path in committed()
        if path.suffix == ".py" and (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_files_are_named_after_the_one_thing_in_them() -> None:
    assert not [shown(path) for path in committed() if path.suffix == ".py" and path.stem in VAGUE]


def test_every_module_opens_with_a_sentence() -> None:
    modules = {path: path.read_text(encoding="utf-8") for path in committed() if path.suffix == ".py"}
    assert modules
    assert not [shown(path) for path, text in modules.items() if not text.startswith(('"""', "#!"))]


@pytest.mark.parametrize("forbidden", [REGISTRIES, PLACES], ids=["registry", "machine path"])
def test_no_file_names_a_registry_or_a_place_on_a_machine(forbidden: re.Pattern[str]) -> None:
    found = {shown(path): match.group() for path, text in texts() if (match := forbidden.search(text))}
    assert not found


def test_the_locks_hold_hashes_and_no_address() -> None:
    locks = [path for path in committed() if path.suffix == ".lock" or path.name.endswith("lock.json")]
    assert len(locks) >= 2
    for path in locks:
        text = path.read_text(encoding="utf-8")
        assert not ADDRESS.search(text)
        assert not re.search(r"^\s*--(?:index|extra-index|find-links)", text, re.MULTILINE)
        pinned = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)
        assert all(line.rstrip().endswith("\\") for line in pinned)
