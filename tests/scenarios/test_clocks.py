"""S08: laptops whose clocks are wrong by years, and jump: nothing is refused, turned round or lost (P22)."""

import pytest

from sync.model.epochs import DAY_MS
from sync.store import aside, waiting_room
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop

Group = tuple[Laptop, Laptop, Laptop, str]
YEARS = 3652 * DAY_MS
ROUNDS = 2


def wrong(one: Laptop, by: int, jump: int = 0) -> None:
    """The clock is *by* milliseconds off, and jumps to and fro by *jump* each time it is read."""
    book, read = one.session._book, one.session._book.clock
    turns = iter(range(1 << 60))
    book.clock = lambda: max(1, read() + by + (jump if next(turns) % 2 else -jump))


def set_aside(one: Laptop, space: str) -> int:
    name = bytes.fromhex(space)
    return one.session._book.read(
        lambda db: len(aside.rows(db, name)) + len(waiting_room.refused(db)) + waiting_room.parked_count(db)
    )


@pytest.mark.parametrize("steward", [-YEARS, YEARS], ids=["steward behind", "steward ahead"])
def test_three_who_never_agree_on_the_time(group: Group, steward: int) -> None:
    amal, badu, caro, space = group
    wrong(amal, steward)
    wrong(badu, -steward)
    wrong(caro, 0, jump=YEARS)
    note = amal.note(space, "Plan", "0")
    written = {"Plan"}
    for number in range(1, ROUNDS + 1):
        for one in (amal, badu, caro):
            written.add(f"{one.name} {number}")
            one.note(space, f"{one.name} {number}")
            rotating.sync(one)
        rotating.sync(amal, badu, caro)
        one = (badu, caro, amal)[number % 3]
        one.session.items.set(note, {"body": str(number)})
        rotating.sync(one, amal, badu, caro)
        assert {each.value(note, "body") for each in (amal, badu, caro)} == {str(number)}, "the last word"
    for one in (amal, badu, caro):
        assert one.titles(space) == written
        assert set_aside(one, space) == 0
        assert {row.state for row in one.session.spaces.members(space)} == {"present"}
    assert amal.digest(space) == badu.digest(space) == caro.digest(space)
    assert 1 < rotating.made(amal, space) < 20, "their clocks made them rotate, and not for ever"


def test_decisions_count_in_the_order_of_knowing_and_not_of_clocks(group: Group) -> None:
    """Whoever is removed by a laptop in the past is removed, whatever their own clock says."""
    amal, badu, caro, space = group
    wrong(amal, -YEARS)
    wrong(badu, YEARS)
    wrong(caro, YEARS)
    amal.session.stewardship.promote(space, badu.session.me.person)
    rotating.sync(amal, badu, caro)
    badu.session.stewardship.remove(space, caro.session.me.person)
    rotating.sync(badu, amal)
    caro.note(space, "Late")
    caro.session.delivery.sync()
    rotating.sync(badu, amal)
    told = amal.session.stewardship.history(space)
    assert told == badu.session.stewardship.history(space)
    assert [row.what for row in told][-2:] == ["raised", "removed"] and all(row.effect for row in told)
    for one in (amal, badu):
        assert one.titles(space) == set()
        assert {row.name for row in one.session.spaces.members(space) if row.state == "present"} == {
            "Amal", "Badu",
        }  # fmt: skip
