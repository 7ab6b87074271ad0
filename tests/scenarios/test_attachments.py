"""Attached files between laptops: the words first, the bytes when asked, and never another file's."""

import os
from pathlib import Path

import pytest

from sync.engine.files_box import ArchiveClient, FilesBox
from sync.errors import Cancelled
from sync.model import attaching
from tests.scenarios import rotating
from tests.scenarios.archiving import Two
from tests.scenarios.laptops import Laptop

CHUNK = attaching.CHUNK


def attached(one: Laptop, item: str, data: bytes, name: str = "plan.bin") -> str:
    return one.session.attachments.add_pieces(item, name, "", [data]).id


def here(one: Laptop, item: str) -> list[tuple[str, bool]]:
    return [(row.name, row.present) for row in one.session.attachments.rows(item)]


@pytest.mark.parametrize("size", [0, 1, CHUNK, 2 * CHUNK, 2 * CHUNK + 1])
def test_what_one_attaches_the_other_reads(shared: Two, size: int) -> None:
    amal, badu, space = shared
    data = os.urandom(size)
    item = amal.note(space, "Plan")
    name = attached(amal, item, data)
    rotating.sync(amal, badu)
    assert badu.session.attachments.data(name, size) == data
    assert here(badu, item) == [("plan.bin", True)]


def test_by_package_files_go_along_when_asked(shared: Two, tmp_path: Path) -> None:
    amal, badu, space = shared
    item, data = amal.note(space, "Plan"), os.urandom(CHUNK + 5)
    name, empty = attached(amal, item, data), attached(amal, item, b"", "empty.txt")
    bare = amal.session.packages.write(space, tmp_path)
    full = amal.session.packages.write(space, tmp_path, attachments=True)

    badu.session.packages.read(Path(bare.files[0]))
    assert here(badu, item) == [("empty.txt", True), ("plan.bin", False)]
    read = badu.session.packages.read(Path(full.files[0]))
    assert (read.new, read.files, read.unplaced) == (0, 1, 0)
    assert badu.session.attachments.data(name, len(data)) == data
    assert badu.session.attachments.data(empty, 0) == b""
    again = badu.session.packages.read(Path(full.files[0]))
    assert (again.files, again.unplaced) == (0, 0)
