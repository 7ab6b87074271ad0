"""Two entries of one device at one place: both kept, what they decide waits, no word is lost (A5.5, S02)."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine import departure
from sync.engine.events import DeviceForked, Event
from sync.model import ops
from sync.store import forks
from tests.sync.engine.members_of_a_space import Member, found, join


@pytest.fixture
def member(tmp_path: Path) -> Iterator[Callable[[str], Member]]:
    opened: list[Member] = []

    def open_one(name: str) -> Member:
        opened.append(Member(tmp_path, name))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def three(member: Callable[[str], Member]) -> tuple[Member, Member, Member]:
    """A steward, and two members that know of each other."""
    amal, badu, chen = member("amal"), member("badu"), member("chen")
    found(amal)
    join(amal, badu)
    join(amal, chen)
    badu.receive(amal.log())
    return amal, badu, chen


def copied(one: Member, tmp_path: Path) -> Member:
    """A second notebook with the same keys and everything in it, as a copied folder would be."""
    one.depart()
    one.close()
    shutil.copy(tmp_path / f"{one.name}.db", tmp_path / "copied.db")
    one.open()
    return Member(tmp_path, "copied", one.book.me, one.space)


def split(member: Member) -> dict[bytes, int]:
    return member.book.read(lambda db: forks.every(db, member.space))


def titles(member: Member) -> list[str]:
    return sorted(row.title for row in member.items.rows(member.space.hex()))


def bodies(member: Member) -> list[str]:
    rows = member.items.rows(member.space.hex())
    return sorted(member.items.show(row.id).fields["body"][0].value for row in rows)


def test_both_branches_stay_whatever_came_first(three: tuple[Member, Member, Member], tmp_path: Path) -> None:
    """P16, P24: a copy that goes on by itself is seen, and nothing is lost."""
    amal, badu, chen = three
    note = amal.note("Plan", "bring water")
    for each in (badu, chen):
        each.receive(amal.log())
    twin = copied(badu, tmp_path)
    badu.items.set(note, {"body": "bring water and rope", "title": "Plan A"})
    twin.items.set(note, {"body": "bring water and bread", "title": "Plan B"})
    twin.note("Second", "from the copy")
    told: list[Event] = []
    chen.book.events.subscribe(told.append)
    amal.receive(badu.log())
    amal.receive(twin.log())
    chen.receive(twin.log())
    chen.receive(badu.log())
    assert split(amal) == split(chen) == {badu.book.me.device: 0}
    assert DeviceForked(chen.space.hex(), badu.book.me.device.hex(), own=False) in told
    assert amal.digest() == chen.digest()
    assert bodies(amal) == sorted(["bring water and rope", "bring water and bread", "from the copy"])
    assert {one.value for one in amal.items.show(note).fields["title"]} == {"Plan A", "Plan B"}
    twin.close()


def test_the_device_itself_is_told(three: tuple[Member, Member, Member], tmp_path: Path) -> None:
    amal, badu, _ = three
    twin = copied(badu, tmp_path)
    badu.note("One")
    twin.note("Two")
    told: list[Event] = []
    badu.book.events.subscribe(told.append)
    badu.receive(amal.log())
    badu.receive(twin.log())
    assert DeviceForked(badu.space.hex(), badu.book.me.device.hex(), own=True) in told
    assert titles(badu) == ["One", "Two"]
    twin.close()


def test_what_a_split_device_decided_waits_until_it_is_admitted(
    three: tuple[Member, Member, Member], tmp_path: Path
) -> None:
    amal, badu, chen = three
    promote = ops.SetRole(badu.book.me.person, "steward")
    amal.book.write(lambda db: departure.publish(db, amal.book, amal.space, [promote]))
    badu.receive(amal.log())
    twin = copied(badu, tmp_path)
    badu.note("One")
    relays = ops.Relays((ops.RelayEntry(bytes(32), "http://127.0.0.1:9"),))
    decided = twin.book.write(lambda db: departure.publish(db, twin.book, twin.space, [relays]))
    for each in (amal, chen):
        each.receive(amal.log())
        each.receive(badu.log())
        each.receive(twin.log())
        assert each.book.read(lambda db, each=each: each.book.state(db, each.space)).relays == ()
    amal.book.write(lambda db: departure.publish(db, amal.book, amal.space, [ops.Admit((decided.id,))]))
    chen.receive(amal.log())
    for each in (amal, chen):
        state = each.book.read(lambda db, each=each: each.book.state(db, each.space))
        assert state.relays == relays.relays
    twin.close()


def test_whoever_may_puts_the_device_on_hold(three: tuple[Member, Member, Member], tmp_path: Path) -> None:
    amal, badu, chen = three
    twin = copied(badu, tmp_path)
    badu.note("One")
    twin.note("Two")
    chen.receive(badu.log() + twin.log())
    assert chen.state().held == {}
    amal.receive(badu.log() + twin.log())
    assert list(amal.state().held) == [badu.book.me.device]
    chen.receive(amal.log())
    assert badu.book.me.device not in chen.state().recipients()
    twin.close()
