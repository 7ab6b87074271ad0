"""Attached files through a re-key, a backup, a copy, damage and power cuts (V02, V07, A2.4)."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from sync.attachment_refusals import AttachmentNotHere
from sync.engine import second_copy, session
from sync.engine.rescue import rescue
from sync.engine.restoring import Backup
from sync.engine.session import Session
from sync.model import attaching
from sync.store import blobs
from sync.store.blobs import Held
from sync.store.database import Database, Db
from tests.scenarios.damage import flip, pages
from tests.sync.engine.notebook_folder import WORDS
from tests.sync.store import power
from tests.sync.store.furnished import KEY, SALT

CHUNK = attaching.CHUNK
DATA = os.urandom(12 * CHUNK + 1)
COST = session.quick_cost()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def opened(home: Path) -> Iterator[Session]:
    made = session.create(home, WORDS, name="Amal", cost=COST)
    yield made
    made.close()


def attached(opened: Session, data: bytes = DATA) -> tuple[str, str]:
    space = next(iter(opened.spaces.all()), None) or opened.spaces.new("Field team")
    (item,) = opened.items.new(space.id, "note", {"title": "Plan"}).ids
    return item, opened.attachments.add_pieces(item, "plan.bin", "", [data]).id


def blobs_file(home: Path) -> Path:
    return max(home.glob("c[0-3].blobs"), key=lambda path: path.stat().st_size)


def test_a_re_key_and_a_backup_take_files_along(opened: Session, home: Path, tmp_path: Path) -> None:
    _, name = attached(opened)
    sheets = [one.text for one in opened.recovery.make()]
    opened.backups.write(tmp_path / "backup")
    assert opened.attachments.data(name, len(DATA)) == DATA
    opened.words.rekey(WORDS)
    assert opened.attachments.data(name, len(DATA)) == DATA
    opened.close()
    again = session.unlock(home, WORDS)
    assert again.attachments.data(name, len(DATA)) == DATA
    again.close()
    restored = Backup(tmp_path / "backup", sheets[:2]).restore(tmp_path / "restored", WORDS, cost=COST)
    assert restored.attachments.data(name, len(DATA)) == DATA
    restored.close()


def test_the_copy_beside_leaves_out_what_is_large(
    opened: Session, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, name = attached(opened)
    monkeypatch.setattr(second_copy, "BLOBS_MAX", 2 << 20)
    opened.second_copy.take()
    copies = {path.name for path in home.glob("c*.1")}
    assert blobs_file(home).name + ".1" not in copies and len(copies) == 7
    monkeypatch.undo()
    opened.second_copy.take()
    assert len(set(home.glob("c*.blobs.1"))) == 4
    assert opened.attachments.data(name, len(DATA)) == DATA


def test_a_rescue_saves_every_file_that_no_bad_page_holds(opened: Session, home: Path) -> None:
    item, name = attached(opened)
    (other, whole) = attached(opened, DATA[:9])
    opened.close()
    file = blobs_file(home)
    flip(file, pages(file) // 2)
    looked = session.unlock(home, WORDS)
    assert [one.partition(":")[0] for one in looked.doctor().findings] == ["attachments-damaged"]
    looked.close()
    done = rescue(home, WORDS)
    assert file.name + ".old" in done.kept_as
    again = session.unlock(home, WORDS)
    assert again.attachments.data(whole, 9) == DATA[:9]
    assert [one.present for one in again.attachments.rows(other)] == [True]
    with pytest.raises(AttachmentNotHere):
        again.attachments.data(name, len(DATA))
    assert [one.here for one in again.attachments.rows(item)] == [len(DATA) - CHUNK]
    again.close()


# ---------------------------------------------------------------- power cuts
def content(number: int) -> bytes:
    return number.to_bytes(2, "big") * 60_000


def _put(database: Database, number: int) -> None:
    """A file of three chunks, in the steps in which one is put in."""
    with database.transaction() as db:
        one = blobs.begin(db, Held(0, b"a" * 15 + bytes([number]), 0, b"", blobs.ADDING, 0), 1)
    for at in range(2):
        with database.transaction() as db:
            blobs.put(db, one.row, at, content(number))
    with database.transaction() as db:
        digest = sha256(content(number) * 2).digest()
        blobs.rename(db, Held(one.row, secrets.token_bytes(16), 240_000, digest, blobs.WHOLE, 240_000))
    if number % 3 == 2:
        with database.transaction() as db:
            blobs.trim(db, 1, 1)


@contextmanager
def _writer(path: Path) -> Iterator[Callable[[int], None]]:
    database = Database(path, KEY, SALT)
    yield lambda number: _put(database, number)
    database.close()


def _whole(db: Db) -> int:
    """How many files are whole, each as it was put in."""
    every = [one for one in blobs.every(db) if one.state == blobs.WHOLE]
    for one in every[1:]:
        data = b"".join(blobs.data(db, one.row, number) or b"" for number in range(2))
        assert sha256(data).digest() == one.digest
    return len(every)


def test_after_a_power_cut_every_file_that_was_done_is_whole(tmp_path: Path) -> None:
    path, place = tmp_path / "c0.blobs", tmp_path / "after"
    place.mkdir()
    Database(path, KEY, SALT).close()
    held, events = power.looked_at(path, 6, _writer)
    for garbage in (False, True):
        for said, files in power.states(held, events, 25, garbage=garbage):
            for name, data in files.items():
                (place / name).write_bytes(data)
            after = Database(place / path.name, KEY, SALT)
            assert after.read(_whole) in {said, said + 1}
            after.close()
            for each in place.iterdir():
                each.unlink()
