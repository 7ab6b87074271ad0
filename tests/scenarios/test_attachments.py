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
