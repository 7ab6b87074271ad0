"""What has not arrived: noticed, asked for after a day, posted once more within bounds (A5.5, A6.5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import repairs
from sync.engine.arrival import decode
from sync.engine.events import GapsChanged
from sync.engine.handing_over import Turns
from sync.engine.health import Health
from sync.engine.repairs import GapRow, Repairs
from sync.model import ops
from sync.store import chains, holes
from sync.store import repairs as table
from tests.sync.engine.members_of_a_space import Member, last
from tests.sync.engine.signs import DAY, Clock, meet, people, posted, say, tend

Three = tuple[Clock, Member, Member, Member]


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    with people(tmp_path, "amal", "badu", "caro") as (clock, (amal, badu, caro)):
        yield clock, amal, badu, caro


def written(one: Member, count: int) -> list[bytes]:
    """Entries, each of one change."""
    made = []
    for number in range(count):
        one.note(f"{one.name} {number}")
        made.append(one.log()[-1])
    return made


def gaps(one: Member) -> list[GapRow]:
    return Repairs(one.book).gaps(one.space.hex())


def asks(one: Member) -> list[ops.Repair]:
    """All that somebody ever asked for."""
    mine = [header for raw in one.log() if (header := decode(raw).header).device == one.book.me.device]
    return [op for header in mine for op in map(ops.decode, header.ops) if isinstance(op, ops.Repair)]


def seq(one: Member) -> int:
    chain = one.book.read(lambda db: chains.get(db, one.space, one.book.me.device))
    return -1 if chain is None else chain.seq


def test_what_is_missing_is_named_asked_for_and_given_once(three: Three) -> None:
    clock, amal, badu, caro = three
    told: list[object] = []
    badu.book.events.subscribe(told.append)
    first = seq(amal) + 1
    lost = written(amal, 3)
    (then,) = written(amal, 1)
    caro.receive([*lost, then])
    badu.receive([then])
    tend(badu)
    (row,) = gaps(badu)
    assert (row.person, row.name) == (amal.book.me.person.hex(), "amal")
    assert (row.first, row.last, row.count, row.asked_ms) == (first, first + 3, 3, None)
    assert "missing:3" in badu.book.read(Health(badu.book)._waiting)
    assert GapsChanged(badu.space.hex()) in told
    clock.now += DAY - 1000
    tend(badu)
    assert asks(badu) == [], "a day has not passed"
    clock.now += 2000
    tend(badu, badu)
    assert asks(badu) == [ops.Repair(amal.book.me.dev8, first, first + 3)]
    assert gaps(badu)[0].since_ms == row.since_ms
    for one in (amal, caro):
        one.receive(one.lacks(badu))
        tend(one)
        assert len(posted(one)) == 4
    badu.receive(lost)
    tend(badu)
    assert gaps(badu) == []
    assert badu.digest() == amal.digest()


def test_of_two_who_lack_the_same_one_asks(three: Three) -> None:
    clock, amal, badu, caro = three
    _, then = written(amal, 2)
    for one in (badu, caro):
        one.receive([then])
        tend(one)
    clock.now += DAY
    tend(badu)
    caro.receive(caro.lacks(badu))
    tend(caro)
    assert (len(asks(badu)), asks(caro)) == (1, [])
    clock.now += DAY
    tend(caro)
    assert asks(caro) == asks(badu)


def test_whoever_sees_it_come_again_keeps_still(three: Three) -> None:
    clock, amal, badu, caro = three
    lost, then = written(amal, 2)
    caro.receive([lost, then])
    badu.receive([then])
    tend(badu)
    clock.now += DAY
    tend(badu)
    caro.receive([last(badu).raw])
    again = caro.receive([lost, then])
    caro.book.write(lambda db: table.came_again(db, again.rows))
    tend(caro)
    assert posted(caro) == []


def test_whoever_has_it_by_now_is_given_nothing(three: Three) -> None:
    clock, amal, badu, caro = three
    lost, then = written(amal, 2)
    badu.receive([then])
    tend(badu)
    clock.now += DAY
    tend(badu)
    badu.receive([lost])
    badu.note("Here it is")
    caro.receive(caro.lacks(amal))
    caro.receive(caro.lacks(badu))
    tend(caro)
    assert posted(caro) == []


def test_each_waits_a_random_while_first(three: Three) -> None:
    clock, amal, badu, _ = three
    badu.book.write(lambda db: db.run("INSERT INTO setting VALUES ('delivery-mode', x'616c77617973')"))
    amal.book.write(lambda db: db.run("INSERT INTO setting VALUES ('delivery-mode', x'616c77617973')"))
    written(amal, 1)
    say(badu, ops.Repair(amal.book.me.dev8, 0, 5))
    amal.receive([last(badu).raw])
    slow = Turns(10**15)
    amal.book.write(lambda db: repairs.tend(db, amal.book, amal.space, slow))
    assert posted(amal) == []
    clock.now += 10**15
    amal.book.write(lambda db: repairs.tend(db, amal.book, amal.space, slow))
    assert posted(amal)


def test_who_asks_for_everything_again_and_again_gets_a_bounded_amount(
    three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, amal, badu, _ = three
    rows = len(written(amal, 6)) + 3
    monkeypatch.setattr(repairs, "GIVEN_MAX", 2000)
    for _ in range(5):
        say(badu, *[ops.Repair(amal.book.me.dev8, 0, 1 << 60)] * 80)
        amal.receive(amal.lacks(badu))
        tend(amal)
    first = posted(amal)
    assert 0 < len(first) < rows
    size = amal.book.read(
        lambda db: sum(db.number("SELECT length(raw) FROM entry WHERE row = ?", row) for row in first)
    )
    assert size <= 2000
    amal.book.write(lambda db: db.run("DELETE FROM once_more"))
    clock.now += DAY + 1
    say(badu, ops.Repair(amal.book.me.dev8, 0, 1 << 60))
    amal.receive(amal.lacks(badu))
    tend(amal)
    assert 0 < len(posted(amal)) < rows, "the next day has its own room"


def test_nothing_is_posted_for_what_never_was_nor_for_who_is_out(three: Three) -> None:
    _, amal, badu, caro = three
    say(badu, ops.Repair(b"nobody!!", 0, 9), ops.Repair(amal.book.me.dev8, 1 << 60, 1 << 61))
    say(caro, ops.Repair(amal.book.me.dev8, 9, 2), ops.Repair(b"\xff" * 8, 0, 9))
    amal.receive([last(badu).raw, last(caro).raw])
    known = amal.book.read(lambda db: {one.dev8 for one in table.every(db, amal.space)})
    assert known == {amal.book.me.dev8}, "devices that nobody knows are not remembered"
    tend(amal)
    assert posted(amal) == []
    say(caro, ops.Repair(badu.book.me.dev8, 0, 9))
    amal.receive([last(caro).raw])
    say(amal, ops.Remove(caro.book.me.person, ()))
    tend(amal)
    assert posted(amal) == []
    received = amal.receive(amal.lacks(caro))
    assert received.refused == 0


def test_a_number_that_others_name_counts_until_its_author_went_on(three: Three) -> None:
    _, amal, badu, caro = three
    for _ in range(9):
        say(badu, ops.New(bytes(16), "note"))  # so that the clocks leave room
    say(badu, ops.Beat(((caro.book.me.dev8, 3),), None, 1))
    amal.receive(amal.lacks(badu))
    tend(amal)
    (row,) = gaps(amal)
    assert (row.name, row.count, row.first) == ("caro", 4, 0)
    caro.receive(caro.lacks(amal))
    written(caro, 1)
    amal.receive(amal.lacks(caro))
    tend(amal)
    assert gaps(amal) == [], "had there been four, this one would stand on them"


def test_what_a_damaged_file_lost_is_missing_too(three: Three) -> None:
    _, amal, badu, _ = three
    written(amal, 3)
    meet([amal, badu])
    device = amal.book.me.device
    badu.book.write(lambda db: holes.put(db, badu.space, {device: {2, 3}}))
    tend(badu)
    (row,) = gaps(badu)
    assert (row.first, row.last, row.count) == (2, 3, 2)


def test_what_strangers_and_damaged_bytes_name_is_no_gap(three: Three) -> None:
    _, amal, badu, _ = three
    (then,) = written(amal, 2)[1:]
    badu.receive([then])
    badu.book.write(lambda db: db.run("UPDATE parked SET raw = x'00'"))
    tend(badu)
    assert gaps(badu) == []


def test_readers_lack_and_cannot_ask(three: Three) -> None:
    clock, amal, badu, caro = three
    say(amal, ops.SetRole(badu.book.me.person, "reader"))
    meet([amal, badu, caro])
    _, then = written(amal, 2)
    badu.receive([then])
    tend(badu)
    clock.now += 2 * DAY
    tend(badu)
    assert len(gaps(badu)) == 1
    assert asks(badu) == []


def test_a_person_asks_without_waiting_for_the_first_day(three: Three) -> None:
    clock, amal, badu, caro = three
    first = seq(amal) + 1
    lost, then = written(amal, 2)
    caro.receive([lost, then])
    badu.receive([then])
    tend(badu)
    told: list[object] = []
    badu.book.events.subscribe(told.append)

    def ask() -> int:
        return Repairs(badu.book).ask(badu.space.hex(), [each.device for each in gaps(badu)])

    assert Repairs(badu.book).ask(badu.space.hex(), ["00" * 8]) == 0, "nothing of that one is missing"
    assert (ask(), ask()) == (1, 0), "once within a day"
    assert GapsChanged(badu.space.hex()) in told
    assert asks(badu) == [ops.Repair(amal.book.me.dev8, first, first + 1)]
    assert gaps(badu)[0].asked_ms is not None
    clock.now += DAY - 1000
    tend(badu)
    assert len(asks(badu)) == 1, "by itself neither"
    caro.receive(caro.lacks(badu))
    tend(caro)
    assert len(posted(caro)) == 2, "it is answered as any other"


def test_who_only_reads_asks_nobody(three: Three) -> None:
    _, amal, badu, _ = three
    say(amal, ops.SetRole(badu.book.me.person, "reader"))
    badu.receive(badu.lacks(amal))
    _, then = written(amal, 2)
    badu.receive([then])
    tend(badu)
    assert len(gaps(badu)) == 1
    assert Repairs(badu.book).ask(badu.space.hex(), [amal.book.me.dev8.hex()]) == 0
    assert asks(badu) == []
