"""A laptop is gone: with sheets, a card and a colleague its owner is back, and the lost one is shut out."""

from collections.abc import Callable

import pytest

from sync.engine import sheets
from sync.engine.devices import DeviceRow
from sync.errors import Problem
from sync.model import card
from sync.model.card import Card
from sync.recovery_refusals import CardNotRecovered, SheetsForeign
from sync.refusals import DeviceAnswerElsewhere, NotebookNotEmpty, PersonCardDamaged, UnknownPerson
from tests.scenarios.laptops import Laptop, Relay

Make = Callable[[str], Laptop]


def sync(*laptops: Laptop) -> None:
    for one in laptops:
        assert not one.session.delivery.sync().problems


def team(relay: Relay, make: Make) -> tuple[Laptop, Laptop, str]:
    """Amal founded a space, Badu is in it; a note is there."""
    amal, badu = make("Amal"), make("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    sync(amal)
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    amal.session.invitations.admit(space)
    sync(badu)
    amal.note(space, "Plan", "bring water")
    sync(amal, badu, amal, badu)
    return amal, badu, space


def states(one: Laptop) -> list[tuple[str, bool, str]]:
    rows: list[DeviceRow] = one.session.devices.rows()
    return [(row.state, row.this, row.added_by) for row in rows]


def test_with_sheets_a_card_and_a_colleague_everything_comes_back(laptop: Make, relay: Relay) -> None:
    amal, badu, space = team(relay, laptop)
    made = amal.session.recovery.make()
    person = amal.session.me.person
    sync(amal, badu)

    new = laptop("Nobody yet")
    card_ = new.session.returning.enrol(
        badu.session.returning.card_of(person), [made[0].text, made[2].qr_text]
    )
    looked = badu.session.returning.look(card_)
    answer = badu.session.returning.let_in(card_)
    new.session.devices.adopt(answer)
    sync(badu, new, badu, new)

    assert (looked.name, looked.person, looked.spaces) == ("Amal", person, (space,))
    assert looked.check_words == new.session.me.check_words
    assert looked.laptop_words == new.session.devices.check_words()
    assert (new.session.me.person, new.session.me.name) == (person, "Amal")
    assert states(new) == [("removed", False, ""), ("present", True, "recovery")]
    assert new.titles(space) == {"Plan"}
    new.note(space, "Back again")
    badu.note(space, "Welcome back")
    sync(new, badu, new)
    assert badu.titles(space) == new.titles(space) == {"Plan", "Back again", "Welcome back"}
    assert badu.digest(space) == new.digest(space)
    (row,) = new.session.spaces.all()
    assert (row.role, row.pending) == ("steward", False)
    for one in (badu, new):
        told = [row for row in one.session.stewardship.history(space) if row.what == "recovered"]
        assert [(row.subject, row.effect) for row in told] == [("Amal", True)]


def test_the_lost_laptop_reads_nothing_that_is_written_afterwards(laptop: Make, relay: Relay) -> None:
    amal, badu, space = team(relay, laptop)
    made = amal.session.recovery.make()
    sync(amal, badu)
    new = laptop("Nobody yet")
    card_ = new.session.returning.enrol(badu.session.returning.card_of(amal.session.me.person), _texts(made))
    new.session.devices.adopt(badu.session.returning.let_in(card_))
    badu.note(space, "Closed to the thief")
    sync(badu, new)
    amal.note(space, "From the thief")
    amal.session.delivery.sync()
    sync(badu, new)

    assert "Closed to the thief" in new.titles(space)
    assert "Closed to the thief" not in amal.titles(space)
    assert "From the thief" not in badu.titles(space) | new.titles(space)


def _texts(made: tuple[sheets.Sheet, ...]) -> list[str]:
    return [one.text for one in made[:2]]


def test_the_sheets_open_the_new_notebook_too(laptop: Make, relay: Relay) -> None:
    amal, badu, _ = team(relay, laptop)
    made = amal.session.recovery.make()
    sync(amal, badu)
    new = laptop("Nobody yet")
    new.session.returning.enrol(badu.session.returning.card_of(amal.session.me.person), _texts(made))

    kept = new.session.recovery.current
    assert kept is not None
    assert (kept.set_id, kept.need) == (made[0].set_id, 2)
    assert new.session.recovery.rehearse([made[1].text, made[2].text])


def test_a_file_is_let_in_again_and_only_its_laptop_takes_it(laptop: Make, relay: Relay) -> None:
    amal, badu, space = team(relay, laptop)
    made = amal.session.recovery.make()
    sync(amal, badu)
    new = laptop("Nobody yet")
    card_ = new.session.returning.enrol(badu.session.returning.card_of(amal.session.me.person), _texts(made))
    badu.session.returning.let_in(card_)
    told = len(badu.session.stewardship.history(space))
    before = badu.session.devices.rows()
    answer = badu.session.returning.let_in(card_)

    assert badu.session.devices.rows() == before
    assert len(badu.session.stewardship.history(space)) == told
    with pytest.raises(DeviceAnswerElsewhere):
        amal.session.devices.adopt(answer)
    new.session.devices.adopt(answer)
    sync(badu, new)
    assert new.titles(space) == {"Plan"}


# ---------------------------------------------------------------- what is refused
def test_foreign_sheets_and_cards_change_nothing(laptop: Make, relay: Relay) -> None:
    amal, badu, space = team(relay, laptop)
    made, other = amal.session.recovery.make(), badu.session.recovery.make()
    sync(amal, badu)
    known = badu.session.returning.card_of(amal.session.me.person)
    new = laptop("New")
    before = (new.session.me.person, new.session.me.name)
    cases: list[tuple[bytes, list[str], type[Problem]]] = [
        (known, _texts(other), SheetsForeign),
        (known[:-1], _texts(made), PersonCardDamaged),
        (b"bread", _texts(made), PersonCardDamaged),
        (_altered(known), _texts(made), PersonCardDamaged),
    ]
    for shown, texts, problem in cases:
        with pytest.raises(problem):
            new.session.returning.enrol(shown, texts)
    assert (new.session.me.person, new.session.me.name) == before
    assert new.session.recovery.current is None
    with pytest.raises(NotebookNotEmpty):
        badu.session.returning.enrol(known, _texts(made))
    assert badu.titles(space) == {"Plan"}


def _altered(shown: bytes) -> bytes:
    opened = card.decode(shown)
    last = bytearray(opened.entries[-1])
    last[-1] ^= 1
    return card.encode(Card(opened.name, (*opened.entries[:-1], bytes(last))))


def test_only_a_card_that_sheets_brought_about_is_let_in(laptop: Make, relay: Relay) -> None:
    amal, badu, space = team(relay, laptop)
    amal.session.recovery.make()
    sync(amal, badu)
    person = amal.session.me.person
    shown = badu.session.returning.card_of(person)
    stranger = laptop("Stranger")
    cases: list[tuple[bytes, type[Problem]]] = [
        (shown, CardNotRecovered),  # the card of before
        (stranger.session._book.me.card, UnknownPerson),
        (badu.session._book.me.card, UnknownPerson),
        (b"", PersonCardDamaged),
    ]
    before = badu.digest(space)
    for each, problem in cases:
        with pytest.raises(problem):
            badu.session.returning.let_in(each)
    with pytest.raises(UnknownPerson):
        badu.session.returning.card_of(stranger.session.me.person)
    assert badu.digest(space) == before


def test_a_thief_cannot_bring_sheets_of_their_own(laptop: Make, relay: Relay) -> None:
    """Whoever has the laptop can name a key too; the sheets that were named before stay senior to it."""
    amal, badu, space = team(relay, laptop)
    made = amal.session.recovery.make()
    sync(amal, badu)
    thief = amal.session.recovery.make()
    own = laptop("Thief")
    stolen = own.session.returning.enrol(amal.session._book.me.card, _texts(thief))
    badu.session.returning.let_in(stolen)

    new = laptop("Nobody yet")
    card_ = new.session.returning.enrol(badu.session.returning.card_of(amal.session.me.person), _texts(made))
    new.session.devices.adopt(badu.session.returning.let_in(card_))
    sync(badu, new)

    members = badu.session.spaces.members(space)
    assert [row.devices for row in members if row.person == amal.session.me.person] == [1]
    assert ("present", True, "recovery") in states(new)
