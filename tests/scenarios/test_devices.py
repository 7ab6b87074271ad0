"""One person with several laptops: brought in, named, held, blocked, and what others see (A3.3, A3.4)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.engine import device_files
from sync.engine.device_files import Handed, HandedOver
from sync.engine.own_log import Offer
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
from sync.store.own import Coming
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.persons import state_of, sync, this

Make = Callable[[str], Laptop]


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


def test_each_laptop_tells_the_other_what_it_did(laptop: Make, relay: Relay) -> None:
    amal = laptop("Amal")
    space = space_of(amal, relay)
    sync(amal)
    other = second(amal, laptop)
    sync(other, amal)
    third = second(other, laptop, "Third")  # brought in by the second, known to the first through the space
    sync(other, amal, third)
    assert [row.state for row in amal.session.devices.rows()] == ["present"] * 3
    assert {row.added_by for row in amal.session.devices.rows()} == {
        "", amal.session.devices.rows()[0].id, other.session.devices.find(this(other)).id
    }  # fmt: skip
    note = third.note(space, "From the third")
    sync(third, amal)
    assert amal.value(note, "title") == "From the third"


def test_a_laptop_brings_itself_in_where_the_older_one_never_sends_again(laptop: Make, relay: Relay) -> None:
    amal, badu, space = laptop("Amal"), laptop("Badu"), ""
    space = space_of(amal, relay)
    sync(amal)
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    sync(amal)
    amal.session.invitations.admit(space)
    sync(amal, badu)
    other = second(amal, laptop)  # nothing of this leaves the first laptop
    sync(other)
    note = other.note(space, "Alone")
    sync(other, badu)
    assert badu.value(note, "title") == "Alone"
    assert badu.digest(space) == other.digest(space)


def test_by_bundle_alone(laptop: Make, tmp_path: Path) -> None:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    note = amal.note(space, "Plan")
    other = second(amal, laptop)
    amal.session.packages.write(space, tmp_path / "there.pack")
    other.session.packages.read(tmp_path / "there.pack")
    assert other.value(note, "title") == "Plan"
    back = other.note(space, "Back")
    other.session.packages.write(space, tmp_path / "back.pack")
    amal.session.packages.read(tmp_path / "back.pack")
    assert amal.value(back, "title") == "Back"
    assert amal.digest(space) == other.digest(space)


def test_a_blocked_laptop_is_out_everywhere_and_its_later_words_are_set_aside(
    laptop: Make, relay: Relay
) -> None:
    amal = laptop("Amal")
    space = space_of(amal, relay)
    sync(amal)
    lost = second(amal, laptop)
    sync(lost, amal, lost)
    kept = lost.note(space, "Before")
    sync(lost, amal)
    amal.session.devices.rename(this(lost), "Old laptop")
    amal.session.devices.block("Old laptop")
    assert [row.state for row in amal.session.devices.rows()] == ["present", "removed"]
    assert len(state_of(amal, space).devices) == 1
    lost.note(space, "After")
    lost.session.packages.write(space, lost.home / "late.pack")
    amal.session.packages.read(lost.home / "late.pack")
    assert amal.titles(space) == {"Before"}
    assert amal.value(kept, "title") == "Before"
    with pytest.raises(DeviceWasBlocked):
        amal.session.devices.add(lost.session.devices.card())


def test_a_younger_laptop_holds_an_older_one_and_does_not_block_it(laptop: Make, relay: Relay) -> None:
    amal = laptop("Amal")
    space = space_of(amal, relay)
    sync(amal)
    other = second(amal, laptop)
    sync(other, amal, other)
    with pytest.raises(DeviceIsOlder):
        other.session.devices.block(this(amal))
    other.session.devices.hold(this(amal), on=True)
    assert [row.state for row in other.session.devices.rows()] == ["held", "present"]
    assert state_of(other, space).on_hold(bytes.fromhex(this(amal)))
    sync(other, amal)
    assert [row.state for row in amal.session.devices.rows()] == ["held", "present"]
    with pytest.raises(HoldNeedsAnother):
        other.session.devices.hold(this(amal), on=False)


def test_nobody_blocks_the_laptop_in_use(laptop: Make) -> None:
    amal = laptop("Amal")
    with pytest.raises(LastDevice):
        amal.session.devices.block(this(amal))
    with pytest.raises(UnknownDevice):
        amal.session.devices.block("Nobody")


def test_only_an_empty_notebook_becomes_one_more_laptop(laptop: Make) -> None:
    amal, other, third = laptop("Amal"), laptop("Other"), laptop("Third")
    other.session.spaces.new("Own")
    answer = amal.session.devices.add(other.session.devices.card())
    before = other.session.me.person
    with pytest.raises(NotebookNotEmpty):
        other.session.devices.adopt(answer)
    with pytest.raises(DeviceAnswerElsewhere):
        third.session.devices.adopt(answer)
    assert other.session.me.person == before
    with pytest.raises(DeviceCardDamaged):
        amal.session.devices.add(amal.session.devices.card())


@pytest.mark.parametrize("place", [5, 40, 700, -3], ids=["magic", "key", "lattice", "signature"])
def test_an_altered_card_adds_nobody(laptop: Make, place: int) -> None:
    amal, other = laptop("Amal"), laptop("Other")
    card = bytearray(other.session.devices.card())
    card[place] ^= 1
    with pytest.raises(DeviceCardDamaged):
        amal.session.devices.look(bytes(card))
    with pytest.raises(DeviceCardDamaged):
        amal.session.devices.add(bytes(card))
    assert len(amal.session.devices.rows()) == 1


def test_nobody_attaches_keys_that_are_not_his_own(laptop: Make) -> None:
    amal, badu, other = laptop("Amal"), laptop("Badu"), laptop("Other")
    mine, foreign = (device_files.read_offer(one.session.devices.card()) for one in (badu, other))
    forged = device_files.write_offer(Offer(foreign.sign_pk, mine.kem_pk, mine.proof))
    with pytest.raises(DeviceCardDamaged):
        amal.session.devices.add(forged)


def test_an_answer_that_was_altered_on_its_way_changes_nothing(laptop: Make) -> None:
    amal, other = laptop("Amal"), laptop("Other")
    answer = bytearray(amal.session.devices.add(other.session.devices.card()))
    before = other.session.me.person
    for place, problem in ((-1, DeviceCardDamaged), (14, DeviceAnswerElsewhere), (3, DeviceCardDamaged)):
        altered = bytearray(answer)
        altered[place] ^= 1
        with pytest.raises(problem):
            other.session.devices.adopt(bytes(altered))
    with pytest.raises(DeviceCardDamaged):
        other.session.devices.adopt(bytes(answer[:30]))
    assert other.session.me.person == before


def test_who_answered_can_be_seen_before_anything_is_done(laptop: Make) -> None:
    amal, badu, other = laptop("Amal"), laptop("Badu"), laptop("Other")
    card = other.session.devices.card()
    for one in (amal, badu):
        name, words = other.session.devices.look_at_answer(one.session.devices.add(card))
        assert (name, words) == (one.name, one.session.me.check_words)
    assert other.session.me.name == "Other"


def test_an_answer_about_somebody_else_or_with_odd_secrets_changes_nothing(laptop: Make) -> None:
    amal, other = laptop("Amal"), laptop("Other")
    offer = device_files.read_offer(other.session.devices.card())
    amal.session.devices.add(other.session.devices.card())
    before, me = other.session.me.person, amal.session._book.me
    odd = Handed(Coming(bytes(32), "Space", (), {}), ((bytes(32), b"short"),))
    nobody = Handed(Coming(b"short", "Space", (), {}), ())
    for given in (
        HandedOver("Amal", me.entries[:1], (), ()),
        HandedOver("Amal", (), (), ()),
        HandedOver("Amal", (b"noise",), (), ()),
        HandedOver("Amal", me.entries, (odd,), ()),
        HandedOver("Amal", me.entries, (nobody,), ()),
        HandedOver("Amal", me.entries, (), ((b"short", "in-person"),)),
    ):
        with pytest.raises(DeviceCardDamaged):
            other.session.devices.adopt(device_files.write_answer(offer, given))
    assert other.session.me.person == before


def test_a_card_as_a_picture_has_the_same_words(laptop: Make) -> None:
    amal, other = laptop("Amal"), laptop("Other")
    text = other.session.devices.qr_text()
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:")
    assert len(text) < 2953  # what one picture holds
    data = amal.session.devices.of_qr(f" {text}\n")
    assert amal.session.devices.look(data) == other.session.devices.check_words()
    for bad in ("", "KARKADE:D:", "KARKADE:D:1", "KARKADE:1:AA", text[:-9]):
        with pytest.raises(DeviceCardDamaged):
            amal.session.devices.look(amal.session.devices.of_qr(bad))


def test_names_are_kept_here_and_nowhere_else(laptop: Make) -> None:
    amal = laptop("Amal")
    other = second(amal, laptop)
    amal.session.devices.rename(this(other), "  On the   road ")
    amal.reopen()
    assert amal.session.devices.find("On the road").id == this(other)
    assert {row.name for row in other.session.devices.rows()} == {""}
    with pytest.raises(Problem, match="name-missing"):
        amal.session.devices.rename(this(other), " ")


def test_asked_again_the_same_laptop_gets_the_answer_again(laptop: Make) -> None:
    amal, other = laptop("Amal"), laptop("Other")
    card = other.session.devices.card()
    amal.session.devices.add(card)
    other.session.devices.adopt(amal.session.devices.add(card))
    assert [row.state for row in amal.session.devices.rows()] == ["present", "present"]


def test_a_second_laptop_can_invite_and_be_invited(laptop: Make, relay: Relay) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    space = space_of(amal, relay)
    sync(amal)
    first, joining = second(amal, laptop), second(badu, laptop, "Badu on the road")
    sync(first, amal)
    joining.session.invitations.join_qr(first.session.invitations.qr_text(space))
    sync(first)
    first.session.invitations.admit(space)
    sync(first, joining)
    note = joining.note(space, "Hello")
    sync(joining, amal)
    assert amal.value(note, "title") == "Hello"
