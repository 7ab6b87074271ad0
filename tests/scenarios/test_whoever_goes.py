"""However somebody goes, the next thing that anybody writes who knows of it is closed to them (A4.4.1)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.engine.arrival import Arrival
from sync.engine.contents import Entries
from sync.errors import Problem
from sync.model import ops
from sync.store import entries
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.persons import sync

Group = tuple[Laptop, Laptop, Laptop, str]
LATER = "Written afterwards"


def learn(one: Laptop, other: Laptop, space: str) -> None:
    """*one* hears all that *other* knows, before anybody sent anything."""
    name, book = bytes.fromhex(space), one.session._book
    known = other.session._book.read(lambda db: list(entries.above(db, name, {})))
    book.write(lambda db: Arrival(db, book, name).receive(known))


def assert_closed(writer: Laptop, out: Laptop, space: str, relay: Relay, folder: Path) -> None:
    """*writer* is the first who writes; *out* tries every blob and file, with all keys they ever had."""
    heads = rotating.heads(writer, space)
    assert set(heads) <= rotating.held(out, space).keys(), "the key of before is theirs"
    writer.note(space, LATER)
    files = [Path(name) for name in writer.session.packages.write(space, folder / "all.pack").files]
    sync(writer)
    out.session.delivery.sync()
    assert not set(rotating.heads(writer, space)) & rotating.held(out, space).keys()
    for path in files:
        try:
            out.session.packages.read(path)
        except Problem:
            continue  # closed to them
    assert LATER not in out.titles(space)
    sealed = rotating.blobs(relay, writer, space) | rotating.blobs(relay, out, space)
    for content in rotating.opened(rotating.readable(out, space), sealed):
        if isinstance(content, Entries):
            assert not any(LATER.encode() in raw for raw in content.raws)
    assert LATER in writer.titles(space)


def removed(amal: Laptop, caro: Laptop, space: str) -> None:
    rotating.remove(amal, space, caro)


def held(amal: Laptop, caro: Laptop, space: str) -> None:
    rotating.say(amal, space, ops.Hold(rotating.device(caro), on=True))


def left(amal: Laptop, caro: Laptop, space: str) -> None:
    rotating.say(caro, space, ops.Leave())
    learn(amal, caro, space)


@pytest.mark.parametrize("goes", [removed, held, left])
def test_the_first_to_write_is_a_member(
    group: Group, relay: Relay, tmp_path: Path, goes: Callable[[Laptop, Laptop, str], None]
) -> None:
    amal, badu, caro, space = group
    goes(amal, caro, space)
    learn(badu, amal, space)
    assert_closed(badu, caro, space, relay, tmp_path)
    sync(amal)
    assert LATER in amal.titles(space)


def test_who_came_after_the_key_was_made_goes_like_everybody(
    group: Group, laptop: Callable[[str], Laptop], relay: Relay, tmp_path: Path
) -> None:
    """The epoch of today was not made for a newcomer, who has its key all the same."""
    amal, badu, _, space = group
    dede = laptop("Dede")
    rotating.admit(amal, space, dede)
    sync(amal, badu, dede)
    assert rotating.made(amal, space) == 1
    rotating.remove(amal, space, dede)
    learn(badu, amal, space)
    assert_closed(badu, dede, space, relay, tmp_path)


def test_a_laptop_that_its_own_person_blocks(
    group: Group, laptop: Callable[[str], Laptop], relay: Relay
) -> None:
    amal, badu, caro, space = group
    second = laptop("Second")
    second.session.devices.adopt(caro.session.devices.add(second.session.devices.card()))
    sync(caro, amal, second, caro)
    caro.session.devices.block(rotating.device(second).hex())
    sync(caro)
    learn(badu, caro, space)
    learn(amal, caro, space)
    assert rotating.made(badu, space) > 1, "the one who blocked it has changed the key"
    caro.note(space, LATER)
    sync(caro, badu, amal)
    second.session.delivery.sync()
    assert LATER in badu.titles(space) and LATER not in second.titles(space)
    badu.note(space, "And another")
    sync(badu, caro)
    keys, sealed = rotating.readable(second, space), rotating.blobs(relay, badu, space)
    texts = [raw for one in rotating.opened(keys, sealed) if isinstance(one, Entries) for raw in one.raws]
    assert not any(word.encode() in raw for raw in texts for word in (LATER, "And another"))


def test_a_whole_organisation(laptop: Callable[[str], Laptop], relay: Relay, tmp_path: Path) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Coalition", network=True).id
    amal.session.spaces.add_relay(space, relay.url)
    sync(amal)
    brought = amal.session.organisations.add_to(space, badu.session.organisations.new("Wells"))
    (tmp_path / "wells.pack").write_bytes(brought.file)
    badu.session.packages.read(tmp_path / "wells.pack")
    sync(amal, badu)
    rotating.say(amal, space, ops.Remove(bytes.fromhex(brought.id), ()))
    assert_closed(amal, badu, space, relay, tmp_path)
