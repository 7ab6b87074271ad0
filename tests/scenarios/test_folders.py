"""Two people who never meet, and a folder that both can reach: shared, or a stick in a drawer."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.engine import folder_files, folder_waiting, folders
from sync.refusals import NotAllowed
from sync.relay_refusals import FolderAway, FolderUnusable
from sync.store import settings
from sync.wire import codec
from tests.scenarios.laptops import Laptop, Relay

DAY = 24 * 3600 * 1000


@pytest.fixture
def apart(
    shared: tuple[Laptop, Laptop, str], relay: Relay, tmp_path: Path
) -> tuple[Laptop, Laptop, str, Path]:
    """The two of a space, without a line to its relay, and a drawer."""
    amal, badu, space = shared
    relay.stop()
    drawer = tmp_path / "drawer"
    drawer.mkdir()
    amal.session.folders.add(drawer)
    badu.session.folders.add(drawer, [space])
    return amal, badu, space, drawer


def test_they_write_to_each_other_through_a_drawer(apart: tuple[Laptop, Laptop, str, Path]) -> None:
    amal, badu, space, drawer = apart
    amal.note(space, "For Badu")
    amal.session.delivery.sync()
    stick = drawer.rename(drawer.with_name("on the way"))

    assert not badu.session.folders.rows()[0].is_there
    badu.session.delivery.sync()
    assert badu.titles(space) == set()
    stick.rename(drawer)
    badu.session.delivery.sync()
    assert badu.titles(space) == {"For Badu"}
    badu.note(space, "And back")
    badu.session.delivery.sync()
    amal.session.delivery.sync()
    assert amal.digest(space) == badu.digest(space)
    assert {file.name for file in drawer.iterdir() if file.is_file()} == {"relay-id"}

    # a lock, and somebody who tidied up
    amal.reopen()
    (row,) = amal.session.folders.rows()
    assert (row.path, row.spaces, row.is_there) == (drawer, (), True)
    for box in [one for one in drawer.iterdir() if one.is_dir()]:
        for file in box.iterdir():
            file.unlink()
        box.rmdir()

    amal.note(space, "One")
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    assert badu.titles(space) == {"For Badu", "And back", "One"}
    assert amal.digest(space) == badu.digest(space)


def test_another_name_is_another_folder_and_removing_one_leaves_its_files(
    apart: tuple[Laptop, Laptop, str, Path],
) -> None:
    """Of two who began in a synchronised folder at once, one finds the file of the other in its place."""
    amal, badu, space, drawer = apart
    amal.note(space, "One")
    amal.session.delivery.sync()
    (drawer / "relay-id").write_bytes(os.urandom(32))
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    assert badu.titles(space) == {"One"}
    files = sorted(drawer.rglob("*"))

    amal.session.folders.remove(drawer)

    assert amal.session.folders.rows() == [] and sorted(drawer.rglob("*")) == files
    assert amal.session._book.read(lambda db: db.number("SELECT count(*) FROM folder_file")) == 0
    with pytest.raises(FolderUnusable):
        amal.session.folders.remove(drawer)
    with pytest.raises(FolderAway):
        amal.session.folders.add(drawer / "nowhere")


def test_nothing_is_written_on_somebody_elses_stick_at_the_same_place(
    apart: tuple[Laptop, Laptop, str, Path],
) -> None:
    amal, badu, space, drawer = apart
    amal.note(space, "One")
    amal.session.delivery.sync()
    ours = drawer.rename(drawer.with_name("our stick"))
    drawer.mkdir()

    amal.note(space, "Two")
    amal.session.delivery.sync()

    assert list(drawer.iterdir()) == [] and not amal.session.folders.rows()[0].is_there
    drawer.rmdir()
    ours.rename(drawer)
    for one in (amal, badu):
        one.session.delivery.sync()
    assert badu.titles(space) == {"One", "Two"}


def test_a_share_that_never_answers_keeps_nobody_from_sending_or_locking(
    apart: tuple[Laptop, Laptop, str, Path], relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space, _ = apart
    relay.start()
    amal.note(space, "One")
    amal.session.delivery.sync()
    answered, real = threading.Event(), folder_files.read
    asked: list[Path] = []

    def silent(path: Path, most: int) -> bytes | None:
        asked.append(path)
        answered.wait(30)
        return real(path, most)

    monkeypatch.setattr(folder_waiting, "SILENCE_SECONDS", 0.1)
    monkeypatch.setattr(folder_files, "read", silent)
    amal.note(space, "Two")
    assert amal.session.delivery.sync().problems == [] and len(asked) == 1
    assert not amal.session.folders.rows()[0].is_there
    amal.session.close()
    answered.set()
    monkeypatch.setattr(folder_files, "read", real)
    amal.reopen()
    badu.session.delivery.sync()
    assert badu.titles(space) == {"One", "Two"}


@pytest.mark.parametrize("kept", [b"\xff", codec.encode(7), codec.encode([7, ["there", [7], b"name"]])])
def test_what_cannot_be_read_of_the_choice_is_no_folder(
    apart: tuple[Laptop, Laptop, str, Path], kept: bytes
) -> None:
    amal, _, space, drawer = apart
    amal.session._book.write(lambda db: settings.put(db, folders.KEY, kept))
    amal.reopen()
    amal.note(space, "Kept here")
    amal.session.delivery.sync()
    assert amal.session.folders.rows() == [] and [one.name for one in drawer.iterdir()] == ["relay-id"]


def test_only_stewards_clear_what_is_old_and_was_taken_in(
    apart: tuple[Laptop, Laptop, str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space, drawer = apart
    amal.note(space, "One")
    for one in (amal, badu, amal):
        one.session.delivery.sync()
    blobs = [file for file in drawer.rglob("*") if file.is_file() and file.name != "relay-id"]
    monkeypatch.setattr(folders, "KEPT_MS", -DAY)

    assert badu.session.folders.tidy() == 0
    assert amal.session.folders.tidy() == len(blobs) > 0
    assert not any(file.exists() for file in blobs)
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    assert amal.digest(space) == badu.digest(space)


def test_a_reader_takes_and_posts_nothing(
    laptop: Callable[[str], Laptop], relay: Relay, tmp_path: Path
) -> None:
    amal, caro = laptop("Amal"), laptop("Caro")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    caro.session.invitations.join_qr(amal.session.invitations.qr_text(space, role="reader"))
    amal.session.invitations.admit(space)
    caro.session.delivery.sync()
    relay.stop()
    caro.session.folders.add(tmp_path)
    caro.session.delivery.sync()
    assert not any(one.is_dir() and len(one.name) == 64 for one in tmp_path.iterdir())
    amal.session.folders.add(tmp_path)
    amal.note(space, "One")
    amal.session.delivery.sync()
    caro.session.delivery.sync()
    assert caro.titles(space) == {"One"}
    with pytest.raises(NotAllowed):
        caro.note(space, "Two")
