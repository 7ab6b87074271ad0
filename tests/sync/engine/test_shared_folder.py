"""A folder on a share: slow to agree, and open to whoever else writes there."""

import errno
import os
import stat
from pathlib import Path

import pytest

from sync.engine import folder_relay
from sync.wire import routes
from tests.sync.engine.test_folder_relay import PAGE, Numbered, everything, made, opened


def test_a_share_that_knows_no_lasting_names_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, keys, _ = made(tmp_path)
    real = os.fsync

    def unknown(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no such call")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", unknown)
    client.post(keys, [b"word"])
    assert everything(client, keys) == [b"word"]


def test_what_is_locked_for_a_while_is_read_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, keys, box = made(tmp_path)
    (box / routes.blob_id(b"word").hex()).write_bytes(b"word")
    real = os.open

    def locked(path: str | Path, *more: int) -> int:
        if Path(path).parent == box:
            raise OSError(errno.EACCES, "locked")
        return real(path, *more)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", locked)
        assert everything(client, keys) == []
    assert everything(client, keys) == [b"word"]


def test_whoever_changes_all_files_again_and_again_does_not_fill_our_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_relay, "GONE_MAX", 20)
    numbers = Numbered()
    client, keys = opened(tmp_path, numbers)
    client.make_box(keys, b"")
    box, after, came = tmp_path / keys.mid.hex(), 0, 0
    for turn in range(10):
        for file in box.iterdir():
            file.unlink()
        client.post(keys, [bytes([turn, one]) for one in range(10)])
        page = client.pull(keys, after, PAGE, 0)
        after, came = page.next, came + len(page.blobs)
    assert came == 100 and len(numbers.rows[keys.mid]) <= 40
