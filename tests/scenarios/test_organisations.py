"""Organisations in a network: they choose whom they send, and the network keeps them or lets them go."""

from collections.abc import Callable

import pytest

from sync.errors import Problem
from tests.scenarios.laptops import Laptop, Relay


@pytest.fixture
def network(laptop: Callable[[str], Laptop], relay: Relay) -> tuple[Laptop, Laptop, str, str]:
    """Amal's network, in which Badu speaks for the organisation Wells; both are at one relay."""
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Coalition", network=True).id
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    brought = amal.session.organisations.add_to(space, badu.session.organisations.new("Wells"))
    assert brought.name == "Wells"
    read(badu, brought.file)
    meet(amal, badu)
    return amal, badu, space, brought.id


def read(laptop: Laptop, file: bytes) -> None:
    path = laptop.home.parent / f"{laptop.name}.pack"
    path.write_bytes(file)
    laptop.session.packages.read(path)


def meet(*laptops: Laptop) -> None:
    for _ in range(2):
        for one in laptops:
            report = one.session.delivery.sync()
            assert not report.problems


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        ask()
    return caught.value.code


def test_an_organisation_comes_in_by_its_card(network: tuple[Laptop, Laptop, str, str]) -> None:
    amal, badu, space, wells = network
    badu.note(space, "From the wells")
    meet(badu, amal)
    assert amal.titles(space) == {"From the wells"}
    (row,) = badu.session.organisations.rows(space)
    assert (row.id, row.name, row.role, row.mine) == (wells, "Wells", "member", True)
    assert [(one.name, one.officer, one.me) for one in row.people] == [("Badu", True, True)]
    shown = [(one.name, one.organisation, one.inside, one.role) for one in amal.session.spaces.members(space)]
    assert shown == [
        ("Wells", True, "", "member"),
        ("Badu", False, wells, "member"),
        ("Amal", False, "", "steward"),
    ]
    (own,) = badu.session.organisations.own()
    assert (own.id, own.name) == (wells, "Wells")
    assert badu.session.organisations.look(own.card).officer == "Badu"
    (space_row,) = badu.session.spaces.all()
    assert space_row.network


def test_officers_choose_whom_they_send(
    network: tuple[Laptop, Laptop, str, str], laptop: Callable[[str], Laptop]
) -> None:
    amal, badu, space, wells = network
    caro = laptop("Caro")
    brought = badu.session.organisations.delegate(space, wells, caro.session.organisations.person_card())
    meet(badu, amal)
    read(caro, brought.file)
    caro.note(space, "Caro speaks")
    meet(caro, amal, badu)
    assert "Caro speaks" in amal.titles(space)
    refused = code(lambda: amal.session.organisations.release(space, wells, brought.id))
    assert refused == "not-an-officer"
    assert code(lambda: amal.session.stewardship.remove(space, brought.id)) == "comes-with-organisation"
    assert badu.session.organisations.promote_officer(space, wells, brought.id).done
    meet(badu, caro)
    assert caro.session.organisations.rows(space)[0].mine
    assert badu.session.organisations.release(space, wells, brought.id).done
    meet(badu, amal)
    rows = {row.name: row for row in amal.session.spaces.members(space)}
    assert (rows["Caro"].state, rows["Caro"].inside) == ("removed", wells)
    told = amal.session.stewardship.history(space)
    assert [(row.what, row.subject, row.organisation) for row in told][-1] == ("removed", "Caro", "Wells")


def test_the_network_lets_a_whole_organisation_go(network: tuple[Laptop, Laptop, str, str]) -> None:
    amal, badu, space, wells = network
    assert amal.session.stewardship.remove(space, wells).done
    meet(amal, badu)
    states = {row.name: row.state for row in amal.session.spaces.members(space)}
    assert states == {"Amal": "present", "Wells": "removed", "Badu": "removed"}
    assert amal.session.organisations.rows(space) == []
    assert code(lambda: badu.session.organisations.withdraw(space, wells)) == "unknown-organisation"


def test_an_organisation_withdraws(network: tuple[Laptop, Laptop, str, str]) -> None:
    amal, badu, space, wells = network
    assert code(lambda: amal.session.organisations.withdraw(space, wells)) == "not-an-officer"
    badu.session.organisations.withdraw(space, wells)
    meet(badu, amal)
    assert amal.session.organisations.rows(space) == []


def test_cards_that_are_none(network: tuple[Laptop, Laptop, str, str]) -> None:
    amal, badu, space, wells = network
    organisations = amal.session.organisations
    (own,) = badu.session.organisations.own()
    before = amal.digest(space), organisations.rows(space)
    person = amal.session.organisations.person_card()
    altered = bytes([*own.card[:-3], own.card[-3] ^ 1, *own.card[-2:]])
    for card in (b"", b"nothing", person, altered):
        assert code(lambda card=card: organisations.add_to(space, card)) == "organisation-card-damaged"
    assert code(lambda: organisations.add_to(space, own.card)) == "already-here"
    assert code(lambda: organisations.add_to(space, own.card, "steward")) == "role-not-invitable"
    foreign = badu.session.organisations
    for card in (b"", b"nothing", own.card):
        assert code(lambda card=card: foreign.delegate(space, wells, card)) == "person-card-damaged"
    assert code(lambda: foreign.delegate(space, "00" * 32, person)) == "unknown-organisation"
    assert code(lambda: foreign.add_to(space, foreign.new("Schools"))) == "role-needs-steward"
    assert (amal.digest(space), organisations.rows(space)) == before


def test_a_package_for_somebody_elses_newcomer_brings_nobody_in(
    network: tuple[Laptop, Laptop, str, str], laptop: Callable[[str], Laptop]
) -> None:
    _, badu, space, wells = network
    caro, dina = laptop("Caro"), laptop("Dina")
    brought = badu.session.organisations.delegate(space, wells, caro.session.organisations.person_card())
    assert code(lambda: read(dina, brought.file)) == "package-foreign"
    assert dina.session.spaces.all() == []
