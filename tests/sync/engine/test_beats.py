"""Signs of life: when they are given, what they say, and what a false one can do (A5.2)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import beats, exposure, rotation
from sync.engine.health import Health
from sync.engine.repairs import Repairs
from sync.model import ops
from sync.store import beats as table
from sync.store import chains, settings
from tests.sync.engine.members_of_a_space import Member, last
from tests.sync.engine.signs import DAY, Clock, meet, people, placed, say, tend

Three = tuple[Clock, Member, Member, Member]


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    with people(tmp_path, "amal", "badu", "caro") as (clock, (amal, badu, caro)):
        yield clock, amal, badu, caro


def beat_of(holder: Member, other: Member) -> table.Heard | None:
    return holder.book.read(lambda db: table.get(db, holder.space, other.book.me.device))


def everyone_has(one: Member) -> bool:
    def ask(db) -> bool:
        held = {device[:8]: seq for device, seq in chains.vector(db, one.space).items()}
        return beats.everyone_has(db, one.book, one.space, held)

    return one.book.read(ask)


def findings(one: Member) -> list[str]:
    return one.book.read(Health(one.book)._waiting)


def test_a_day_without_a_sign_makes_one_due_with_what_is_sent_anyway(three: Three) -> None:
    clock, amal, badu, _ = three
    before = len(amal.log())
    placed(amal)
    tend(amal)
    clock.now += DAY
    tend(amal)
    assert len(amal.log()) == before, "nothing to send, and nobody asked for more than a round"
    amal.note("Something")
    tend(amal, amal)
    assert len(amal.log()) == before + 1, "the words and the sign of life are one entry"
    assert [op[0] for op in last(amal).header.ops] == [34, 32, 40, 50] or last(amal).header.ops[-1][0] == 50
    meet([amal, badu])
    heard = beat_of(badu, amal)
    assert heard is not None and heard.digest == bytes.fromhex(amal.digest())
    assert (heard.differing, heard.version, heard.differs) == ((), beats.FORMAT, False)


def test_who_sends_by_itself_says_so_daily_and_who_presses_weekly(three: Three) -> None:
    clock, amal, badu, _ = three
    before = [len(amal.log()), len(badu.log())]
    amal.book.write(lambda db: settings.put(db, rotation.MODE_KEY, b"always"))
    for one in (amal, badu):
        placed(one)
    clock.now += DAY
    tend(amal, badu, amal, badu)
    assert [len(amal.log()), len(badu.log())] == [before[0] + 1, before[1]]
    clock.now += 6 * DAY
    tend(badu, badu)
    assert len(badu.log()) == before[1] + 1
    clock.now -= 3650 * DAY  # a clock that was set back
    tend(badu, badu)
    assert len(badu.log()) == before[1] + 2


def test_everyone_has_what_everyone_who_can_say_so_has_said(three: Three) -> None:
    clock, amal, badu, caro = three
    amal.note("For everybody")
    meet([amal, badu, caro])
    assert not everyone_has(amal)
    clock.now += 8 * DAY
    tend(badu)
    meet([amal, badu, caro])
    name = amal.book.read(lambda db: beats.without(db, amal.book, amal.space, {amal.book.me.dev8: 1}))
    assert name == [caro.book.me.device]
    tend(caro)
    amal.receive(amal.lacks(caro))
    wanted = {amal.book.me.dev8: last(amal).header.seq}
    assert amal.book.read(lambda db: beats.everyone_has(db, amal.book, amal.space, wanted))
    say(amal, ops.SetRole(caro.book.me.person, "reader"))
    assert amal.book.read(lambda db: beats.live(db, amal.book, amal.space)) == [badu.book.me.device]


def test_who_holds_the_same_and_shows_something_else_is_noted_until_it_is_over(three: Three) -> None:
    clock, amal, badu, _ = three
    amal.note("Plan", "bring water")
    meet([amal, badu])
    badu.book.write(lambda db: db.run("UPDATE value SET value = 'Another plan' WHERE field = 'title'"))
    clock.now += 8 * DAY
    tend(badu)
    amal.receive(amal.lacks(badu))
    tend(amal)
    (row,) = Repairs(amal.book).differing(amal.space.hex())
    assert (row.name, row.device) == ("badu", badu.book.me.device.hex())
    assert "differs:1" in findings(amal)
    badu.book.write(lambda db: db.run("UPDATE value SET value = 'Plan' WHERE field = 'title'"))
    clock.now += 8 * DAY
    tend(badu)
    amal.receive(amal.lacks(badu))
    tend(amal)
    assert Repairs(amal.book).differing(amal.space.hex()) == []
    assert findings(amal) == []


def test_an_older_release_is_not_compared_with_and_gets_nothing_to_compare(
    three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, amal, badu, _ = three
    amal.note("Plan", "bring water")
    meet([amal, badu])
    badu.book.write(lambda db: db.run("UPDATE record SET present = 0"))
    clock.now += 8 * DAY
    with monkeypatch.context() as patch:
        patch.setattr(beats, "FORMAT", 1)
        tend(badu)
    amal.receive(amal.lacks(badu))
    tend(amal)
    assert Repairs(amal.book).differing(amal.space.hex()) == []
    assert [one.digest for one in beats.said(last(amal))] == [None]


def test_two_who_hold_different_things_are_not_compared(three: Three) -> None:
    clock, amal, badu, _ = three
    clock.now += 8 * DAY
    amal.note("On its way")
    amal.depart()
    badu.note("Beside it")
    tend(badu)
    amal.receive(amal.lacks(badu))
    tend(amal)
    heard = beat_of(amal, badu)
    assert heard is not None and not heard.unchecked and not heard.differs


def test_readers_give_no_sign_and_a_forged_one_is_refused(three: Three) -> None:
    clock, amal, badu, caro = three
    say(amal, ops.SetRole(badu.book.me.person, "reader"))
    meet([amal, badu, caro])
    clock.now += 30 * DAY
    before = len(badu.log())
    tend(badu)
    assert len(badu.log()) == before
    say(badu, ops.Beat((), None, 1))
    received = amal.receive([last(badu).raw])
    assert received.reasons == ["no-authority"]
    assert beat_of(amal, badu) is None


def test_a_false_claim_shows_no_gap_and_no_claim_is_too_large(three: Three) -> None:
    _, amal, badu, caro = three
    claim = ((amal.book.me.dev8, 1 << 60), (caro.book.me.dev8, 1 << 60))
    say(badu, ops.Beat(tuple(sorted(claim)), None, 1))
    many = tuple((number.to_bytes(8, "big"), 1) for number in range(5000))
    say(badu, ops.Beat(many, None, 1), ops.New(b"r" * 16, "note"))
    received = amal.receive(amal.lacks(badu))
    assert received.new == 2
    tend(amal)
    assert Repairs(amal.book).gaps(amal.space.hex()) == []
    heard = beat_of(amal, badu)
    assert heard is not None and len(heard.differing) == 2, "the second one is none"


def test_what_a_device_said_it_holds_counts_in_the_report_of_its_loss(three: Three) -> None:
    clock, amal, badu, _ = three
    amal.note("Read by Badu")
    meet([amal, badu])

    def had() -> exposure.Exposure:
        return amal.book.read(lambda db: exposure.exposure(db, amal.book, amal.space, badu.book.me.device))

    assert (had().had, had().could) == (0, 1)
    clock.now += 8 * DAY
    tend(badu)
    amal.receive(amal.lacks(badu))
    assert (had().had, had().could) == (1, 1), "the sign of life itself is nothing that anybody reads"
    assert had().last_ms > clock.now - DAY
    rows = {row.name: row.heard_ms for row in amal.spaces.members(amal.space.hex())}
    assert rows["badu"] > clock.now - DAY > rows["caro"] == 0
