"""An organisation lets its own people read a network, and cuts off those whom it lets go (A4.8)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import PackageForeign
from tests.scenarios import rotating, sharing
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.sharing import READ, READS, Scene, code, packed

CONTENT = 32  # operations from this number on are not of membership


@pytest.fixture
def scene(laptop: Callable[[str], Laptop], relay: Relay) -> Scene:
    return sharing.begin(laptop, relay)


def test_the_organisations_people_read_the_network(scene: Scene) -> None:
    amal, badu, caro = scene.laptops
    amal.note(scene.network, "Before")
    assert scene.seen(caro) is None
    scene.share()
    amal.note(scene.network, "Water on Monday", "At the well.")
    scene.meet()
    assert scene.seen(caro) == READS
    assert caro.titles(scene.network) == {"Before", "Water on Monday"}
    assert caro.digest(scene.network) == amal.digest(scene.network)
    assert scene.seen(badu) == ("member", "", False)
    assert code(lambda: caro.note(scene.network, "Mine")) == "not-allowed"
    shown = {row.name: row.shares_down for row in amal.session.spaces.members(scene.network)}
    assert shown == {"Wells": True, "Badu": False, "Amal": False}
    assert [row.shares_down for row in amal.session.organisations.rows(scene.network)] == [True]


def test_it_takes_both_sides(scene: Scene) -> None:
    amal, badu, caro = scene.laptops
    row = badu.session.sharing.start(scene.network, scene.wells, scene.own)
    assert (row.wanted, row.allowed, row.shares, row.mine, row.may_allow) == (True, False, False, True, False)
    assert row.spaces == (scene.own,)
    scene.meet()
    assert scene.seen(caro) is None
    (said,) = amal.session.sharing.rows(scene.network)
    assert (said.wanted, said.allowed, said.mine, said.may_allow, said.spaces) == (
        True,
        False,
        False,
        True,
        (),
    )
    assert amal.session.sharing.allow(scene.network, scene.wells, on=True).shares
    scene.meet()
    assert scene.seen(caro) == READS


def test_who_may_not_say_so(scene: Scene) -> None:
    amal, badu = (one.session.sharing for one in scene.laptops[:2])
    network, wells = scene.network, scene.wells
    assert code(lambda: amal.start(network, wells, scene.own)) == "sharing-needs-officer"
    assert code(lambda: amal.stop(network, wells)) == "sharing-needs-officer"
    assert code(lambda: badu.allow(network, wells, on=True)) == "not-allowed"
    assert code(lambda: badu.start(network, "00" * 32, scene.own)) == "unknown-organisation"
    for own in (network, "00" * 32):
        assert code(lambda own=own: badu.start(network, wells, own)) == "sharing-not-in-space"
    amal.allow(network, wells, on=True)
    amal.allow(network, wells, on=False)
    scene.laptops[0].session.delivery.sync()
    scene.laptops[1].session.delivery.sync()
    assert code(lambda: badu.start(network, wells, scene.own)) == "sharing-refused"


def test_whom_the_own_space_lets_go_reads_nothing_newer(
    scene: Scene, laptop: Callable[[str], Laptop], tmp_path: Path, relay: Relay
) -> None:
    amal, badu, caro = scene.laptops
    dina = scene.also(laptop("Dina"))
    scene.share()
    rotating.remove(badu, scene.own, dina)
    badu.note(scene.network, "Badu knows")
    scene.meet()
    amal.note(scene.network, "Amal knows")
    scene.meet()
    assert scene.reasons() == ["first", "shared", "steward"]
    assert (scene.seen(caro), scene.seen(dina)) == (READS, READ)
    assert caro.titles(scene.network) == {"Badu knows", "Amal knows"}
    sealed = rotating.blobs(relay, amal, scene.network)
    for content in rotating.opened(rotating.readable(dina, scene.network), sealed):
        raws = getattr(content, "raws", ())
        assert not any(rotating.header(raw).ops[0][0] >= CONTENT for raw in raws)
    files = packed(amal, scene.network, tmp_path / "stick")
    assert caro.session.packages.read(files[0]).refused == 0
    with pytest.raises(PackageForeign):
        dina.session.packages.read(files[0])
    assert dina.titles(scene.network) == set()


def test_a_hold_in_the_own_space_cuts_off_too(scene: Scene) -> None:
    amal, badu, caro = scene.laptops
    scene.share()
    badu.session.stewardship.hold(scene.own, rotating.device(caro).hex(), on=True)
    scene.meet()
    amal.note(scene.network, "Later")
    scene.meet()
    assert scene.reasons() == ["first", "shared", "steward"]
    assert caro.titles(scene.network) == set()


def test_a_new_key_of_the_own_space_alone_is_no_reason(scene: Scene) -> None:
    scene.share()
    rotating.rotate(scene.laptops[1], scene.own)
    scene.meet()
    assert scene.reasons() == ["first"]
    assert scene.seen(scene.laptops[2]) == READS


@pytest.mark.parametrize("by", ["organisation", "network"])
def test_either_side_stops_it(scene: Scene, by: str) -> None:
    amal, badu, caro = scene.laptops
    scene.share()
    if by == "organisation":
        assert not badu.session.sharing.stop(scene.network, scene.wells).shares
    else:
        assert not amal.session.sharing.allow(scene.network, scene.wells, on=False).shares
    scene.meet()
    amal.note(scene.network, "Among us")
    scene.meet()
    assert badu.titles(scene.network) == {"Among us"}
    assert scene.reasons()[:2] == ["excluded", "first"]
    assert scene.seen(caro) == READ
    assert caro.titles(scene.network) == set()
    assert not amal.session.organisations.rows(scene.network)[0].shares_down


def test_by_hand_alone(scene: Scene, tmp_path: Path, relay: Relay) -> None:
    amal, badu, caro = scene.laptops
    relay.stop()
    amal.session.sharing.allow(scene.network, scene.wells, on=True)
    for file in packed(amal, scene.network, tmp_path / "first"):
        badu.session.packages.read(file)
    badu.session.sharing.start(scene.network, scene.wells, scene.own)
    badu.note(scene.network, "On a stick")
    for number, space in enumerate((scene.own, scene.network)):
        for file in packed(badu, space, tmp_path / f"stick {number}"):
            caro.session.packages.read(file)
    assert scene.seen(caro) == READS
    assert caro.titles(scene.network) == {"On a stick"}
