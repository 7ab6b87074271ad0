"""Attached files in a room: small ones come along, others when asked for, and words are never kept out."""

import os
from collections.abc import Sequence

import pytest

from crypto.mailbox import MailboxKeys
from sync.engine import attach_sending
from sync.engine.files_box import ArchiveClient, FilesBox
from sync.engine.relay_client import PostAnswer
from sync.errors import RelayFull, RelayUnreachable
from sync.relay_refusals import RoomFull
from sync.store import attachments
from tests.scenarios.attaching import CHUNK, attached, boxes, here
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.test_rooms import HERE, quick, until

__all__ = ["quick"]
Two = tuple[Laptop, Laptop, str]
LARGE = 5 * CHUNK


@pytest.fixture
def room(shared: Two, relay: Relay) -> Two:
    """Two in a room, and no way elsewhere."""
    amal, badu, _ = shared
    relay.stop()
    badu.session.rooms.join(amal.session.rooms.open(HERE).text)
    return shared


def has(one: Laptop, item: str, *names: str) -> bool:
    return {name for name, present in here(one, item) if present} >= set(names)


def knows(one: Laptop, item: str, count: int) -> bool:
    """Whether word of so many files of an item has come."""
    if item not in {row.id for rows in one.session.spaces.all() for row in one.session.items.rows(rows.id)}:
        return False
    return len([row for row in one.session.attachments.rows(item) if row.media_type and row.name]) == count


def test_small_files_come_along_and_large_ones_when_somebody_there_asks(room: Two) -> None:
    amal, badu, space = room
    item, data = amal.note(space, "Plan"), os.urandom(LARGE)
    attached(amal, item, b"", "empty.txt")
    attached(amal, item, b"small", "small.txt")
    large = attached(amal, item, data, "film.bin")
    until(lambda: knows(badu, item, 3) and has(badu, item, "empty.txt", "small.txt"))
    assert not has(badu, item, "film.bin")

    came = badu.session.attachments.fetch([large])

    assert (came.whole, came.missing, came.trouble) == (0, 1, []), "it is on its way"
    until(lambda: has(badu, item, "film.bin"))
    assert badu.session.attachments.data(large, len(data)) == data
    until(lambda: not badu.session._book.read(lambda db: attachments.asked(db, attachments.FETCH)))
    back = attached(badu, item, b"back", "back.txt")
    until(lambda: has(amal, item, "back.txt"))
    assert amal.session.attachments.data(back, 4) == b"back"
    for one in (badu, amal):
        one.session.rooms.leave()


def test_whoever_has_a_file_gives_it_unless_files_never_go_by_themselves(
    group: tuple[Laptop, Laptop, Laptop, str], relay: Relay
) -> None:
    amal, badu, caro, space = group
    item = amal.note(space, "Plan")
    small, large = attached(amal, item, b"small", "small.txt"), attached(amal, item, bytes(LARGE), "film.bin")
    amal.session.delivery.sync()
    amal.session.attachments.send([large])
    for one in (badu, caro):
        one.session.delivery.sync()
    badu.session.attachments.fetch([large])
    caro.session.attachments._keeping.write(lambda db: db.run("DELETE FROM held"))
    relay.stop()
    badu.session.attachments.rules.say("never")
    badu.session.rooms.open(HERE)
    caro.session.rooms.join(badu.session.rooms.current.text if badu.session.rooms.current else "")
    caro.session.attachments.fetch([large, small])
    badu.session.rooms.exchange()
    caro.session.rooms.exchange()
    assert not has(caro, item, "small.txt") and not has(caro, item, "film.bin")

    badu.session.attachments.rules.say("ask")
    badu.session.rooms.exchange()

    until(lambda: has(caro, item, "small.txt", "film.bin"))


def test_what_did_not_come_through_comes_in_the_next_room_and_nothing_of_a_room_stays(
    room: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = room
    item, data, put = amal.note(space, "Plan"), os.urandom(LARGE), FilesBox.put
    large = attached(amal, item, data, "film.bin")
    asked: list[bytes] = []

    def breaks(box: FilesBox, parts: Sequence[bytes]) -> bool:
        if asked or not put(box, parts):
            raise RelayUnreachable
        asked.append(b"")
        return True

    with monkeypatch.context() as patch:
        patch.setattr(FilesBox, "put", breaks)
        patch.setattr(attach_sending, "AT_ONCE", 2)
        until(lambda: knows(badu, item, 1))
        badu.session.attachments.fetch([large])
        until(lambda: [row.here for row in badu.session.attachments.rows(item)] == [2 * CHUNK])
        for one in (amal, badu):
            one.session.rooms.leave()
        assert one.session._book.read(lambda db: db.number("SELECT count(*) FROM attached_at")) == 0
    asked.clear()
    fetch = FilesBox.fetch

    def noted(one: FilesBox, name: bytes) -> bytes | None:
        asked.append(name)
        return fetch(one, name)

    monkeypatch.setattr(FilesBox, "fetch", noted)

    badu.session.rooms.join(amal.session.rooms.open(HERE).text)

    until(lambda: has(badu, item, "film.bin"))
    assert badu.session.attachments.data(large, len(data)) == data
    assert len(asked) == 3, "the rest of it"


def test_a_room_that_is_full_of_files_still_takes_words(room: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    amal, badu, space = room
    post, files = ArchiveClient.post, {one.keys.mid for one in boxes(amal, space)}

    def full(line: ArchiveClient, keys: MailboxKeys, blobs: Sequence[bytes]) -> PostAnswer:
        if keys.mid in files:
            raise RelayFull
        return post(line, keys, blobs)

    with monkeypatch.context() as patch:
        patch.setattr(ArchiveClient, "post", full)
        item = amal.note(space, "Plan")
        small = attached(amal, item, b"small", "small.txt")
        for _ in range(2):
            said = amal.session.rooms.exchange()
            assert (said.problem, type(said.quiet)) == (None, RoomFull)
        until(lambda: knows(badu, item, 1))
        with pytest.raises(RoomFull):
            amal.session.attachments.send([small])
    assert amal.session.attachments.send([small]) == 1
    until(lambda: has(badu, item, "small.txt"))
