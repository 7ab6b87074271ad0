"""Attached files in packages, and the verbs of the command line for them."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sync.attachment_refusals import AttachmentNotHere, NoRoomForAttachment, UnknownAttachment
from sync.bundle import write as packing
from sync.cli import grammar
from sync.engine import attach_adding, attach_parcels
from sync.errors import AmbiguousName, FileUnreadable
from tests.scenarios import rotating
from tests.scenarios.archiving import Two
from tests.scenarios.attaching import CHUNK, attached, here
from tests.scenarios.laptops import Laptop, Relay
from tests.sync.exchange import pictures


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


def test_parts_of_a_package_come_in_any_order(
    shared: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    item, data = amal.note(space, "Plan"), os.urandom(5 * CHUNK)
    name = attached(amal, item, data)
    packer = packing.Packer
    monkeypatch.setattr(packing, "Packer", lambda *words, **said: packer(*words, **said, part_size=900_000))
    parts = [Path(one) for one in amal.session.packages.write(space, tmp_path, attachments=True).files]
    assert len(parts) > 1
    monkeypatch.undo()
    late = badu.session.packages.read(parts[-1])
    assert (late.files, late.unplaced > 0) == (0, True)
    done = badu.session.packages.read_all(parts[::-1])
    assert sum(one.files for one in done) == 1
    assert badu.session.attachments.data(name, len(data)) == data


def test_chunks_that_nobody_asked_for_cost_nothing(
    shared: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    item = amal.note(space, "Plan")
    attached(amal, item, os.urandom(2 * CHUNK))
    garbage = [os.urandom(1000) for _ in range(50)]
    monkeypatch.setattr(attach_parcels.Parcels, "chunks", lambda *_: iter(garbage))
    written = amal.session.packages.write(space, tmp_path, attachments=True)
    read = badu.session.packages.read(Path(written.files[0]))
    assert (read.new, read.files, read.unplaced) == (1, 0, 50)
    assert here(badu, item) == [("plan.bin", False)]
    assert [row.here for row in badu.session.attachments.rows(item)] == [0]


def test_a_file_without_room_keeps_nothing_else_of_a_package_out(
    shared: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    item = amal.note(space, "Plan")
    attached(amal, item, bytes(2 * CHUNK))
    attached(amal, item, b"abc", "small.txt")
    written = amal.session.packages.write(space, tmp_path, attachments=True)
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _: SimpleNamespace(free=attach_adding.RESERVE_MIN + CHUNK, total=1 << 40)
    )
    with pytest.raises(NoRoomForAttachment):
        badu.session.packages.read_all([Path(one) for one in written.files])
    assert here(badu, item) == [("plan.bin", False), ("small.txt", True)]


def said(one: Laptop, *words: str) -> Any:
    arguments = grammar.parse(list(words))
    return arguments.run(one.session, arguments).document


def test_the_verbs_for_files(shared: Two, tmp_path: Path) -> None:
    amal, _, space = shared
    item = amal.note(space, "Plan")
    source, out = tmp_path / "plan.txt", tmp_path / "out.txt"
    source.write_bytes(b"The well.")
    added = said(amal, "attach", item[:8], str(source))
    assert added == {"id": added["id"], "name": "plan.txt", "size": 9, "present": True}
    shown = said(amal, "item", "show", item)
    assert (shown["attachments"], shown["fields"]) == ([added], {"title": "Plan"})
    for words in ((), ("plan.txt",), (added["id"][:6],)):
        assert said(amal, "fetch-attachment", item, *words, "--to", str(out))["id"] == added["id"]
        assert out.read_bytes() == b"The well."
        out.unlink()
    other = said(amal, "attach", item, str(source))
    for problem, words in (
        (AmbiguousName, ("fetch-attachment", item, "--to", str(out))),
        (UnknownAttachment, ("detach", item, "plan.pdf")),
        (FileUnreadable, ("attach", item, str(tmp_path))),
    ):
        with pytest.raises(problem):
            said(amal, *words)
    photo, size = tmp_path / "photo.jpg", len(pictures.jpeg(1))
    photo.write_bytes(pictures.jpeg(1))
    bare, whole = (said(amal, "attach", item, str(photo), *how) for how in ((), ("--keep-details",)))
    assert bare["size"] < size == whole["size"]
    for each in (bare, whole):
        said(amal, "detach", item, each["id"])
    assert said(amal, "detach", item, other["id"]) == {"id": other["id"]}
    written = said(amal, "bundle", "write", space, "--to", str(tmp_path / "a.pack"), "--attachments")
    assert written["files"] == [str(tmp_path / "a.pack")]
    assert said(amal, "detach", item, "plan.txt") == {"id": added["id"]}
    assert said(amal, "item", "show", item)["attachments"] == []


def test_a_file_that_is_nowhere_cannot_be_fetched(shared: Two, tmp_path: Path) -> None:
    amal, badu, space = shared
    item = amal.note(space, "Plan")
    amal.session.attachments.rules.say("never")
    attached(amal, item, b"abc")
    rotating.sync(amal, badu)
    with pytest.raises(AttachmentNotHere):
        said(badu, "fetch-attachment", item, "--to", str(tmp_path / "out"))
    (added,) = amal.session.attachments.rows(item)
    assert added.waits and not badu.session.attachments.rows(item)[0].waits
    assert said(amal, "send-attachment", item) == {"id": added.id, "sent": True}
    assert not amal.session.attachments.rows(item)[0].waits
    said(badu, "fetch-attachment", item, "--to", str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == b"abc"


def test_files_go_through_a_folder_and_a_relay_that_is_away_costs_a_line(
    shared: Two, relay: Relay, tmp_path: Path
) -> None:
    amal, badu, space = shared
    relay.stop()
    drawer = tmp_path / "drawer"
    drawer.mkdir()
    amal.session.folders.add(drawer)
    badu.session.folders.add(drawer)
    item, data = badu.note(space, "Plan"), os.urandom(2 * CHUNK)
    name = attached(badu, item, data)
    badu.session.delivery.sync()
    for spoilt in list(drawer.glob("*/*"))[:1]:
        if spoilt.stat().st_size > CHUNK:
            spoilt.write_bytes(b"halved")
    amal.session.delivery.sync()
    badu.session.attachments.send([name])
    amal.session.delivery.sync()
    assert amal.session.attachments.data(name, len(data)) == data
