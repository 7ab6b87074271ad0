"""The key of a space changes: who is out reads nothing of what comes, who is behind catches up (A4.4)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.engine import rotation
from sync.engine.arrival import Arrival
from sync.engine.contents import Entries, Packages
from sync.engine.session import clock_ms
from sync.errors import PackageForeign
from sync.model import entry, ops
from sync.model.epochs import DAY_MS
from sync.store import entries
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop, Relay

Group = tuple[Laptop, Laptop, Laptop, str]


def test_one_epoch_is_enough_while_nobody_goes(group: Group) -> None:
    amal, badu, caro, space = group
    amal.note(space, "Plan")
    badu.note(space, "Answer")
    rotating.sync(amal, badu, caro)
    assert rotating.made(caro, space) == 1
    assert caro.titles(space) == {"Plan", "Answer"}


def test_who_is_removed_opens_nothing_of_what_is_written_afterwards(group: Group, relay: Relay) -> None:
    """P5, M01: the key goes with the person; with all they ever had they try every later blob."""
    amal, badu, caro, space = group
    amal.note(space, "Before")
    rotating.sync(amal, badu, caro)
    before = rotating.blobs(relay, caro, space)
    rotating.remove(amal, space, caro)
    for number in range(20):
        amal.note(space, f"A{number}")
        badu.note(space, f"B{number}")
        rotating.sync(amal, badu)
        caro.session.delivery.sync()
    assert badu.titles(space) == {"Before"} | {f"{who}{n}" for who in "AB" for n in range(20)}
    assert caro.titles(space) == {"Before"}
    after = (rotating.blobs(relay, amal, space) | rotating.blobs(relay, caro, space)) - before
    assert len(after) > 20
    for content in rotating.opened(rotating.readable(caro, space), after):
        match content:
            case Entries(raws):  # that there is a new epoch may be seen, and nothing else (A4.4.3)
                assert all(entry.is_membership(rotating.header(raw)) for raw in raws)
            case Packages(_, sealed):
                assert rotating.device(caro)[:8] not in {dev8 for dev8, _ in sealed}
            case other:
                pytest.fail(f"opened {other}")


def test_a_removal_that_only_came_by_hand_still_comes_before_what_one_writes(
    group: Group, tmp_path: Path
) -> None:
    """P30: a relay that keeps the news back does not keep anybody in."""
    amal, badu, caro, space = group
    rotating.remove(amal, space, caro)
    amal.session.packages.write(space, tmp_path / "a.pack")
    files = list(amal.session.packages.write(space, tmp_path / "b.pack").files)
    badu.note(space, "Typed before")
    badu.session.packages.read_all(map(Path, files[::-1]))
    assert len(rotating.heads(badu, space)) == 1
    badu.note(space, "Typed after")
    badu.session.delivery.sync()
    caro.session.delivery.sync()
    assert caro.titles(space) == set()


def test_two_removals_at_once_shut_out_both(
    group: Group, laptop: Callable[[str], Laptop], relay: Relay
) -> None:
    """P20, P28: two epochs at once are joined, and nobody has to put them in order."""
    amal, badu, caro, space = group
    dede = laptop("Dede")
    rotating.admit(amal, space, dede)
    rotating.say(amal, space, ops.SetRole(rotating.person(badu), "steward"))
    rotating.sync(amal, badu, caro, dede)
    before = rotating.blobs(relay, amal, space)
    rotating.remove(amal, space, caro)
    rotating.remove(badu, space, dede)
    amal.note(space, "From Amal")
    badu.note(space, "From Badu")
    amal.session._book.write(lambda db: rotation.before_sending(db, amal.session._book, bytes.fromhex(space)))
    badu.session._book.write(lambda db: rotation.before_sending(db, badu.session._book, bytes.fromhex(space)))
    assert not set(rotating.heads(amal, space)) & set(rotating.heads(badu, space))
    rotating.sync(amal, badu, caro, dede)
    assert amal.titles(space) == badu.titles(space) == {"From Amal", "From Badu"}
    amal.note(space, "Known to be both")
    badu.note(space, "Here too")
    rotating.sync(amal, badu, caro, dede)
    assert badu.titles(space) == amal.titles(space) >= {"Known to be both", "Here too"}
    assert not {"Known to be both", "Here too"} & (caro.titles(space) | dede.titles(space))
    assert len(rotating.heads(amal, space)) == 1
    after = rotating.blobs(relay, amal, space) - before
    keys = [*rotating.readable(caro, space), *rotating.readable(dede, space)]
    texts = [raw for one in rotating.opened(keys, after) if isinstance(one, Entries) for raw in one.raws]
    lates = {"Known to be both", "Here too"}
    assert not any(name.encode() in raw for raw in texts for name in lates)


def test_who_was_away_for_several_rotations_catches_up_over_the_relay(group: Group) -> None:
    amal, badu, caro, space = group
    for number in range(4):
        rotating.rotate(amal, space)
        amal.note(space, f"Round {number}")
        rotating.sync(amal, badu)
        badu.note(space, f"Answer {number}")
        rotating.sync(badu, amal)
    caro.note(space, "Written offline")
    rotating.sync(caro, amal, badu)
    expected = {f"{word} {n}" for word in ("Round", "Answer") for n in range(4)} | {"Written offline"}
    assert caro.titles(space) == amal.titles(space) == badu.titles(space) == expected
    assert caro.digest(space) == amal.digest(space)


@pytest.mark.parametrize("turned", [False, True])
def test_who_was_away_for_several_rotations_catches_up_by_hand(
    group: Group,
    tmp_path: Path,
    turned: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    amal, _, caro, space = group
    for number in range(3):
        rotating.rotate(amal, space)
        amal.note(space, f"Round {number}")
    written = amal.session.packages.write(space, tmp_path / "all.pack")
    assert len(written.files) > 1
    files = [Path(name) for name in written.files]
    read = caro.session.packages.read_all(files[::-1] if turned else files)
    assert len(read) == len(files)
    assert caro.titles(space) == {"Round 0", "Round 1", "Round 2"}
    assert caro.digest(space) == amal.digest(space)
    caro.note(space, "Answer")
    (answer, *_) = caro.session.packages.write(space, tmp_path / "answer.pack").files
    amal.session.packages.read(Path(answer))
    assert amal.titles(space) == caro.titles(space)


def test_what_is_under_a_newer_key_is_read_once_the_key_was(group: Group, tmp_path: Path) -> None:
    amal, _, caro, space = group
    rotating.rotate(amal, space)
    amal.note(space, "Later")
    main, small = map(Path, amal.session.packages.write(space, tmp_path / "all.pack").files)
    with pytest.raises(PackageForeign):
        caro.session.packages.read(main)
    caro.session.packages.read(small)
    caro.session.packages.read(main)
    assert caro.titles(space) == {"Later"}


def test_a_held_device_gets_nothing_new_and_all_of_it_when_the_hold_is_lifted(group: Group) -> None:
    amal, badu, caro, space = group
    rotating.say(amal, space, ops.Hold(rotating.device(caro), on=True))
    amal.note(space, "While held")
    rotating.sync(amal, badu, caro)
    assert badu.titles(space) == {"While held"}
    assert caro.titles(space) == set()
    rotating.say(amal, space, ops.Hold(rotating.device(caro), on=False))
    rotating.sync(amal, badu, caro)
    rotating.sync(caro, amal, badu)
    assert caro.titles(space) == {"While held"}
    caro.note(space, "Back")
    rotating.sync(caro, amal, badu)
    assert badu.titles(space) == {"While held", "Back"}


def test_a_newcomer_on_one_branch_gets_the_other_one(group: Group, laptop: Callable[[str], Laptop]) -> None:
    amal, badu, caro, space = group
    dede = laptop("Dede")
    badu_book = badu.session._book
    badu_book.write(lambda db: rotation.rotate(db, badu_book, bytes.fromhex(space), reason="excluded"))
    rotating.rotate(amal, space)
    rotating.admit(amal, space, dede)
    amal.session.delivery.sync()
    rotating.say(amal, space, ops.SetRole(rotating.person(badu), "steward"))
    rotating.sync(amal, badu, caro, dede)
    rotating.sync(dede, amal, badu, caro)
    dede.note(space, "Hello")
    amal.note(space, "Welcome")
    rotating.sync(dede, amal, badu, caro)
    assert dede.titles(space) == badu.titles(space) == {"Hello", "Welcome"}


def test_each_role_gets_its_part_of_a_new_epoch(group: Group) -> None:
    amal, badu, caro, space = group
    rotating.say(amal, space, ops.SetRole(rotating.person(badu), "steward"))
    rotating.say(amal, space, ops.SetRole(rotating.person(caro), "reader"))
    amal.note(space, "Plan")
    rotating.sync(amal, badu, caro)
    (name,) = rotating.heads(amal, space)
    given = [rotating.held(one, space)[name] for one in (amal, badu, caro)]
    assert [one.serves("steward") for one in given] == [True, True, False]
    assert given[0] == given[1]
    assert given[2].serves("reader") and not given[2].serves("member")
    assert caro.titles(space) == {"Plan"}
    assert rotating.made(caro, space) == 2


def test_the_key_that_stewards_have_comes_with_the_role(group: Group) -> None:
    amal, badu, _, space = group
    rotating.say(amal, space, ops.SetRole(rotating.person(badu), "steward"))
    rotating.sync(amal, badu)
    (name,) = rotating.heads(badu, space)
    assert rotating.held(badu, space)[name].serves("steward")
    assert rotating.made(badu, space) == 1


# ------------------------------------------------------------ who rotates, and when
def test_a_member_does_not_rotate_without_a_reason(group: Group) -> None:
    amal, badu, _, space = group
    rotating.rotate(badu, space)
    badu.note(space, "Under a key of my own")
    rotating.sync(badu, amal)
    assert amal.titles(space) == set()
    assert rotating.made(amal, space) == 1


def test_a_steward_follows_a_rotation_by_somebody_who_is_none(group: Group) -> None:
    amal, badu, caro, space = group
    rotating.remove(amal, space, caro)
    badu_book, name = badu.session._book, bytes.fromhex(space)
    log = amal.session._book.read(lambda db: list(entries.above(db, name, {})))
    badu_book.write(lambda db: Arrival(db, badu_book, name).receive(log))
    badu.note(space, "First to write")
    rotating.sync(badu)
    assert rotating.made(badu, space) == 2
    rotating.sync(amal, badu)
    assert badu_book.read(lambda db: rotation.due(db, badu_book, name)) == ""
    state = badu_book.read(lambda db: badu_book.state(db, name))
    assert all(state.epochs[head].by_steward for head in rotating.heads(badu, space))
    assert amal.titles(space) == {"First to write"}


def test_who_is_silent_for_long_is_left_out_and_comes_back_by_asking(group: Group) -> None:
    amal, badu, caro, space = group
    amal.session._book.clock = lambda: clock_ms() + 61 * DAY_MS
    badu.session._book.clock = amal.session._book.clock
    badu.note(space, "Here")
    badu.session.delivery.sync()
    amal.session.delivery.sync()
    amal.note(space, "After two months")
    rotating.sync(amal, badu)
    (head,) = rotating.heads(amal, space)
    state = amal.session._book.read(lambda db: amal.session._book.state(db, bytes.fromhex(space)))
    assert state.epochs[head].op.omit == (rotating.device(caro)[:8],)
    assert badu.titles(space) == {"Here", "After two months"}
    caro.session.delivery.sync()
    assert caro.titles(space) == {"Here"}  # only stewards leave somebody out
    assert caro.session.delivery.state.name == "waiting-for-key"
    badu.session.delivery.sync()  # a member does not bring back whom stewards left out
    caro.session.delivery.sync()
    assert caro.titles(space) == {"Here"}
    amal.session.delivery.sync()
    caro.session.delivery.sync()
    assert caro.titles(space) == {"Here", "After two months"}


def test_online_everybody_waits_a_while_with_what_others_may_do_as_well(group: Group) -> None:
    amal, badu, caro, space = group
    for one in (amal, badu, caro):
        one.session.delivery.set_mode("always")
    book, name = amal.session._book, bytes.fromhex(space)
    month = clock_ms() + 31 * DAY_MS
    book.clock = lambda: month
    assert book.read(lambda db: rotation.due(db, book, name)) == "age"
    amal.session.delivery.turns.spread_ms = 10**15
    rotating.sync(amal)
    assert rotating.made(amal, space) == 1
    book.clock = lambda: month + 10**15
    rotating.sync(amal)
    assert rotating.made(amal, space) == 2
