"""Whole packages: sealed, in parts, truncated, altered, foreign, repeated (B01)."""

import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import agefile
from crypto.keys import KemSeed
from sync.bundle import manifest, read, write
from sync.bundle.frames import Frame, FrameType
from sync.bundle.manifest import Manifest
from sync.bundle.read import Unpacker, Want, manifest_in, want_in
from sync.bundle.write import Packer, Parts
from sync.errors import NotAPackage, PackageDamaged, PackageForeign, PackageTooLarge, Problem

OURS = KemSeed(bytes(range(32)))
THEIRS = KemSeed(bytes(32))
SPACE, DEVICE, OTHER = b"s" * 32, b"d" * 32, b"e" * 32
ABOUT = Manifest(b"i" * 16, 0, 0, SPACE, {}, {DEVICE: 4, OTHER: 2**62}, DEVICE, 1_760_000_000_000)
ENTRIES = [bytes([number]) * (number * 7 + 40) for number in range(1, 30)]


def sign(data: bytes) -> bytes:
    return hashlib.sha512(DEVICE + data).digest()


def verify(device: bytes, data: bytes, signature: bytes) -> bool:
    return hashlib.sha512(device + data).digest() == signature


def packed(entries: list[bytes], *, about: Manifest = ABOUT) -> bytes:
    sink = io.BytesIO()
    packer = Packer(sink, OURS.public, manifest=about, sign=sign)
    for entry in entries:
        packer.entry(entry)
    packer.finish()
    return sink.getvalue()


def unpacked(raw: bytes, *identities: KemSeed, limit: int = 1 << 30) -> tuple[list[Frame], Problem | None]:
    """Return the frames that came, and the problem that ended them."""
    frames: list[Frame] = []
    try:
        collect(Unpacker(io.BytesIO(raw), identities or (OURS,), limit=limit, name="a.pack"), frames)
    except Problem as problem:
        return frames, problem
    return frames, None


def collect(found: Unpacker, frames: list[Frame]) -> None:
    for frame in found:
        frames.append(frame)  # noqa: PERF402 - those before the failure count


WHOLE = packed(ENTRIES)


def test_a_package_comes_back_whole() -> None:
    frames, problem = unpacked(WHOLE)
    assert problem is None
    about = manifest_in(frames[0])
    assert about == ABOUT and about.is_signed(verify)
    assert frames[1:] == [(FrameType.ENTRY, entry) for entry in ENTRIES]


def test_the_manifest_is_checked_as_it_was_received() -> None:
    raw = bytearray(unpacked(WHOLE)[0][0].data)
    raw[-70] ^= 1
    altered = manifest.decode(bytes(raw))
    assert altered != ABOUT and not altered.is_signed(verify)


def test_every_sort_of_frame() -> None:
    sink = io.BytesIO()
    packer = Packer(sink, OURS.public, manifest=ABOUT, sign=sign)
    packer.packages(b"packages")
    packer.card(b"card")
    packer.add(FrameType.POST, b"post")
    packer.finish()
    frames, problem = unpacked(sink.getvalue(), THEIRS, OURS)
    assert problem is None and frames[1:] == [(3, b"packages"), (6, b"card"), (7, b"post")]


def test_every_cut_is_named_and_keeps_the_whole_frames() -> None:
    everything = unpacked(WHOLE)[0]
    assert len(WHOLE) < 20_000
    for length in range(len(WHOLE)):
        frames, problem = unpacked(WHOLE[:length])
        assert isinstance(problem, NotAPackage if length == 0 else PackageDamaged), length
        assert frames == everything[: len(frames)]


def test_a_cut_in_the_middle_of_a_large_package_keeps_what_came_before() -> None:
    entries = [bytes([number]) * 10_000 for number in range(60)]
    raw = packed(entries)
    frames, problem = unpacked(raw[: len(raw) // 2])
    assert isinstance(problem, PackageDamaged) and problem.holes == {"name": "a.pack"}
    assert 20 < len(frames) < 40 and [frame.data for frame in frames[1:]] == entries[: len(frames) - 1]


def test_no_changed_byte_gets_anything_false_through() -> None:
    everything = unpacked(WHOLE)[0]
    for place in range(len(WHOLE)):
        changed = bytearray(WHOLE)
        changed[place] ^= 1 << (place % 8)
        frames, problem = unpacked(bytes(changed))
        assert isinstance(problem, PackageDamaged | PackageForeign | NotAPackage), place
        assert frames == everything[: len(frames)]


def test_someone_elses_package_and_no_package() -> None:
    assert isinstance(unpacked(WHOLE, THEIRS)[1], PackageForeign)
    for raw in (b"", b"\0" * 5_000, b"PK\x03\x04" * 300, b"age", b"age-encryption.org/v2\n" + bytes(500)):
        expected = PackageDamaged if raw == b"age" else NotAPackage
        assert isinstance(unpacked(raw)[1], expected), raw[:30]


def test_an_age_file_with_something_else_inside() -> None:
    sink = io.BytesIO()
    age = agefile.write(sink.write, OURS.public)
    age.write(b"a letter, not a package")
    age.finish()
    assert isinstance(unpacked(sink.getvalue())[1], NotAPackage)


def test_what_is_appended_or_repeated() -> None:
    assert isinstance(unpacked(WHOLE + b"x")[1], PackageDamaged)
    assert isinstance(unpacked(WHOLE + WHOLE)[1], PackageDamaged)
    assert unpacked(WHOLE) == unpacked(WHOLE)


def test_more_than_was_confirmed() -> None:
    assert isinstance(unpacked(WHOLE, limit=4_000)[1], PackageTooLarge)


def test_two_of_one_content_look_different_and_are_of_one_size() -> None:
    other = packed(ENTRIES)
    assert other != WHOLE and len(other) == len(WHOLE)
    assert len(packed([b"x"])) == len(packed([b"x" * 60]))


def parts_of(entries: list[bytes], *, part_size: int, fill: bool = False) -> list[bytes]:
    sinks: list[io.BytesIO] = []
    done: list[int] = []

    def begin(number: int) -> Packer:
        sinks.append(io.BytesIO())
        about = Manifest(ABOUT.bundle_id, number, 0, SPACE, {}, {}, DEVICE, 0)
        return Packer(sinks[-1], OURS.public, manifest=about, sign=sign, part_size=part_size, fill=fill)

    parts = Parts(begin, done.append)
    for entry in entries:
        parts.add(FrameType.ENTRY, entry)
    parts.finish()
    parts.finish()
    assert done == list(range(parts.count)) == list(range(len(sinks)))
    return [sink.getvalue() for sink in sinks]


@pytest.mark.parametrize("fill", [False, True])
def test_parts_are_complete_in_themselves(fill: bool) -> None:  # noqa: FBT001 - a parameter of the test
    entries = [bytes([number]) * 30_000 for number in range(40)]
    parts = parts_of(entries, part_size=200_000, fill=fill)
    assert len(parts) > 5 and all(len(part) <= 200_000 for part in parts)
    assert not fill or len({len(part) for part in parts}) == 1
    numbers, seen = [], []
    for part in reversed(parts):
        frames, problem = unpacked(part)
        assert problem is None
        numbers.append(manifest_in(frames[0]).part)
        seen += [frame.data for frame in frames[1:]]
    assert sorted(numbers) == list(range(len(parts)))
    assert sorted(seen) == entries


def test_an_entry_larger_than_a_part_still_goes() -> None:
    parts = parts_of([b"x" * 1_000_000, b"y"], part_size=100_000)
    assert [len(unpacked(part)[0]) for part in parts] == [2, 2]


def test_nothing_makes_no_part() -> None:
    assert parts_of([], part_size=100_000) == []


def test_a_wish_comes_back() -> None:
    sink = io.BytesIO()
    write.want(sink, OURS.public, space_id=SPACE, held={OTHER: 7, DEVICE: 0})
    raw = sink.getvalue()
    assert want_in(io.BytesIO(raw), [OURS]) == Want(SPACE, {DEVICE: 0, OTHER: 7})
    with pytest.raises(PackageForeign):
        want_in(io.BytesIO(raw), [THEIRS])
    with pytest.raises(NotAPackage):
        want_in(io.BytesIO(WHOLE), [OURS])
    with pytest.raises(NotAPackage):
        manifest_in(unpacked(raw)[0][0])


def test_names_say_nothing() -> None:
    names = {write.random_name() for _ in range(50)}
    assert len(names) == 50 and all(len(name) == 21 and name.endswith(".pack") for name in names)
    assert len(write.new_id()) == 16 and write.new_id() != write.new_id()


def test_a_full_part_is_no_larger_than_asked_for() -> None:
    part_size = 1 << 20
    (part,) = parts_of([b"x" * 1000], part_size=part_size, fill=True)
    assert part_size - 8192 < len(part) <= part_size
    assert write.room(write.PART_SIZE) < write.PART_SIZE < read.TOTAL_MAX


@settings(max_examples=50)
@given(st.lists(st.binary(min_size=1, max_size=2_000), max_size=30))
def test_any_entries_come_back(entries: list[bytes]) -> None:
    frames, problem = unpacked(packed(entries))
    assert problem is None and [frame.data for frame in frames[1:]] == entries
