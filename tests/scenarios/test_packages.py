"""Packages on a stick: written on one laptop, read on the other, with no relay anywhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import NotAPackage, PackageDamaged, PackageForeign
from tests.scenarios.laptops import Laptop


@pytest.fixture
def pair(laptop: Callable[[str], Laptop], tmp_path: Path) -> tuple[Laptop, Laptop, str]:
    """Two laptops that joined by files alone."""
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    invitation = amal.session.invitations.to_file(space)
    joined = badu.session.invitations.join_file(invitation)
    admission = amal.session.invitations.admit(space, joined.request)
    answer = tmp_path / "answer.pack"
    answer.write_bytes(admission.file)
    badu.session.packages.read(answer)
    return amal, badu, space


def test_joining_by_files_alone(pair: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = pair
    assert [row.role for row in badu.session.spaces.all()] == ["member"]
    assert {row.name for row in badu.session.spaces.members(space)} == {"Amal", "Badu"}
    assert amal.digest(space) == badu.digest(space)


def test_a_package_carries_notes_both_ways(pair: tuple[Laptop, Laptop, str], tmp_path: Path) -> None:
    amal, badu, space = pair
    note = amal.note(space, "Carried", "on a stick")
    amal.session.packages.write(space, tmp_path / "a.pack")
    read = badu.session.packages.read(tmp_path / "a.pack")
    assert read.new > 0 and read.refused == 0
    assert badu.value(note, "body") == "on a stick"
    badu.session.items.set(note, {"body": "on a stick, and back"})
    badu.session.packages.write(space, tmp_path / "b.pack")
    amal.session.packages.read(tmp_path / "b.pack")
    assert amal.value(note, "body") == "on a stick, and back"
    assert amal.digest(space) == badu.digest(space)


def test_reading_twice_changes_nothing(pair: tuple[Laptop, Laptop, str], tmp_path: Path) -> None:
    amal, badu, space = pair
    amal.note(space, "Once")
    amal.session.packages.write(space, tmp_path / "a.pack")
    badu.session.packages.read(tmp_path / "a.pack")
    digest = badu.digest(space)
    again = badu.session.packages.read(tmp_path / "a.pack")
    assert (again.new, again.refused) == (0, 0) and again.known > 0
    assert badu.digest(space) == digest


def test_packages_in_the_wrong_order_end_the_same(pair: tuple[Laptop, Laptop, str], tmp_path: Path) -> None:
    amal, badu, space = pair
    for number in range(3):
        before = amal.session.packages.want(space)
        amal.note(space, f"Note {number}")
        amal.session.packages.write(space, tmp_path / f"{number}.pack", want=before)
    for number in (2, 0, 1):
        badu.session.packages.read(tmp_path / f"{number}.pack")
    assert badu.digest(space) == amal.digest(space)


def test_a_wish_makes_the_package_small(pair: tuple[Laptop, Laptop, str], tmp_path: Path) -> None:
    amal, badu, space = pair
    for number in range(20):
        amal.note(space, f"Note {number}")
    amal.session.packages.write(space, tmp_path / "all.pack")
    badu.session.packages.read(tmp_path / "all.pack")
    amal.note(space, "The last one")
    written = amal.session.packages.write(
        space, tmp_path / "delta.pack", want=badu.session.packages.want(space)
    )
    assert written.entries == 1
    assert badu.session.packages.read(tmp_path / "delta.pack").new == 1


def test_a_stranger_cannot_open_it(
    pair: tuple[Laptop, Laptop, str], laptop: Callable[[str], Laptop], tmp_path: Path
) -> None:
    amal, _, space = pair
    stranger = laptop("Courier")
    amal.session.packages.write(space, tmp_path / "a.pack")
    with pytest.raises(PackageForeign):
        stranger.session.packages.read(tmp_path / "a.pack")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_package_cut_short_brings_nothing_in(
    pair: tuple[Laptop, Laptop, str], tmp_path: Path, part: float
) -> None:
    amal, badu, space = pair
    digest = badu.digest(space)
    for number in range(50):
        amal.note(space, f"Note {number}", "words " * 200)
    amal.session.packages.write(space, tmp_path / "a.pack")
    whole = (tmp_path / "a.pack").read_bytes()
    (tmp_path / "cut.pack").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises((PackageDamaged, NotAPackage)):
        badu.session.packages.read(tmp_path / "cut.pack")
    assert badu.digest(space) == digest


def test_something_else_is_not_a_package(pair: tuple[Laptop, Laptop, str], tmp_path: Path) -> None:
    _, badu, _ = pair
    (tmp_path / "photo.jpg").write_bytes(bytes(range(256)) * 10)
    with pytest.raises(NotAPackage):
        badu.session.packages.read(tmp_path / "photo.jpg")
