"""Requests to come in that were made by a modified client: nobody comes in, and somebody is told."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from i18n import set_aside
from i18n.problems import TABLE
from sync.engine import identity, relay_address, rendezvous
from sync.engine.identity import Identity
from sync.errors import PackageForeign, Problem
from tests.scenarios import forging, rotating
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.persons import state_of

CARO, DINA = (identity.found(name, bytes(32), 1) for name in ("Caro", "Dina"))
ALTERED = replace(CARO, entries=(CARO.entries[0][:-1] + bytes([CARO.entries[0][-1] ^ 1]),))
BAD = {
    "claims a role": (CARO, ("steward",)),
    "a foreign laptop behind her own": (replace(CARO, entries=(*CARO.entries, *DINA.entries)), ()),
    "a signature that is not hers": (ALTERED, ()),
    "nobody at all": (replace(CARO, entries=()), ()),
    "somebody else's number": (replace(CARO, person=DINA.person), ()),
}
Case = tuple[Identity, tuple[str, ...]]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Laptop, str]]:
    amal = Laptop(tmp_path_factory.mktemp("amal") / "home", "Amal")
    yield amal, amal.session.spaces.new("Field team").id
    amal.session.close()


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_as_a_file(founded: tuple[Laptop, str], case: Case) -> None:
    amal, space = founded
    door = amal.session.invitations
    request = forging.request(door.to_file(space), case[0], *case[1])
    before = forging.look(amal, space)
    for ask in (door.admit, door.look):
        with pytest.raises(Problem) as caught:
            ask(space, request)
        assert caught.value.code == "request-damaged" and caught.value.code in TABLE
    assert forging.look(amal, space) == before and door.requests(space) == []


def test_the_same_file_with_nothing_wrong_in_it(founded: tuple[Laptop, str]) -> None:
    amal, space = founded
    door = amal.session.invitations
    frida = identity.found("Frida", bytes(32), 1)
    assert door.admit(space, forging.request(door.to_file(space), frida)).admitted == (frida.person.hex(),)


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_over_a_relay(laptop: Callable[[str], Laptop], relay: Relay, case: Case) -> None:
    """Nobody typed anything here: it is listed with what was set aside."""
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    secret, url = rendezvous.read_qr_text(amal.session.invitations.qr_text(space))
    welcome = amal.session._errands.fetch_welcome(secret, relay_address.clean(url))
    before = forging.look(amal, space)
    blob = forging.asking(secret, welcome, case[0], *case[1])
    amal.session._errands._meeting(secret, welcome.relays[0]).put(blob)
    for _ in range(2):
        assert not amal.session.delivery.sync().problems
    assert amal.session.invitations.requests(space) == [] and forging.look(amal, space) == before
    (row,) = amal.session.quarantine.rows(space)
    assert (row.kind, row.reason, row.admissible) == ("refused", "request-damaged", False)
    assert set_aside.why(row.reason) == set_aside.WHY["request-damaged"]
    assert "refused:request-damaged:1" in amal.session.doctor().findings


def test_of_two_who_answer_one_link_the_first_comes_in(laptop: Callable[[str], Laptop], relay: Relay) -> None:
    """M04: a second person saw the link; as many come in as it says, with the keys that were shown."""
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    door = amal.session.invitations
    secret, url = rendezvous.read_qr_text(door.qr_text(space))
    welcome = amal.session._errands.fetch_welcome(secret, relay_address.clean(url))
    for one in (CARO, DINA):
        amal.session._errands._meeting(secret, welcome.relays[0]).put(forging.asking(secret, welcome, one))
    (came,) = door.admit(space).admitted
    (first,) = [one for one in (CARO, DINA) if one.person.hex() == came]
    before = forging.look(amal, space)
    for _ in range(2):
        amal.session.delivery.sync()
        with pytest.raises(Problem) as caught:
            door.admit(space)
        assert caught.value.code == "invitation-spent"
    assert forging.look(amal, space) == before
    shown = {one.device_id for one in state_of(amal, space).devices_of(first.person)}
    assert shown == {first.device}
    assert [row.state for row in amal.session.spaces.members(space)].count("present") == 2


def test_whoever_shows_the_card_of_somebody_else_gets_nothing(laptop: Callable[[str], Laptop]) -> None:
    """P8: with an intercepted invitation, a card lets in the person who is on it and no other keys."""
    amal, badu, mallory = laptop("Amal"), laptop("Badu"), laptop("Mallory")
    space = amal.session.spaces.new("Field team").id
    own = mallory.session._book.me
    shown = replace(badu.session._book.me, device=own.device, signing=own.signing)
    door = amal.session.invitations
    answer = door.admit(space, forging.request(door.to_file(space), shown))
    assert answer.admitted == (badu.session.me.person,) and answer.file is not None
    stolen = mallory.home.parent / "answer"
    stolen.write_bytes(answer.file)
    with pytest.raises(PackageForeign):
        mallory.session.packages.read(stolen)
    assert mallory.session.spaces.all() == []
    assert rotating.device(mallory) not in state_of(amal, space).recipients()
