"""The two copies of the slots file, torn, old and missing, and what an edited header may do (V08, L06)."""

import hashlib
import itertools
import shutil
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crypto import slots as format_of_slots
from crypto.passphrase import FLOOR
from sync.engine import vault
from sync.errors import NotebookExists, NotebookNewer, Problem, SlotsDamaged, WrongPassphrase
from tests.sync.engine.notebook_folder import EVERYTHING, WORDS, elsewhere, names, picture


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("made") / "notebook"
    vault.create(profile, WORDS, cost=FLOOR)
    return profile


@pytest.fixture
def notebook(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "notebook"))


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

    began = time.thread_time()
    with pytest.raises(expected):
        vault.open_keys(notebook, WORDS)

    assert time.thread_time() - began < 1
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
