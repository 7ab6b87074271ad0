"""Somebody has a younger laptop of mine: it cannot make sheets that outrank all others (A2.4, P16)."""

from collections.abc import Callable

import pytest

from crypto import recovery
from i18n.problems import TABLE
from sync.engine import carrying, own_log, person_log, sheets
from sync.engine.identity import Identity
from sync.model import card, ops
from sync.model.card import Card
from sync.recovery_refusals import CardNotRecovered, SheetsForeign, SheetsFromOldest
from tests.scenarios import forging
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.persons import state_of, sync

Make = Callable[[str], Laptop]
THIEF = recovery.generate()
Team = tuple[Laptop, Laptop, Laptop, str]


@pytest.fixture
def team(laptop: Make, relay: Relay) -> Team:
    """Amal with two laptops, and Badu: all three in one space."""
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    sync(amal)
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    amal.session.invitations.admit(space)
    young = laptop("Second")
    young.session.devices.adopt(amal.session.devices.add(young.session.devices.card()))
    sync(amal, badu, young, amal, badu, young)
    return amal, young, badu, space


def log_of(one: Laptop, space: str, person: str) -> person_log.PersonState:
    return state_of(one, space).person_state(bytes.fromhex(person))


def test_only_the_oldest_laptop_makes_sheets(team: Team) -> None:
    amal, young, badu, space = team
    me = amal.session.me.person
    before = young.session._book.me.entries, log_of(badu, space, me)
    with pytest.raises(SheetsFromOldest) as caught:
        young.session.recovery.make()
    assert caught.value.code == "sheets-from-oldest" and caught.value.code in TABLE
    assert young.session.recovery.current is None
    sync(young, badu)
    assert (young.session._book.me.entries, log_of(badu, space, me)) == before
    made = amal.session.recovery.make()
    assert amal.session.recovery.rehearse([made[0].text, made[1].text])


def test_what_a_modified_one_says_of_sheets_of_its_own_counts_for_nobody(team: Team, laptop: Make) -> None:
    amal, young, badu, space = team
    me = amal.session.me.person
    amal.session.recovery.make()
    sync(amal, badu, young)
    before = log_of(badu, space, me)
    people = {each.name: forging.members(each, space) for each in (amal, badu)}
    book, signing = young.session._book, recovery.signing(THIEF)
    forged = own_log.with_recovery(book.me, signing, recovery.kem(THIEF).public, 1)
    book.write(lambda db: (book.become(db, forged), carrying.carry_everywhere(db, book)))
    sync(young, badu, amal)
    for each in (amal, badu):
        known = log_of(each, space, me)
        assert (known.recovery, known.devices) == (before.recovery, before.devices)
    own = laptop("Whoever")
    texts = [sheet.text for sheet in sheets.split(THIEF, 3, 2, 0)]
    with pytest.raises(SheetsForeign):
        own.session.returning.enrol(badu.session.returning.card_of(me), texts)
    for each in (amal, badu):
        assert forging.members(each, space) == people[each.name]
    with pytest.raises(CardNotRecovered):
        badu.session.returning.let_in(made_beside(forged, own))
    assert log_of(badu, space, me).devices == before.devices


def made_beside(forged: Identity, own: Laptop) -> bytes:
    """The card that a modified program makes with these sheets: its own laptop in, all others out."""
    signing, me = recovery.signing(THIEF), own.session._book.me
    entries = own_log._said(forged.person, forged.entries, signing, own_log.offer(me.signing, me.kem).op, 1)
    for device in person_log.state(forged.acts).devices:
        entries = own_log._said(forged.person, entries, signing, ops.Remove(device), 1)
    return card.encode(Card("Amal", entries))
