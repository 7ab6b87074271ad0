"""Who is somebody else in one space, and who was checked face to face (A3.1, A3.2)."""

from collections.abc import Callable

import pytest

from sync.refusals import CheckPictureForeign, NotComparedYet, UnknownPerson
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.persons import later, state_of, sync

Make = Callable[[str], Laptop]


def test_two_spaces_cannot_tell_that_two_people_are_one(laptop: Make, relay: Relay) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    plain, apart = amal.session.spaces.new("Plain").id, amal.session.spaces.new("Apart").id
    for space in (plain, apart):
        amal.session.spaces.add_relay(space, relay.url)
    sync(amal)
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(plain))
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(apart), persona="Cloud")
    amal.session.invitations.admit(plain)
    amal.session.invitations.admit(apart)
    sync(amal, badu)
    assert {row.name for row in amal.session.spaces.members(plain)} == {"Amal", "Badu"}
    assert {row.name for row in amal.session.spaces.members(apart)} == {"Amal", "Cloud"}
    ids = [{row.person for row in amal.session.spaces.members(space)} for space in (plain, apart)]
    assert ids[0] & ids[1] == {amal.session.me.person}
    here, there = (set(state_of(amal, space).devices) for space in (plain, apart))
    assert here & there == {amal.session._book.me.device}
    note = badu.note(apart, "As somebody else")
    badu.reopen()
    sync(badu, amal)
    assert amal.session.items.show(note).fields["title"][0].author == "Cloud"
    assert [row.me for row in badu.session.spaces.members(apart)] == [False, True]
    later(31, badu)
    sync(badu, amal)
    assert amal.digest(apart) == badu.digest(apart)
    assert badu.session.devices.reenrol() is True
    sync(badu, amal)
    assert badu.note(apart, "Still")


def test_a_space_is_founded_as_somebody_else(laptop: Make) -> None:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Apart", persona="  Cloud ").id
    (row,) = amal.session.spaces.members(space)
    assert (row.name, row.role, row.me) == ("Cloud", "steward", True)
    assert row.person != amal.session.me.person
    assert amal.note(space, "Mine")
    amal.reopen()
    assert amal.note(space, "Mine too")
    assert amal.session.verification.qr_text(space) != amal.session.verification.qr_text()


def test_a_picture_is_checked_whole_and_told_only_on_wish(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    person = badu.session.me.person
    with pytest.raises(NotComparedYet):
        amal.session.verification.vouch(space, person)
    assert amal.session.verification.by_qr(badu.session.verification.qr_text() + "\n") == person
    row = next(row for row in amal.session.spaces.members(space) if row.person == person)
    assert row.verified == "in-person"
    assert not state_of(amal, space).vouched
    amal.session.verification.vouch(space, person)
    amal.session.verification.vouch(space, person)
    sync(amal, badu)
    vouched = state_of(badu, space).vouched
    assert vouched == {bytes.fromhex(person): frozenset({bytes.fromhex(amal.session.me.person)})}


def test_what_is_written_says_whether_its_author_was_checked(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    (note,) = badu.session.items.new(space, "note", {"title": "Plan", "body": "Bring water."}).ids
    sync(badu, amal)
    for how in ("", "call"):
        if how:
            amal.session.spaces.verify(badu.session.me.person, how)
        shown = amal.session.items.show(note).fields
        assert {values[0].checked for values in shown.values()} == {how}
    assert badu.session.items.show(note).fields["title"][0].checked == "me"


def test_a_picture_of_nobody_here_marks_nobody(shared: tuple[Laptop, Laptop, str], laptop: Make) -> None:
    amal, badu, space = shared
    stranger = laptop("Stranger")
    for text in (
        stranger.session.verification.qr_text(),
        amal.session.verification.qr_text(),
        "",
        "KARKADE:P:1",
    ):
        with pytest.raises(CheckPictureForeign):
            amal.session.verification.by_qr(text)
    assert {row.verified for row in amal.session.spaces.members(space)} == {""}
    amal.session.spaces.verify(stranger.session.me.person, "in-person")
    with pytest.raises(UnknownPerson):
        amal.session.verification.vouch(space, stranger.session.me.person)
    assert badu.session.verification.by_qr(amal.session.verification.qr_text()) == amal.session.me.person
