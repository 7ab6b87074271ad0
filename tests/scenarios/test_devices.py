"""One person with several laptops: brought in, named, held, blocked, and what others see of it (A3.3, A3.4)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import Problem
from sync.refusals import (
    DeviceAnswerElsewhere,
    DeviceCardDamaged,
    DeviceIsOlder,
    DeviceWasBlocked,
    HoldNeedsAnother,
    LastDevice,
    NotebookNotEmpty,
    UnknownDevice,
)
from tests.scenarios.laptops import Laptop, Relay

Make = Callable[[str], Laptop]


def sync(*laptops: Laptop) -> None:
    for one in laptops:
        assert not one.session.delivery.sync().problems


def second(first: Laptop, make: Make, name: str = "Second") -> Laptop:
    """One more laptop of the same person, the two files carried by hand."""
    new = make(name)
    answer = first.session.devices.add(new.session.devices.card())
    new.session.devices.adopt(answer)
    return new


def space_of(one: Laptop, relay: Relay) -> str:
    space = one.session.spaces.new("Field team").id
    one.session.spaces.add_relay(space, relay.url)
    return space


def state_of(one: Laptop, space: str):  # noqa: ANN201
    book = one.session._book
    return book.read(lambda db: book.state(db, bytes.fromhex(space)))


def states(one: Laptop) -> list[tuple[str, bool]]:
    return [(row.state, row.this) for row in one.session.devices.rows()]


def test_a_second_laptop_reads_and_writes_as_the_same_person(laptop: Make, relay: Relay) -> None:
    amal = laptop("Amal")
    space = space_of(amal, relay)
    note = amal.note(space, "Plan", "bring water")
    sync(amal)
    other = second(amal, laptop)
    assert other.session.me.person == amal.session.me.person
    assert [(row.name, row.pending) for row in other.session.spaces.all()] == [("Field team", True)]
    sync(amal, other)
    assert [(row.name, row.pending) for row in other.session.spaces.all()] == [("Field team", False)]
    assert other.value(note, "body") == "bring water"
    answer = other.note(space, "From the second")
    sync(other, amal)
    assert amal.value(answer, "title") == "From the second"
    assert amal.digest(space) == other.digest(space)
    assert states(amal) == [("present", True), ("present", False)]
    assert states(other) == [("present", False), ("present", True)]
    assert len(amal.session.spaces.members(space)) == 1
