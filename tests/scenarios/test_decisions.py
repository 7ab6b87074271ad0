"""Stewards decide far from each other; a relay or a package brings them together."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.cli import stewardship
from sync.errors import PackagePartClosed
from tests.scenarios.laptops import Laptop, Relay


@pytest.fixture
def stewards(laptop: Callable[[str], Laptop], relay: Relay) -> tuple[list[Laptop], str]:
    """Four laptops at one relay; all but the last are stewards."""
    people = [laptop(name) for name in ("Amal", "Badu", "Caro", "Dina")]
    amal, *others = people
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    for other in others:
        other.session.invitations.join_qr(amal.session.invitations.qr_text(space))
        amal.session.invitations.admit(space)
        other.session.delivery.sync()
    _, badu, caro, _ = people
    assert amal.session.stewardship.promote(space, badu.session.me.person).done
    meet(*people)
    action = amal.session.stewardship.promote(space, caro.session.me.person).action
    meet(*people)
    assert badu.session.stewardship.vote(space, action).done
    meet(*people)
    return people, space


def meet(*laptops: Laptop) -> None:
    for _ in range(3):
        for one in laptops:
            assert not one.session.delivery.sync().problems


def packed(laptop: Laptop, space: str, file: Path) -> list[Path]:
    return [Path(name) for name in laptop.session.packages.write(space, file).files]


def roles(laptop: Laptop, space: str) -> dict[str, str]:
    return {row.name: row.role for row in laptop.session.spaces.members(space) if row.state == "present"}


def test_two_remove_each_other_offline_and_meet_over_a_package(
    stewards: tuple[list[Laptop], str], tmp_path: Path
) -> None:
    """P19: one outcome, whoever removes whom at the same time."""
    (amal, badu, caro, dina), space = stewards
    badu.note(space, "By Badu")
    caro.note(space, "By Caro")
    meet(badu, caro, amal, dina)
    assert badu.session.stewardship.remove(space, caro.session.me.person).done
    assert not caro.session.stewardship.remove(space, badu.session.me.person).done
    by_badu, by_caro = (packed(one, space, tmp_path / one.name) for one in (badu, caro))
    for other in (amal, dina):
        other.session.packages.read_all(by_badu)
    with pytest.raises(PackagePartClosed):
        caro.session.packages.read_all(by_badu)
    for other in (amal, badu, dina):
        other.session.packages.read_all(by_caro)
    seen = {"Amal": "steward", "Badu": "steward", "Dina": "member"}
    assert all(roles(one, space) == seen for one in (amal, badu, caro, dina))
    assert amal.digest(space) == badu.digest(space) == dina.digest(space)
    told = amal.session.stewardship.history(space)
    assert told == badu.session.stewardship.history(space) == dina.session.stewardship.history(space)
    said = [stewardship.history(one.session, Namespace(space=space)).lines for one in (amal, badu, dina)]
    assert said[0] == said[1] == said[2]
    assert "Badu took Caro out." in said[0]
    assert "Caro agreed to take Badu out. This had no effect." in "\n".join(said[0])


def test_votes_apart_become_a_decision_at_the_next_sending(stewards: tuple[list[Laptop], str]) -> None:
    (amal, badu, caro, dina), space = stewards
    for one in (badu, caro):
        assert not one.session.stewardship.remove(space, amal.session.me.person).done
    meet(badu, caro, amal, dina)
    seen = {"Badu": "steward", "Caro": "steward", "Dina": "member"}
    assert all(roles(one, space) == seen for one in (amal, badu, caro, dina))
    assert dina.session.stewardship.open_decisions(space) == []
