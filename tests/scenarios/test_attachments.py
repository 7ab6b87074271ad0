"""Attached files between laptops: the words first, the bytes when asked, and never another file's."""

import os
import secrets
import shutil
from collections.abc import Callable
from hashlib import sha256
from types import SimpleNamespace

import pytest

from crypto import chunk
from sync.attachment_refusals import AttachmentNotHere, NoRoomForAttachment
from sync.engine import attach_chunks, attach_sending
from sync.engine.files_box import ArchiveClient, FilesBox
from sync.errors import Cancelled, RelayFull, RelayTalksNonsense, RelayUnreachable
from sync.model import attaching, ops
from tests.scenarios import rotating
from tests.scenarios.archiving import Two
from tests.scenarios.attaching import CHUNK, at_relay, attached, box, described, here, lose_all
from tests.scenarios.laptops import Laptop

New = Callable[[str], Laptop]


def test_what_one_attaches_the_other_reads(shared: Two) -> None:
    amal, badu, space = shared
    item = amal.note(space, "Plan")
    sizes = (0, 1, CHUNK, 2 * CHUNK, 2 * CHUNK + 1)
    data = {attached(amal, item, one, f"{len(one)}.bin"): one for one in map(os.urandom, sizes)}
    rotating.sync(amal, badu)
    for name, one in data.items():
        assert badu.session.attachments.data(name, len(one)) == one
    assert all(present for _, present in here(badu, item))
    assert amal.digest(space) == badu.digest(space)


def test_who_is_no_steward_attaches_as_well_and_nothing_goes_twice(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    item = badu.note(space, "Plan")
    name = attached(badu, item, b"two")
    rotating.sync(badu, amal, badu, amal)
    assert amal.session.attachments.data(name, 3) == b"two"
    posted: list[object] = []
    monkeypatch.setattr(FilesBox, "put", lambda _, blobs: posted.extend(blobs) or True)
    monkeypatch.setattr(attach_sending, "LOOK_MS", -1)
    rotating.sync(badu, amal)
    assert posted == []


def test_what_is_large_waits_until_somebody_asks(shared: Two) -> None:
    amal, badu, space = shared
    item, data = amal.note(space, "Plan"), os.urandom(5 * CHUNK)
    name = attached(amal, item, data)
    rotating.sync(amal, badu)
    assert here(badu, item) == [("plan.bin", False)]
    assert amal.session.attachments.waiting(space).to_send == (name,)
    assert amal.session.attachments.send([name]) == 1
    assert amal.session.attachments.waiting(space).send_bytes == 0
    rotating.sync(badu)
    waits = badu.session.attachments.waiting(space)
    assert (waits.to_fetch, waits.fetch_bytes) == ((name,), len(data))
    told: list[tuple[int, int]] = []
    done = badu.session.attachments.fetch([name], progress=lambda *said: told.append(said))
    assert (done.whole, done.missing, told[-1]) == (1, 0, (len(data), len(data)))
    assert badu.session.attachments.data(name, len(data)) == data


def test_a_person_says_what_goes_by_itself(shared: Two) -> None:
    amal, badu, space = shared
    item, rules = amal.note(space, "Plan"), [one.session.attachments.rules for one in (amal, badu)]

    def comes(size: int, name: str) -> bool:
        attached(amal, item, bytes(size), name)
        rotating.sync(amal, badu)
        return dict(here(badu, item))[name]

    assert [(rule.said.way, rule.said.above_mb) for rule in rules] == [("ask", 1)] * 2
    assert not comes(5 * CHUNK, "a")
    for rule in rules:
        rule.say("ask", 2)
    assert comes(5 * CHUNK, "b")
    badu.session.attachments.rules.say("never")
    assert not comes(3, "c")
    badu.session.attachments.rules.say("ask")
    badu.session.delivery.metered.say("yes")
    assert not comes(3, "d")
    amal.session.delivery.metered.say("yes")
    small, _ = (attached(amal, item, bytes(3), name) for name in ("f", "g"))
    assert {row.name for row in amal.session.attachments.rows(item) if row.waits} >= {"f", "g"}
    assert amal.session.attachments.send([small]) == 1
    assert "f" not in {row.name for row in amal.session.attachments.rows(item) if row.waits}
    amal.session.delivery.metered.say("no")
    badu.session.attachments.rules.say("always")
    assert comes(3, "e")
    with pytest.raises(ValueError, match="often"):
        rules[0].say("often")


def test_a_fetch_that_is_cut_off_goes_on_where_it_was(shared: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, space = shared
    item, data = amal.note(space, "Plan"), os.urandom(6 * CHUNK)
    name = attached(amal, item, data)
    rotating.sync(amal, badu)
    amal.session.attachments.send([name])
    asked: list[bytes] = []
    fetch = FilesBox.fetch

    def breaks(one: FilesBox, blob: bytes) -> bytes | None:
        asked.append(blob)
        if len(asked) == 5:
            raise RelayUnreachable
        return fetch(one, blob)

    monkeypatch.setattr(FilesBox, "fetch", breaks)
    with pytest.raises(RelayUnreachable):
        badu.session.attachments.fetch([name])
    assert [row.here for row in badu.session.attachments.rows(item)] == [4 * CHUNK]
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        badu.session.attachments.fetch(
            [name], progress=lambda *said: told.append(said), cancelled=lambda: True
        )
    assert told == [(4 * CHUNK, len(data))]
    badu.reopen()
    monkeypatch.setattr(attaching, "SIZE_MAX", 32 << 30)
    rotating.sync(badu)  # it was asked for once
    assert badu.session.attachments.data(name, len(data)) == data
    assert len(asked) == 7


def test_a_relay_that_hands_out_something_else_costs_a_line(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    item = amal.note(space, "Plan")
    attached(amal, item, os.urandom(3 * CHUNK))
    rotating.sync(amal)
    get = ArchiveClient.get
    with monkeypatch.context() as patch:
        patch.setattr(ArchiveClient, "get", lambda one, keys, _: get(one, keys, bytes(32)))
        report = badu.session.delivery.sync()
    assert [type(one) for one in report.quiet] == [RelayTalksNonsense]
    assert report.problems == []
    assert here(badu, item) == [("plan.bin", False)]
    badu.reopen()
    rotating.sync(badu)
    assert here(badu, item) == [("plan.bin", True)]


def test_what_a_relay_lost_anybody_gives_back(shared: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, space = shared
    item = amal.note(space, "Plan")
    name = attached(amal, item, os.urandom(2 * CHUNK))
    rotating.sync(amal, badu)
    lose_all(amal, space)
    assert at_relay(amal, space, name) == [False, False]
    rotating.sync(badu)
    monkeypatch.setattr(attach_sending, "LOOK_MS", -1)
    rotating.sync(badu)
    assert at_relay(badu, space, name) == [True, True]


def test_a_relay_that_is_full_is_a_quiet_line_and_a_problem_when_asked(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, _, space = shared
    name = attached(amal, amal.note(space, "Plan"), b"abc")

    def full(*_: object) -> None:
        raise RelayFull

    rotating.sync(amal)
    lose_all(amal, space)
    monkeypatch.setattr(ArchiveClient, "post", full)
    monkeypatch.setattr(attach_sending, "LOOK_MS", -1)
    assert [type(one) for one in amal.session.delivery.sync().quiet] == [RelayFull]
    assert amal.session.delivery.sync().quiet == []  # for an hour
    with pytest.raises(RelayFull):
        amal.session.attachments.send([name])


def test_a_disk_without_room_is_a_quiet_line_and_the_rest_comes(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    item = amal.note(space, "Plan")
    attached(amal, item, b"abc")
    rotating.sync(amal)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 20, total=1 << 40))
        report = badu.session.delivery.sync()
    assert ([type(one) for one in report.quiet], report.problems) == ([NoRoomForAttachment], [])
    assert here(badu, item) == [("plan.bin", False)]
    rotating.sync(badu)
    assert here(badu, item) == [("plan.bin", True)]


def test_keys_of_before_serve_and_newcomers_read_all(
    shared: Two, laptop: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    item, data = amal.note(space, "Plan"), os.urandom(CHUNK + 3)
    name = attached(amal, item, data)
    rotating.sync(amal, badu)
    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, amal)
    rotating.remove(amal, space, badu)
    rotating.sync(amal, dina, amal, dina)
    monkeypatch.setattr(attach_sending, "LOOK_MS", -1)
    before = at_relay(amal, space, name)
    rotating.sync(amal)
    assert before == at_relay(amal, space, name) == [False, False]  # of today's era; that of before has it
    assert dina.session.attachments.data(name, len(data)) == data


def test_parts_that_are_another_file_or_nowhere_condemn_that_operation_alone(shared: Two) -> None:
    amal, badu, space = shared
    item, key, data = amal.note(space, "Plan"), secrets.token_bytes(32), os.urandom(9)
    whole = sha256(data).digest()
    att = chunk.name_of(key, len(data), whole)
    attached(amal, item, b"makes the mailbox")
    rotating.sync(amal)
    rows = []
    for content, is_there in ((b"nowhere", False), (bytes(9), True), (data, True)):  # lies, and the truth
        blob = attach_chunks.sealed(key, att, 0, content)
        parts = (sha256(blob).digest(),)
        said = attaching.Attach(att, key, 9, whole, parts, "a", "text/plain")
        rotating.say(amal, space, said, ops.Set(bytes.fromhex(item), attaching.field_of(att), "a"))
        rotating.sync(amal)
        box(amal, space).put([blob] if is_there else [])
        rotating.sync(badu)
        badu.session.attachments.fetch([att.hex()])
        rows.append(next(one.present for one in badu.session.attachments.rows(item) if one.id == att.hex()))
    assert rows == [False, False, True]
    assert badu.session.attachments.data(att.hex(), 9) == data


def test_a_file_with_very_many_chunks_has_lists_of_them(shared: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "DIRECT_MAX", 3)
    monkeypatch.setattr(attaching, "LISTED", 2)
    amal, badu, space = shared
    item, data = amal.note(space, "Plan"), os.urandom(5 * CHUNK - 1)
    name = attached(amal, item, data)
    assert len(described(amal, name).parts) == 3
    rotating.sync(amal)
    amal.session.attachments.send([name])
    rotating.sync(badu)
    assert badu.session.attachments.fetch([name]).whole == 1
    assert badu.session.attachments.data(name, len(data)) == data


def test_what_a_disk_spoilt_is_fetched_again_and_no_more_than_that(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    item, data = amal.note(space, "Plan"), os.urandom(3 * CHUNK)
    name = attached(amal, item, data)
    rotating.sync(amal, badu)
    badu.session.attachments._keeping.write(
        lambda db: db.run("UPDATE chunk SET data = zeroblob(length(data)) WHERE place % 3 = 1")
    )
    with pytest.raises(AttachmentNotHere):
        badu.session.attachments.data(name, len(data))
    asked: list[bytes] = []
    fetch = FilesBox.fetch
    monkeypatch.setattr(FilesBox, "fetch", lambda one, blob: asked.append(blob) or fetch(one, blob))
    badu.session.attachments.fetch([name])
    assert (badu.session.attachments.data(name, len(data)), len(asked)) == (data, 1)
