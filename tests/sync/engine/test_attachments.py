"""Files on items: what is put in comes out, names are harmless, and nothing half stays (V04, B03)."""

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.attachment_refusals import (
    AttachmentNotHere,
    AttachmentTooLarge,
    NoRoomForAttachment,
    UnknownAttachment,
)
from sync.engine import attach_keeping, attach_names, attach_use
from sync.engine.attachments import Attachments
from sync.engine.trash import Trash
from sync.errors import Cancelled, DiskFull, FileUnreadable, FileUnwritable, UnknownItem
from sync.model import attaching as log
from sync.store import blobs
from sync.store.database import Db
from tests.sync.engine.attached import attaching, look, rows
from tests.sync.engine.members_of_a_space import Member

CHUNK = log.CHUNK
People = Callable[..., list[Member]]


@pytest.fixture
def amal(people: People) -> Member:
    (one,) = people("Amal")
    return one


@pytest.fixture
def files(amal: Member, tmp_path: Path) -> Iterator[Attachments]:
    with attaching(amal, tmp_path / "second") as opened:
        yield opened


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 9 * CHUNK])
def test_what_was_put_in_comes_out(amal: Member, files: Attachments, tmp_path: Path, size: int) -> None:
    source, data = tmp_path / "Plan.PDF", os.urandom(size)
    source.write_bytes(data)
    item, told = amal.note("Plan"), list[tuple[int, int]]()
    added = files.add(item, source, progress=lambda done, total: told.append((done, total)))
    assert files.rows(item) == [added]
    assert (added.name, added.size, added.media_type) == ("Plan.PDF", size, "application/pdf")
    assert (added.present, added.here, added.item) == (True, size, item)
    assert files.data(added.id, size) == data
    assert told[-1:] == ([(2 * size, 2 * size)] if size else [])
    files.save(added.id, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == data
    assert rows(files) == (1, -(-size // CHUNK))


def test_pieces_of_any_size_make_one_file(amal: Member, files: Attachments) -> None:
    data = os.urandom(CHUNK + 7)
    added = files.add_pieces(
        amal.note("Plan"), "x.jpg", "image/png", (data[at : at + 1000] for at in range(0, len(data), 1000))
    )
    assert (added.media_type, files.data(added.id, len(data))) == ("image/png", data)
    other = files.add_pieces(amal.note("Plan"), "x.jpg", "not a type", [])
    assert (other.media_type, other.size) == (attach_names.OTHER, 0)


def test_taking_off_undo_and_another_name(amal: Member, files: Attachments) -> None:
    item, history = amal.note("Plan"), amal.items.history
    added = files.add_pieces(item, "plan.txt", "", [b"one"])
    files.rename(item, added.id, "../better.txt")
    assert [one.name for one in files.rows(item)] == ["better.txt"]
    files.remove(item, added.id)
    assert files.rows(item) == []
    for name in ("better.txt", "plan.txt"):
        history.undo()
        assert [one.name for one in files.rows(item)] == [name]
    history.undo()
    assert files.rows(item) == []
    history.redo()
    assert [one.name for one in files.rows(item)] == ["plan.txt"]
    assert not amal.items.rows(amal.space.hex())[0].twofold
    assert set(amal.items.show(item).fields) == {"title"}


def test_what_nobody_shows_goes_after_its_time(
    amal: Member, files: Attachments, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = amal.note("Plan")
    kept, gone = (files.add_pieces(item, name, "", [bytes(2 * CHUNK)]) for name in ("a", "b"))
    files.remove(item, gone.id)
    assert attach_use.tidy(amal.book, files._keeping) == 0
    monkeypatch.setattr(attach_use, "DETACHED_MS", -1)
    assert attach_use.tidy(amal.book, files._keeping) == 1
    assert rows(files) == (1, 2)
    amal.items.drop(item)
    assert attach_use.tidy(amal.book, files._keeping) == 0
    assert files.data(kept.id, 3 * CHUNK) == bytes(2 * CHUNK)
    monkeypatch.undo()
    Trash(amal.book).empty(amal.space.hex())
    assert attach_use.tidy(amal.book, files._keeping) == 1
    assert rows(files) == (0, 0)


def test_a_file_that_shrinks_gives_its_room_back(amal: Member, files: Attachments) -> None:
    item = amal.note("Plan")

    def pieces() -> Iterator[bytes]:
        yield bytes(40 * CHUNK)
        raise Cancelled

    with pytest.raises(Cancelled):
        files.add_pieces(item, "a", "", pieces())
    assert (rows(files), files.rows(item)) == ((0, 0), [])
    ((pages,),) = look(files, "PRAGMA page_count")
    assert int(str(pages)) < 400


# ---------------------------------------------------------------- what goes wrong
def test_a_full_disk_in_the_middle_leaves_nothing(amal: Member, files: Attachments, tmp_path: Path) -> None:
    item, source = amal.note("Plan"), tmp_path / "large"
    source.write_bytes(os.urandom(40 * CHUNK))
    before = rows(files)
    ((pages,),) = look(files, "PRAGMA page_count")
    for room in (1, 60, 70, 600, 1200):
        look(files, f"PRAGMA max_page_count = {int(str(pages)) + room}")
        with pytest.raises(DiskFull):
            files.add(item, source)
        assert (rows(files), files.rows(item)) == (before, [])
    look(files, "PRAGMA max_page_count = 1000000")
    assert files.add(item, source).size == 40 * CHUNK


def test_what_has_no_room_is_refused_before_anything_is_written(
    amal: Member, files: Attachments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, source = amal.note("Plan"), tmp_path / "large"
    with source.open("wb") as file:
        file.truncate(20 << 30)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 << 30))
    with pytest.raises(NoRoomForAttachment) as caught:
        files.add(item, source)
    assert caught.value.holes == {"name": "large", "needed_mb": 21184, "free_mb": 5120}
    with source.open("wb") as file:
        file.truncate(40 << 30)
    with pytest.raises(AttachmentTooLarge) as refused:
        files.add(item, source)
    assert refused.value.holes == {"name": "large", "limit_mb": 32768}
    assert rows(files) == (0, 0)


def test_more_than_there_may_be_is_noticed_on_the_way(
    amal: Member, files: Attachments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "SIZE_MAX", 3 * CHUNK)
    with pytest.raises(AttachmentTooLarge):
        files.add_pieces(amal.note("Plan"), "a", "", (bytes(CHUNK) for _ in range(100)))
    assert rows(files) == (0, 0)


def test_a_disk_that_fills_on_the_way_keeps_some_room(
    amal: Member, files: Attachments, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that come from an import do not say how large they are."""
    free = iter(range(40 << 20, 0, -(4 << 20)))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=next(free)))
    with pytest.raises(NoRoomForAttachment):
        files.add_pieces(amal.note("Plan"), "a", "", (bytes(CHUNK) for _ in range(1_000_000)))
    assert next(free) > 0
    assert rows(files) == (0, 0)


def test_a_sudden_end_leaves_nothing_shown_and_is_gone_on_with(
    amal: Member, files: Attachments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, source = amal.note("Plan"), tmp_path / "large"
    source.write_bytes(os.urandom(30 * CHUNK))
    with monkeypatch.context() as patch:
        patch.setattr(attach_keeping, "forget", lambda *_: None)  # the process is gone by then
        with pytest.raises(Cancelled):
            files.add(item, source, cancelled=lambda: rows(files)[1] >= 16)
    assert (rows(files), files.rows(item)) == ((1, 16), [])
    written: list[int] = []
    put = blobs.put

    def watched(db: Db, row: int, number: int, data: bytes) -> bool:
        written.append(number)
        return put(db, row, number, data)

    monkeypatch.setattr(blobs, "put", watched)
    added = files.add(item, source)
    assert written == list(range(16, 30))
    assert files.data(added.id, added.size) == source.read_bytes()


def test_a_damaged_file_is_not_handed_out(amal: Member, files: Attachments, tmp_path: Path) -> None:
    item = amal.note("Plan")
    added = files.add_pieces(item, "a", "", [os.urandom(2 * CHUNK)])
    files._keeping.write(lambda db: db.run("UPDATE chunk SET data = zeroblob(262080) WHERE place % 2 = 0"))
    with pytest.raises(AttachmentNotHere):
        files.save(added.id, tmp_path / "out")
    assert not list(tmp_path.glob("out*"))
    assert [(one.present, one.here) for one in files.rows(item)] == [(False, CHUNK)]
    with pytest.raises(AttachmentNotHere):
        files.data(added.id, 9 * CHUNK)


def test_what_is_asked_for_must_be_there(amal: Member, files: Attachments, tmp_path: Path) -> None:
    item = amal.note("Plan")
    added = files.add_pieces(item, "a", "", [b"abc"])
    for wrong in ("", "x" * 32, "0" * 32):
        with pytest.raises(UnknownAttachment):
            files.data(wrong, 5)
    with pytest.raises(UnknownAttachment):
        files.remove(item, "0" * 32)
    with pytest.raises(UnknownItem):
        files.rows("0" * 32)
    with pytest.raises(AttachmentTooLarge):
        files.data(added.id, 2)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileUnwritable):
        files.save(added.id, tmp_path / "file" / "out")
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(FileUnreadable):
            files.add(item, path)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("line\nbreak\x00.txt", "line_break_.txt"),
        ("con.txt", "con_.txt"),
        ("...", "file"),
        ("", "file"),
        ("/", "file"),
        (".hidden", "hidden"),
        ("name.with.dots.tar", "name.with.dots.tar"),
        ("خطة العمل.pdf", "خطة العمل.pdf"),
        ("no ending.because of this", "no ending.because of this"),
    ],
)
def test_names_do_no_harm(said: str, name: str) -> None:
    assert attach_names.harmless(said) == name
    assert attach_names.harmless(name) == name


@given(st.text(max_size=400) | st.builds("{}.{}".format, st.text(max_size=200), st.text(max_size=15)))
def test_any_name_becomes_one_that_every_system_takes(said: str) -> None:
    name = attach_names.harmless(said)
    assert name == attach_names.harmless(name)
    assert name == Path(name).name and 0 < len(name.encode()) <= 200
    assert not set(name) & set('<>:"/\\|?*')
    assert not {unicodedata.category(letter) for letter in name} & {"Cc", "Cf", "Zl", "Zp", "Cs"}
    assert log.MEDIA.fullmatch(attach_names.media_of(name))
