"""A fresh interpreter says what each entry really loads: contracts on paper do not see that."""

import os
import subprocess
import sys
from importlib import metadata, util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("crypto", "sync", "desktop", "i18n", "resources")
QT = {"PySide6", "shiboken6"}
VAULT = {"cryptography", "sqlcipher3", "requests", "crypto"}
FOREIGN = {
    "bibtexparser", "feedparser", "icalendar", "openpyxl", "PIL", "pylatexenc", "pypdfium2", "rispy",
}  # fmt: skip
"""What reads files of others: a start has none to read, and half of it would be waiting for these."""

ENTRIES = {
    "desktop.__main__": FOREIGN | {"starlette", "uvicorn", "pycrdt"},
    "sync.relay.__main__": QT
    | {"cryptography", "sqlcipher3", "requests", "crypto", "desktop", "i18n", "pycrdt"},
    "sync.cli.__main__": QT | FOREIGN | {"desktop", "starlette", "uvicorn", "pycrdt"},
    "sync.engine.session": QT | FOREIGN | {"desktop", "starlette", "uvicorn", "i18n", "pycrdt"},
}


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where one interpreter compiles what the next one loads, whatever the tests themselves run in."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("compiled"))}


def loaded(module: str, env: dict[str, str]) -> set[str]:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("entry", sorted(ENTRIES))
def test_an_entry_loads_nothing_that_is_not_its_business(entry: str, surroundings: dict[str, str]) -> None:
    assert not loaded(entry, surroundings) & ENTRIES[entry]


def test_the_library_named_packaging_wins_over_our_folder() -> None:
    # with an __init__.py in our folder, `import packaging.version` fails, and with it half of the tools
    assert not (ROOT / "packaging" / "__init__.py").exists()
    assert util.find_spec("packaging.version") is not None


def test_no_other_distribution_owns_our_names() -> None:
    owners = metadata.packages_distributions()
    assert {name: set(owners.get(name, [])) - {"karkade"} for name in OURS} == {name: set() for name in OURS}


def test_ours_are_what_is_imported() -> None:
    for name in OURS:
        spec = util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        assert Path(spec.origin).is_relative_to(ROOT)
