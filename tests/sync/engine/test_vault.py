"""A notebook's files: what is there, what opens them, what an edited or torn header may do (V08, L05-L07)."""

import hashlib
import itertools
import shutil
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import run

import pytest

from crypto import slots as format_of_slots
from crypto.errors import Malformed
from crypto.passphrase import FLOOR, Cost
from sync.engine import ballast, vault
from sync.errors import (
    NotebookDamaged,
    NotebookExists,
    NotebookMissing,
    NotebookNewer,
    PassphraseTooShort,
    Problem,
    SlotsDamaged,
    WrongPassphrase,
)
from sync.store.database import Database

WORDS = "lantern cedar orbit velvet mango thimble"
EVERYTHING = sorted(
    ["slots", "slots.2", "ballast"] + [f"c{n}.{end}" for n in range(4) for end in ("db", "blobs")]
)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("made") / "notebook"
    vault.create(profile, WORDS, cost=FLOOR)
    return profile


@pytest.fixture
def notebook(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "notebook"))


def picture(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file's bytes and time of change."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_made_opens_with_the_same_keys_and_the_keys_open_both_files(tmp_path: Path) -> None:
    keys = vault.create(tmp_path / "a" / "b", WORDS, cost=FLOOR)

    again = vault.open_keys(tmp_path / "a" / "b", WORDS)

    assert again == keys
    assert len({keys.db_key, keys.blobs_key, keys.db_salt, keys.blobs_salt}) == 4
    for path, key, salt in (
        (keys.db_path, keys.db_key, keys.db_salt),
        (keys.blobs_path, keys.blobs_key, keys.blobs_salt),
    ):
        database = Database(path, key, salt)
        assert database.check() == []
        database.close()


def test_keys_are_blank_in_a_log(notebook: Path) -> None:
    keys = vault.open_keys(notebook, WORDS)

    shown = repr(keys)

    assert keys.db_key.hex() not in shown and str(keys.db_key) not in shown and "db_key" not in shown


def test_the_same_words_typed_on_another_keyboard_open(tmp_path: Path) -> None:
    vault.create(tmp_path, "cafe\u0301 ﬁlm nu\u0308ss", cost=FLOOR)

    assert vault.open_keys(tmp_path, "caf\u00e9 film n\u00fcss").db_path.is_file()


def test_nothing_stands_there_but_the_slots_four_pairs_and_the_ballast(made: Path) -> None:
    assert names(made) == EVERYTHING
    assert (made / "ballast").stat().st_size == 8 * 1024 * 1024
    sizes = {path.name: path.stat().st_size for path in made.glob("c?.*")}
    assert len(set(sizes.values())) == 1 and min(sizes.values()) >= 1 << 20
    assert made.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_file_has_evenly_spread_bytes(made: Path, name: str) -> None:
    data = (made / name).read_bytes()[34 if name.startswith("slots") else 0 :]
    expected = len(data) / 256
    spread = sum((data.count(bytes([byte])) - expected) ** 2 / expected for byte in range(256))

    assert 120 < spread < 420  # 255 degrees of freedom: beyond eight standard deviations lies no accident


def test_the_compartment_is_drawn_by_lot_and_does_not_show(tmp_path: Path) -> None:
    drawn = set()
    for number in range(12):
        profile = tmp_path / str(number)
        drawn.add(vault.create(profile, WORDS, cost=FLOOR).compartment)
        assert names(profile) == EVERYTHING
        assert len({path.stat().st_size for path in profile.glob("c?.*")}) == 1
        shutil.rmtree(profile)

    assert len(drawn) > 1


# ---------------------------------------------------------------- refusals
def test_a_wrong_passphrase_changes_no_file_at_all(notebook: Path) -> None:
    before = picture(notebook)

    with pytest.raises(WrongPassphrase):
        vault.open_keys(notebook, WORDS + "s")

    assert picture(notebook) == before


def test_a_wrong_passphrase_does_not_even_heal(notebook: Path) -> None:
    (notebook / "slots.2").unlink()
    (notebook / "ballast").unlink()
    before = picture(notebook)

    with pytest.raises(WrongPassphrase):
        vault.open_keys(notebook, "other words")

    assert picture(notebook) == before


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed_is_said_at_once(notebook: Path, tmp_path: Path, typed: str) -> None:
    with pytest.raises(PassphraseTooShort):
        vault.open_keys(notebook, typed)
    with pytest.raises(PassphraseTooShort):
        vault.create(tmp_path / "other", typed)
    assert not (tmp_path / "other").exists()


def test_where_nothing_is_nothing_opens_and_nothing_is_made(tmp_path: Path) -> None:
    for profile in (tmp_path / "no-folder", tmp_path):
        assert not vault.exists(profile)
        with pytest.raises(NotebookMissing):
            vault.open_keys(profile, WORDS)
    assert names(tmp_path) == []


def test_a_notebook_is_not_made_over_another(notebook: Path) -> None:
    before = picture(notebook)

    with pytest.raises(NotebookExists):
        vault.create(notebook, "new words", cost=FLOOR)

    assert picture(notebook) == before


def test_a_cost_below_the_floor_is_not_written(tmp_path: Path) -> None:
    for cost in (Cost(FLOOR.memory_kib - 1, FLOOR.passes), Cost(FLOOR.memory_kib, FLOOR.passes - 1)):
        with pytest.raises(Malformed):
            vault.create(tmp_path / "notebook", WORDS, cost=cost)
    assert names(tmp_path) == []


def test_a_lost_database_is_damage_and_not_a_wrong_passphrase(notebook: Path) -> None:
    vault.open_keys(notebook, WORDS).db_path.unlink()

    with pytest.raises(NotebookDamaged):
        vault.open_keys(notebook, WORDS)


# ---------------------------------------------------------------- two copies of the slots (V08)
def _torn(whole: bytes) -> bytes:
    return whole[:1536] + bytes(len(whole) - 1536)


def _with_counter(whole: bytes, counter: int) -> bytes:
    body = whole[: format_of_slots.COUNTER_AT] + counter.to_bytes(8, "big")
    return body + hashlib.sha256(body).digest()


STATES: dict[str, Callable[[bytes], bytes | None]] = {
    "whole": lambda whole: whole,
    "older": lambda whole: _with_counter(whole, 0),
    "missing": lambda _: None,
    "empty": lambda _: b"",
    "cut": lambda whole: whole[:512],
    "torn": _torn,
    "garbage in a sector": lambda whole: whole[:512] + hashlib.sha512(whole).digest() * 8 + whole[1024:],
    "one bit": lambda whole: whole[:100] + bytes([whole[100] ^ 4]) + whole[101:],
    "too long": lambda whole: whole + b"\x00",
}
GOOD = ("whole", "older")


def put(path: Path, data: bytes | None) -> None:
    path.unlink(missing_ok=True)
    if data is not None:
        path.write_bytes(data)


@pytest.mark.parametrize(("first", "second"), list(itertools.product(STATES, STATES)))
def test_either_good_copy_opens_and_heals_the_other(notebook: Path, first: str, second: str) -> None:
    whole = (notebook / "slots").read_bytes()
    put(notebook / "slots", STATES[first](whole))
    put(notebook / "slots.2", STATES[second](whole))
    before = picture(notebook)

    if first not in GOOD and second not in GOOD:
        with pytest.raises(SlotsDamaged):
            vault.open_keys(notebook, WORDS)
        assert vault.exists(notebook)
        assert picture(notebook) == before
        return
    vault.open_keys(notebook, WORDS)

    best = whole if "whole" in (first, second) else _with_counter(whole, 0)
    assert (notebook / "slots").read_bytes() == best
    assert (notebook / "slots.2").read_bytes() == best
    assert names(notebook) == EVERYTHING


def test_the_newer_of_two_whole_copies_counts_wherever_it_stands(notebook: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    vault.create(other, "quite other words", cost=FLOOR)
    newer = _with_counter((other / "slots").read_bytes(), 9)
    (notebook / "slots.2").write_bytes(newer)

    with pytest.raises(WrongPassphrase):
        vault.open_keys(notebook, WORDS)


def test_an_interrupted_write_of_a_copy_leaves_nothing_behind(notebook: Path) -> None:
    (notebook / "slots.new").write_bytes(b"half")

    vault.open_keys(notebook, WORDS)

    assert names(notebook) == EVERYTHING


def test_the_databases_without_their_slots_are_no_empty_place(notebook: Path) -> None:
    (notebook / "slots").unlink()
    (notebook / "slots.2").unlink()

    assert vault.exists(notebook)
    with pytest.raises(SlotsDamaged):
        vault.open_keys(notebook, WORDS)
    with pytest.raises(NotebookExists):
        vault.create(notebook, WORDS, cost=FLOOR)


# ---------------------------------------------------------------- an edited header (L06)
def edited(whole: bytes, at: int, value: bytes) -> bytes:
    """Put *value* in, and a checksum that fits, as someone who knows the format would."""
    body = (whole[:at] + value + whole[at + len(value) :])[: -format_of_slots.CHECKSUM]
    return body + hashlib.sha256(body).digest()


def _u32(number: int) -> bytes:
    return struct.pack(">I", number)


HEADERS: dict[str, tuple[int, bytes, type[Problem]]] = {
    "magic": (0, b"\x00", SlotsDamaged),
    "version 0": (8, b"\x00\x00", SlotsDamaged),
    "version 2": (8, b"\x00\x02", NotebookNewer),
    "memory 8 KiB": (10, _u32(8), WrongPassphrase),
    "memory 0": (10, _u32(0), SlotsDamaged),
    "memory lowered": (10, _u32(32 * 1024), WrongPassphrase),
    "memory 64 GiB": (10, _u32(64 * 1024 * 1024), SlotsDamaged),
    "memory beyond all": (10, b"\xff\xff\xff\xff", SlotsDamaged),
    "passes 1": (14, _u32(1), WrongPassphrase),
    "passes 0": (14, _u32(0), SlotsDamaged),
    "passes 4 billion": (14, b"\xff\xff\xff\xff", SlotsDamaged),
    "salt": (18, b"\x00" * 16, WrongPassphrase),
    "all slots": (34, b"\x00" * 8 * 136, WrongPassphrase),
}


@pytest.mark.parametrize("name", HEADERS)
def test_an_edited_header_is_refused_fast_and_gives_nothing(notebook: Path, name: str) -> None:
    at, value, expected = HEADERS[name]
    for copy in ("slots", "slots.2"):
        (notebook / copy).write_bytes(edited((notebook / copy).read_bytes(), at, value))
    before = picture(notebook)

    began = time.monotonic()
    with pytest.raises(expected):
        vault.open_keys(notebook, WORDS)

    assert time.monotonic() - began < 1
    assert picture(notebook) == before


def test_swapped_slots_still_open_the_one_compartment(notebook: Path) -> None:
    """Where a slot stands means nothing, so that swapping two of them gains nothing."""
    whole = (notebook / "slots").read_bytes()
    keys = vault.open_keys(notebook, WORDS)
    boxes = whole[34 : 34 + 8 * 136]
    for copy in ("slots", "slots.2"):
        (notebook / copy).write_bytes(edited(whole, 34, boxes[136:] + boxes[:136]))

    assert vault.open_keys(notebook, WORDS) == keys


def our_slot(whole: bytes, profile: Path) -> int:
    """Return the slot in use, found by what stops opening when it is overwritten."""
    for index in range(8):
        changed = edited(whole, 34 + index * 136, bytes(136))
        for copy in ("slots", "slots.2"):
            (profile / copy).write_bytes(changed)
        try:
            vault.open_keys(profile, WORDS)
        except WrongPassphrase:
            return index
    raise AssertionError("no slot in use")


@pytest.mark.parametrize(
    ("part", "expected"),
    [(0, WrongPassphrase), (24, WrongPassphrase), (56, SlotsDamaged), (135, SlotsDamaged)],
)
def test_a_changed_slot_is_never_believed(notebook: Path, part: int, expected: type[Problem]) -> None:
    whole = (notebook / "slots").read_bytes()
    at = 34 + our_slot(whole, notebook) * 136 + part
    for copy in ("slots", "slots.2"):
        (notebook / copy).write_bytes(edited(whole, at, bytes([whole[at] ^ 1])))

    with pytest.raises(expected):
        vault.open_keys(notebook, WORDS)


# ---------------------------------------------------------------- the machine
def elsewhere(program: str, *words: str) -> tuple[int, str]:
    """Run *program* in a process of its own; return its exit code and what it said."""
    command = [sys.executable, "-c", program, *words]
    done = run(command, check=False, capture_output=True, text=True, timeout=60, cwd=ROOT)
    return done.returncode, done.stdout + done.stderr


OPEN_WITH_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from sync.engine import vault
from sync.errors import Problem
resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))
try:
    vault.open_keys(Path(sys.argv[1]), sys.argv[2])
except Problem as problem:
    print(problem.code)
"""


def test_too_little_memory_is_not_a_wrong_passphrase(notebook: Path) -> None:
    for copy in ("slots", "slots.2"):
        whole = (notebook / copy).read_bytes()
        (notebook / copy).write_bytes(edited(whole, 10, _u32(1024 * 1024)))

    _, said = elsewhere(OPEN_WITH_LITTLE_MEMORY, str(notebook), WORDS)

    assert said.split() == ["not-enough-memory"]


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
        steps += 2

    assert steps > 20
    assert vault.open_keys(profile, WORDS).db_path.is_file()
    assert names(profile) == sorted([*EVERYTHING, "somebody else's.txt"])


# ---------------------------------------------------------------- ballast
def test_the_ballast_is_given_up_and_comes_back(notebook: Path) -> None:
    ballast.give_up(notebook)
    assert "ballast" not in names(notebook)
    ballast.give_up(notebook)

    vault.open_keys(notebook, WORDS)

    assert names(notebook) == EVERYTHING
