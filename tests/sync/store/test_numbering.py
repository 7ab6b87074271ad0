"""What was noted of lost rows says nothing of those that come after them."""

from pathlib import Path

from sync.store import blobs, numbering
from sync.store.blobs import Held
from sync.store.database import Database


def test_bytes_that_belong_to_no_file_go_and_no_other_file_gets_their_place(tmp_path: Path) -> None:
    files = Database(tmp_path / "c0.blobs", bytes(32), bytes(16))
    with files.transaction() as db:
        kept = blobs.begin(db, Held(0, b"a" * 32, 9, bytes(32), blobs.WHOLE, 9), 1)
        lost = blobs.begin(db, Held(0, b"b" * 32, 9, bytes(32), blobs.WHOLE, 9), 1)
        for row in (kept.row, lost.row):
            blobs.put(db, row, 0, b"some bytes")
        blobs.forget(db, lost.row)
        numbering.settle_files(db)
        new = blobs.begin(db, Held(0, b"c" * 32, 9, bytes(32), blobs.ADDING, 0), 1)
        assert new.row == lost.row + 1
        assert not any(blobs.has(db, row, 0) for row in (lost.row, new.row))
        assert blobs.data(db, kept.row, 0) == b"some bytes"
    files.close()
