"""Where what one wrote is: only here, waiting to be sent, or sent to the space."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.own_relay import OwnRelay
from sync.engine.reach import ItemReach, Reach, SpaceReach
from sync.engine.session import Session
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

WORDS = "lamp river seven mango table window"


@pytest.fixture
def amal(tmp_path: Path) -> Iterator[Session]:
    made = session.create(tmp_path / "amal", WORDS, name="Amal", cost=session.quick_cost())
    yield made
    made.close()


def note(opened: Session, space: str, title: str) -> str:
    (item,) = opened.items.new(space, "note", {"title": title}).ids
    return item


def test_without_a_service_it_is_only_here(amal: Session) -> None:
    space = amal.spaces.new("Own").id
    assert amal.reach.of_space(space).state == "here"
    item = note(amal, space, "Tea")
    assert amal.reach.of_item(item) == ItemReach("here", "Amal", "me")
    assert amal.delivery.waiting() == 0  # for nobody
    assert amal.reach.of_item("00" * 16) is None
    amal.items.drop(item)
    assert amal.reach.of_item(item) is None


def test_it_waits_until_a_service_has_it(amal: Session, tmp_path: Path) -> None:
    with OwnRelay(tmp_path / "relay") as relay:
        space = amal.spaces.new("Field team").id
        amal.spaces.add_relay(space, relay.address)
        first = note(amal, space, "Tea")
        assert amal.reach.of_item(first).state == "waiting"
        assert amal.reach.of_space(space).state == "waiting"
        amal.delivery.sync()
        assert amal.reach.of_item(first).state == "sent"
        assert amal.reach.of_space(space) == SpaceReach("sent")
        second = note(amal, space, "Water")
        assert (amal.reach.of_item(first).state, amal.reach.of_item(second).state) == ("sent", "waiting")
        assert amal.reach.of_space(space).waiting > 0
    amal.items.set(first, {"title": "More tea"})
    amal.delivery.sync()  # the service is gone: what was signed waits all the same
    assert amal.reach.of_item(first).state == "waiting"


def test_what_others_wrote_came_from_the_space(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("Amal", "Badu")
    item = amal.note("Plan")
    meet(amal, badu)
    assert Reach(badu.book).of_item(item) == ItemReach("sent", "Amal", "")
    badu.items.set(item, {"title": "Plan B"})
    assert Reach(badu.book).of_item(item) == ItemReach("here", "Badu", "me")
