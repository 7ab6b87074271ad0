"""One space at two delivery services: each stands in for the other, and fills it again (A6.3, A6.5)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.several import by_itself, count, later, quiet


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Relay]:
    made = Relay(tmp_path / "second")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def both(shared: tuple[Laptop, Laptop, str], second: Relay) -> tuple[Laptop, Laptop, str]:
    """The second relay was put into the list later."""
    amal, badu, space = shared
    by_itself(amal, badu)
    amal.note(space, "Before the second one")
    quiet(amal, badu)
    amal.session.spaces.add_relay(space, second.url)
    quiet(amal, badu)
    return amal, badu, space


def test_a_relay_that_came_later_holds_everything_once(
    both: tuple[Laptop, Laptop, str], relay: Relay, second: Relay
) -> None:
    amal, badu, space = both
    assert amal.session.delivery.behind() == badu.session.delivery.behind() == []
    held = [count(one, amal, space) for one in (relay, second)]
    note = amal.note(space, "To both")
    quiet(amal, badu, amal, badu)
    assert badu.value(note, "title") == "To both"
    assert [count(one, amal, space) for one in (relay, second)] == [held[0] + 1, held[1] + 1]
    relay.stop()  # what was written before is all at the other one
    assert rotating.blobs(second, badu, space)


def test_while_one_is_away_the_other_stands_in(
    both: tuple[Laptop, Laptop, str], relay: Relay, second: Relay
) -> None:
    amal, badu, space = both
    relay.stop()
    note = amal.note(space, "Through the second one")
    report = amal.session.delivery.sync()
    assert not report.problems
    assert [problem.code for problem in report.lagging] == ["relay-unreachable"]
    assert (report.waiting, amal.session.delivery.state.name) == (0, "up-to-date")
    (behind,) = amal.session.delivery.behind()
    assert (behind.url, behind.space, behind.count) == (relay.url, space, 1)
    badu.session.delivery.sync()
    assert badu.value(note, "title") == "Through the second one"
    second.stop()
    assert len(amal.session.delivery.sync().problems) == 2
    assert amal.session.delivery.state.name == "offline"
    relay.start()
    second.start()
    held = count(relay, amal, space)
    quiet(badu)
    assert count(relay, amal, space) == held  # the author may still come
    later([badu], 1.1)
    quiet(badu)
    assert count(relay, amal, space) > held
    quiet(badu, amal)
    assert amal.session.delivery.behind() == badu.session.delivery.behind() == []
    assert count(relay, amal, space) == held + 2  # and a sign of life, a day later


def test_an_emptied_relay_is_filled_by_one_for_all(
    both: tuple[Laptop, Laptop, str], relay: Relay, second: Relay
) -> None:
    amal, badu, space = both
    note = badu.note(space, "By Badu")
    quiet(badu, amal)
    second.stop()
    second.erase()
    second.start()
    quiet(amal, badu, amal)
    assert amal.session.delivery.behind() == badu.session.delivery.behind() == []
    relay.stop()
    held = rotating.opened(rotating.readable(amal, space), rotating.blobs(second, amal, space))
    raws = [raw for each in held for raw in getattr(each, "raws", ())]
    assert len(raws) == len(set(raws))
    assert badu.value(note, "title") == "By Badu"


def test_two_who_each_hold_a_part_fill_an_empty_relay_for_a_third(
    laptop: Callable[[str], Laptop], shared: tuple[Laptop, Laptop, str], relay: Relay
) -> None:
    amal, badu, space = shared
    by_itself(amal, badu)
    quiet(amal, badu)
    relay.stop()
    notes = [amal.note(space, "Amal's part"), badu.note(space, "Badu's part")]
    for one in (amal, badu):
        assert one.session.delivery.sync().waiting > 0
    relay.erase()
    relay.start()
    caro = laptop("Caro")
    quiet(badu, amal, badu, amal)
    rotating.admit(amal, space, caro)
    quiet(amal, badu, caro)
    assert [caro.value(note, "title") for note in notes] == ["Amal's part", "Badu's part"]
    assert amal.digest(space) == badu.digest(space) == caro.digest(space)
