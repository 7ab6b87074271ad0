"""Invitations used up, late, for another space or altered: each has its sentence, and nobody comes in."""

from collections.abc import Callable

import pytest

from i18n.problems import TABLE
from sync.engine import invitations
from sync.errors import Problem
from tests.scenarios.laptops import Laptop, Relay

MIDDLE = 90  # inside the request, after what says where it belongs


@pytest.fixture
def three(laptop: Callable[[str], Laptop]) -> tuple[Laptop, Laptop, Laptop, str]:
    """Amal's space, which Badu and Caro would like to join."""
    amal = laptop("Amal")
    return amal, laptop("Badu"), laptop("Caro"), amal.session.spaces.new("Field team").id


def refused(steward: Laptop, space: str, ask: Callable[[], object]) -> str:
    """Return the code of the problem, once sure that it has a sentence and changed nothing."""
    before = steward.session.spaces.members(space), steward.session.stewardship.history(space)
    with pytest.raises(Problem) as caught:
        ask()
    after = steward.session.spaces.members(space), steward.session.stewardship.history(space)
    assert after == before
    assert caught.value.code in TABLE
    return caught.value.code


def asked(joiner: Laptop, invitation: bytes) -> bytes:
    return joiner.session.invitations.join_file(invitation).request


def test_one_used_twice(three: tuple[Laptop, Laptop, Laptop, str]) -> None:
    amal, badu, caro, space = three
    door = amal.session.invitations
    invitation = door.to_file(space)
    first, second = asked(badu, invitation), asked(caro, invitation)
    assert door.admit(space, first).admitted
    assert refused(amal, space, lambda: door.admit(space, second)) == "invitation-spent"
    assert refused(amal, space, lambda: door.look(space, second)) == "invitation-spent"
    assert refused(amal, space, lambda: door.admit(space, first)) == "invitation-spent"


def test_the_same_person_twice(three: tuple[Laptop, Laptop, Laptop, str]) -> None:
    amal, badu, _, space = three
    door = amal.session.invitations
    request = asked(badu, door.to_file(space, uses=2))
    door.admit(space, request)
    assert refused(amal, space, lambda: door.admit(space, request)) == "already-here"


def test_one_whose_time_is_over(
    three: tuple[Laptop, Laptop, Laptop, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, _, space = three
    door = amal.session.invitations
    monkeypatch.setattr(invitations, "LASTS_MS", -1)
    request = asked(badu, door.to_file(space))
    assert refused(amal, space, lambda: door.admit(space, request)) == "invitation-expired"
    assert refused(amal, space, lambda: door.admit(space)) == "invitation-expired"


def test_one_for_another_space_or_by_somebody_else(three: tuple[Laptop, Laptop, Laptop, str]) -> None:
    amal, badu, caro, space = three
    door = amal.session.invitations
    other = amal.session.spaces.new("Other").id
    request = asked(badu, door.to_file(other))
    assert refused(amal, space, lambda: door.admit(space, request)) == "request-elsewhere"
    theirs = caro.session.spaces.new("Third").id
    stranger = asked(badu, caro.session.invitations.to_file(theirs))
    assert refused(amal, space, lambda: door.admit(space, stranger)) == "request-elsewhere"


def test_one_that_was_altered(three: tuple[Laptop, Laptop, Laptop, str]) -> None:
    amal, badu, _, space = three
    door = amal.session.invitations
    invitation = door.to_file(space)
    request = asked(badu, invitation)
    for place in (0, 50, MIDDLE, len(request) - 1):
        broken = bytearray(request)
        broken[place] ^= 1
        assert (
            refused(amal, space, lambda broken=broken: door.admit(space, bytes(broken))) == "request-damaged"
        )
    for part in (b"", request[:40], request[:-1]):
        assert refused(amal, space, lambda part=part: door.admit(space, part)) == "request-damaged"
    bent = invitation[:-1] + bytes([invitation[-1] ^ 1])
    assert refused(amal, space, lambda: badu.session.invitations.join_file(bent)) == "invitation-damaged"
    assert door.admit(space, request).admitted


def test_nobody_comes_in_as_a_steward(three: tuple[Laptop, Laptop, Laptop, str]) -> None:
    amal, _, _, space = three
    door = amal.session.invitations
    assert refused(amal, space, lambda: door.to_file(space, "steward")) == "role-not-invitable"
    assert refused(amal, space, lambda: door.to_file(space, uses=0)) == "role-not-invitable"


def test_members_invite_where_the_stewards_say_so(
    three: tuple[Laptop, Laptop, Laptop, str], relay: Relay
) -> None:
    amal, badu, caro, space = three
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    amal.session.invitations.admit(space)
    badu.session.delivery.sync()
    door = badu.session.invitations
    assert refused(badu, space, lambda: door.to_file(space)) == "not-allowed"
    amal.session.stewardship.set_policy(space, inviters="member")
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    request = asked(caro, door.to_file(space))
    amal_door = amal.session.invitations
    badu.session.delivery.sync()
    amal.session.delivery.sync()
    assert refused(amal, space, lambda: amal_door.look(space, request)) == "request-for-another"
    assert door.admit(space, request).admitted == (caro.session.me.person,)
    badu.session.delivery.sync()
    amal.session.delivery.sync()
    assert {row.name for row in amal.session.spaces.members(space)} == {"Amal", "Badu", "Caro"}
