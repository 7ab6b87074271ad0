"""What somebody chose to attach is looked at without waiting for a pipe, and never beyond its bounds."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import attach_cleaning
from sync.engine.attach_cleaning import Wish
from sync.errors import FileUnreadable
from sync.item_refusals import DetailsStay

PICTURE = b"GIF89a" + bytes(7) + b"\x21\xfe\x05where\x00;"


class Taken:
    """Keeps what is attached."""

    def __init__(self) -> None:
        self.data = b""

    def add(self, item: str, path: Path, **_: object) -> object:
        self.data = path.read_bytes()
        return item

    def add_pieces(
        self, item: str, name: str, media_type: str, pieces: Iterator[bytes], **_: object
    ) -> object:
        self.data = b"".join(pieces)
        return item, name, media_type


def test_a_pipe_and_a_folder_keep_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    for path in (tmp_path / "pipe.jpg", tmp_path, tmp_path / "missing.jpg"):
        with pytest.raises(FileUnreadable):
            attach_cleaning.look(path)


def test_a_picture_that_grows_is_not_read_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, taken = tmp_path / "a.gif", Taken()
    path.write_bytes(PICTURE)
    attach_cleaning.add(taken, "item", path, Wish())
    assert taken.data == PICTURE.replace(b"\x21\xfe\x05where\x00", b"")
    monkeypatch.setattr(attach_cleaning, "PICTURE_MAX", len(PICTURE) - 1)
    with pytest.raises(DetailsStay):
        attach_cleaning.add(taken, "item", path, Wish())
    attach_cleaning.add(taken, "item", path, Wish(keep_details=True))
    assert taken.data == PICTURE
