"""People use a relay with a certificate of its own, by the one address that its operator gave them (A6.8)."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from sync.engine.own_relay import OwnRelay
from sync.errors import RelayUnproven
from sync.relay import certificates, settings
from tests.scenarios.laptops import Laptop

Laptops = Callable[[str], Laptop]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running relay's address, with the pin of its own certificate."""
    folder = tmp_path_factory.mktemp("relay")
    certificate, key = certificates.make(folder, "relay.example")
    settings.write(folder, replace(settings.read(folder), certificate=str(certificate), key=str(key)))
    with OwnRelay(folder) as relay:
        assert relay.address.startswith("https://")
        yield f"{relay.address}#{certificates.pin(certificate).hex()}"


def founded(laptop: Laptops, address: str) -> tuple[Laptop, str]:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, address)
    assert amal.session.delivery.sync().problems == []
    assert amal.session.spaces.find(space).relays == (address,)
    return amal, space


def by_picture(amal: Laptop, badu: Laptop, space: str, _: str) -> None:
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))


def by_words(amal: Laptop, badu: Laptop, space: str, address: str) -> None:
    badu.session.invitations.join_words(amal.session.invitations.by_words(space), address)


def by_file(amal: Laptop, badu: Laptop, space: str, _: str) -> None:
    badu.session.invitations.join_file(amal.session.invitations.to_file(space))


@pytest.mark.parametrize("invite", [by_picture, by_words, by_file])
def test_an_invitation_leads_to_it(
    laptop: Laptops, address: str, invite: Callable[[Laptop, Laptop, str, str], None]
) -> None:
    amal, space = founded(laptop, address)
    badu = laptop("Badu")

    invite(amal, badu, space, address)
    badu.reopen()  # what was told of the relay is kept
    amal.session.delivery.sync()
    amal.session.invitations.admit(space)
    amal.note(space, "The pump")

    assert amal.session.delivery.sync().problems == []
    assert badu.session.delivery.sync().problems == []
    assert badu.titles(space) == {"The pump"}
    assert badu.session.spaces.find(space).relays == (address,)


def test_another_laptop_of_ours_hears_of_the_pin(laptop: Laptops, address: str) -> None:
    amal, space = founded(laptop, address)
    second = laptop("Second")

    second.session.devices.adopt(amal.session.devices.add(second.session.devices.card()))
    assert amal.session.delivery.sync().problems == []
    assert second.session.delivery.sync().problems == []

    assert second.session.spaces.find(space).relays == (address,)


def test_a_wrong_pin_keeps_everybody_away(laptop: Laptops, address: str) -> None:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    wrong = address[:-8] + "00000000"

    for text in (wrong, address.partition("#")[0]):
        with pytest.raises(RelayUnproven):
            amal.session.spaces.add_relay(space, text)
    with pytest.raises(RelayUnproven):
        amal.session.invitations.join_words("one two three four five six", wrong)

    assert amal.session.spaces.find(space).relays == ()
