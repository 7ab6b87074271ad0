"""What another process may see of this one, and what is left in memory once it replaced itself (L01, L03)."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from crypto.passphrase import FLOOR
from sync.engine import process, vault
from sync.engine.pairs import OpenKeys

ROOT = Path(__file__).resolve().parents[3]
PIECE = 1 << 22
WORDS = "thimble harbour walnut copper sparrow meadow"
NOTE = "the meeting is moved to the bakery on Tuesday"

HARDENED = """
import ctypes, resource
from sync.engine import process
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
process.harden()
process.harden()
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_a_hardened_process_is_not_dumped_and_leaves_no_core_file() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HARDENED], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    expected = "1 0 (0, 0)" if sys.platform == "linux" else "(0, 0)"
    assert expected in done.stdout


NAMED = """
import sys
from pathlib import Path
from sync.engine import process
process.harden()
if sys.platform != "linux":
    sys.exit(process.show_as("nothing happens"))
for name in ("a first name that is quite long", "Été à la maison"):
    process.show_as(name)
    said = Path("/proc/self/cmdline").read_bytes().rstrip(b"\\0").decode()
    print(Path("/proc/self/comm").read_text().strip(), said, sep="|")
process.show_as("longer than the arguments were" * 99)
print(Path("/proc/self/cmdline").read_bytes().rstrip(b"\\0").decode())
"""


def test_the_list_of_processes_shows_the_name_and_no_path() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NAMED, "/srv/notes"], cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    expected = [
        "a first name th|a first name that is quite long",
        "Été à la mai|Été à la maison",
        "Été à la maison",  # what has no room is left out
    ]
    assert done.stdout.splitlines() == (expected if sys.platform == "linux" else [])


REPLACED = """
import sys
from sync.engine import process
print("first", flush=True)
process.replace_process([sys.executable, "-c", "import sys; print(*sys.argv[1:])", "second", "with a blank"])
print("never")
"""


def test_a_replaced_process_is_the_other_program_and_what_was_said_is_not_lost() -> None:
    done = subprocess.run(
        [sys.executable, "-c", REPLACED], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.split("\n") == ["first", "second with a blank", ""]


@pytest.mark.parametrize("gone", ["/nowhere/at/all", "with\0a sign that no name has"])
def test_a_process_that_cannot_be_replaced_ends(gone: str) -> None:
    tried = (
        "from sync.engine import process\n"
        f"try:\n  process.replace_process([{gone!r}])\n"
        "finally:\n  print('still here', flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", tried], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == process.NOT_REPLACED
    assert done.stdout == ""


# It does not harden itself, so that the test may read its memory: as its parent, without any privilege.
UNLOCKED = """
import sys
from pathlib import Path
from sync.engine import process, vault
from sync.store.database import Database
keys = vault.open_keys(Path(sys.argv[1]), sys.stdin.readline().rstrip())
notes = [sys.stdin.readline().rstrip()]
database = Database(keys.db_path, keys.db_key, keys.db_salt)
with database.transaction() as db:
    db.run("CREATE TABLE IF NOT EXISTS seen (note TEXT)")
    db.run("INSERT INTO seen VALUES (?)", notes[0])
print("unlocked", flush=True)
sys.stdin.readline()
database.close()
locked = "import sys; print('locked', flush=True); sys.stdin.readline()"
process.replace_process([sys.executable, "-c", locked])
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    vault.create(tmp_path / "notebook", WORDS, cost=FLOOR)
    return tmp_path / "notebook"


@pytest.fixture
def child(profile: Path) -> Iterator["subprocess.Popen[bytes]"]:
    running = subprocess.Popen(
        [sys.executable, "-c", UNLOCKED, str(profile)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with running:
        yield running


def said(running: "subprocess.Popen[bytes]", word: str) -> None:
    assert running.stdout is not None
    assert running.stdout.readline().decode().strip() == word


def tell(running: "subprocess.Popen[bytes]", *lines: str) -> None:
    assert running.stdin is not None
    running.stdin.write("".join(line + "\n" for line in lines).encode())
    running.stdin.flush()


def markers(keys: OpenKeys) -> dict[str, bytes]:
    raw = {"key": keys.db_key, "other key": keys.blobs_key, "salt": keys.db_salt}
    found = dict(raw)
    for name, value in raw.items():
        found[f"{name} in hex"] = value.hex().encode()
        found[f"{name} in capital hex"] = value.hex().upper().encode()
    for name, text in (("passphrase", WORDS), ("note", NOTE)):
        for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
            found[f"{name} in {encoding}"] = text.encode(encoding)
    return found


def hits(pid: int, wanted: dict[str, bytes]) -> dict[str, int]:
    """Count the markers in all memory of a process that can be read."""
    counts = dict.fromkeys(wanted, 0)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            area, rights = line.split()[:2]
            if rights.startswith("r") and "[v" not in line:
                start, end = (int(part, 16) for part in area.split("-"))
                _count(memory, start, end, wanted, counts)
    return {name: count for name, count in counts.items() if count}


def _count(memory: IO[bytes], start: int, end: int, wanted: dict[str, bytes], counts: dict[str, int]) -> None:
    memory.seek(start)
    data = b""
    while start < end:
        piece = memory.read(min(PIECE, end - start))
        if not piece:
            return
        start += len(piece)
        data = data[-256:] + piece
        for name, value in wanted.items():
            counts[name] += data.count(value)


def test_nothing_is_left_in_memory_after_the_process_replaced_itself(
    child: "subprocess.Popen[bytes]", profile: Path
) -> None:
    wanted = markers(vault.open_keys(profile, WORDS))
    tell(child, WORDS, NOTE)
    said(child, "unlocked")
    assert {"key", "passphrase in utf-8", "note in utf-8"} <= set(hits(child.pid, wanted))

    tell(child, "lock")
    said(child, "locked")

    assert hits(child.pid, wanted) == {}
    tell(child, "end")
