"""Who carries a network's keys on: other delegates, other laptops, and after an end (A4.8)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scenarios import rotating, sharing
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.sharing import READ, READS, Scene, bring, packed


@pytest.fixture
def scene(laptop: Callable[[str], Laptop], relay: Relay) -> Scene:
    return sharing.begin(laptop, relay)


def delegate(scene: Scene, one: Laptop) -> Laptop:
    """One more whom Wells sends, in its own space as well."""
    badu = scene.laptops[1]
    card = one.session.organisations.person_card()
    brought = badu.session.organisations.delegate(scene.network, scene.wells, card)
    badu.session.delivery.sync()
    bring(one, brought.file)
    return scene.also(one)


def test_another_delegate_goes_on(scene: Scene, laptop: Callable[[str], Laptop]) -> None:
    """Badu is not there when Caro is put on hold: Emre's laptop knows what is to be done."""
    amal, badu, caro = scene.laptops
    emre = delegate(scene, laptop("Emre"))
    badu.session.stewardship.promote(scene.own, rotating.person(emre).hex())
    scene.share()
    scene.laptops.remove(badu)
    emre.session.stewardship.hold(scene.own, rotating.device(caro).hex(), on=True)
    scene.meet()
    amal.note(scene.network, "Later")
    scene.meet()
    assert scene.reasons() == ["first", "shared", "steward"]
    assert caro.titles(scene.network) == set()
    assert scene.seen(caro) == READ


def test_two_delegates_share_beside_each_other(scene: Scene, laptop: Callable[[str], Laptop]) -> None:
    """One does not know yet whom the other let go: what they gave meanwhile is not relied upon."""
    amal, badu, caro = scene.laptops
    emre = delegate(scene, laptop("Emre"))
    scene.share()
    rotating.remove(badu, scene.own, caro)
    rotating.rotate(amal, scene.network)
    amal.session.delivery.sync()
    emre.session.delivery.sync()  # gives the new key to everybody whom Emre knows, Caro too
    scene.meet()
    amal.note(scene.network, "Later")
    scene.meet()
    assert caro.titles(scene.network) == set()
    assert "shared" in scene.reasons()


def test_it_begins_again_after_an_end(scene: Scene) -> None:
    amal, badu, caro = scene.laptops
    scene.share()
    badu.session.sharing.stop(scene.network, scene.wells)
    assert badu.session.sharing.rows(scene.network)[0].spaces == ()
    scene.meet()
    assert scene.seen(caro) == READ
    row = badu.session.sharing.start(scene.network, scene.wells, scene.own)
    assert (row.shares, row.spaces) == (True, (scene.own,))
    amal.note(scene.network, "Back")
    scene.meet()
    assert scene.seen(caro) == READS
    assert caro.titles(scene.network) == {"Back"}


def test_who_read_through_others_is_sent_one_day(scene: Scene, tmp_path: Path) -> None:
    amal, badu, caro = scene.laptops
    scene.share()
    brought = badu.session.organisations.delegate(
        scene.network, scene.wells, caro.session.organisations.person_card()
    )
    badu.session.delivery.sync()
    bring(caro, brought.file)
    caro.note(scene.network, "Caro speaks")
    scene.meet()
    assert scene.seen(caro) == ("member", "", False)
    assert amal.titles(scene.network) == {"Caro speaks"}
    assert packed(caro, scene.network, tmp_path / "stick")


def test_who_comes_into_the_own_space_later_reads_too(scene: Scene, laptop: Callable[[str], Laptop]) -> None:
    scene.laptops[0].note(scene.network, "Early")
    scene.share()
    dina = scene.also(laptop("Dina"))
    scene.meet()
    assert scene.seen(dina) == READS
    assert dina.titles(scene.network) == {"Early"}


def test_who_reads_through_others_hands_on_what_is_sealed(scene: Scene, tmp_path: Path) -> None:
    amal, badu, caro = scene.laptops
    scene.share()
    amal.note(scene.network, "News")
    scene.meet()
    files = packed(caro, scene.network, tmp_path / "stick")
    assert badu.session.packages.read(files[0]).refused == 0
    caro.reopen()
    assert scene.seen(caro) == READS
    assert caro.titles(scene.network) == {"News"}


def test_all_laptops_of_one_person_take_part(scene: Scene, laptop: Callable[[str], Laptop]) -> None:
    """A reader's second one reads, and a delegate's second one carries keys on."""
    amal, badu, caro = scene.laptops
    scene.share()
    amal.note(scene.network, "News")
    scene.meet()
    for first in (badu, caro):
        new = laptop(f"{first.name}'s second")
        new.session.devices.adopt(first.session.devices.add(new.session.devices.card()))
        scene.laptops.append(new)
    scene.meet()
    *_, carrier, reader = scene.laptops
    assert scene.seen(reader) == READS
    assert reader.titles(scene.network) == {"News"}
    scene.laptops.remove(badu)
    carrier.session.stewardship.hold(scene.own, rotating.device(caro).hex(), on=True)
    scene.meet()
    amal.note(scene.network, "Later")
    scene.meet()
    assert "shared" in scene.reasons()
    assert caro.titles(scene.network) == {"News"}
    assert reader.titles(scene.network) == {"News", "Later"}
