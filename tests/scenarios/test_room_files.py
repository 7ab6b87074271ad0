"""Attached files in a room: small ones come along, others when asked for, and words are never kept out."""

import os

import pytest

from sync.store import attachments
from tests.scenarios.attaching import CHUNK, attached, here
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


def test_small_files_come_along_and_large_ones_when_somebody_there_asks(room: Two) -> None:
    amal, badu, space = room
    item, data = amal.note(space, "Plan"), os.urandom(LARGE)
    attached(amal, item, b"", "empty.txt")
    attached(amal, item, b"small", "small.txt")
    large = attached(amal, item, data, "film.bin")
    until(lambda: item in {row.id for row in badu.session.items.rows(space)} and has(badu, item, "small.txt"))
    assert not has(badu, item, "film.bin")

    came = badu.session.attachments.fetch([large])

    assert (came.whole, came.missing, came.trouble) == (0, 1, []), "it is on its way"
    until(lambda: has(badu, item, "film.bin"))
    assert badu.session.attachments.data(large, len(data)) == data
    assert badu.session.attachments._book.read(lambda db: attachments.asked(db, attachments.FETCH)) == set()
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
