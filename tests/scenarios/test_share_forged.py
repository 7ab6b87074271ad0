"""Keys of networks that nobody was to share, in an organisation's own space: what comes of them (A4.8)."""

from collections.abc import Callable, Sequence
from secrets import token_bytes

import pytest

from crypto.epoch import EpochSecrets, commit
from sync.engine import departure
from sync.model import epochs, ops
from sync.model.ops import EpochKey
from sync.store import outbox, shared_keys, waiting_room
from sync.wire import codec
from tests.scenarios import forging, rotating, sharing
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.persons import state_of
from tests.scenarios.sharing import READS, Scene


@pytest.fixture
def scene(laptop: Callable[[str], Laptop], relay: Relay) -> Scene:
    """Dina is in the own space of Wells as well, and nobody's delegate."""
    made = sharing.begin(laptop, relay)
    made.also(laptop("Dina"))
    return made


def keys(one: Laptop, network: str) -> tuple[EpochKey, ...]:
    """What somebody holds of the network's keys of today, as a delegate would give it."""
    state, held = state_of(one, network), rotating.held(one, network)
    return tuple(
        EpochKey(ops.encode(state.epochs[name].op), held[name].e) for name in epochs.heads(state.epochs)
    )


def give(
    one: Laptop, scene: Scene, network: str, given: Sequence[EpochKey], relays: Sequence[ops.RelayEntry] = ()
) -> None:
    """Write into the own space of Wells what no window offers."""
    own, book = bytes.fromhex(scene.own), one.session._book
    said = ops.Shared(bytes.fromhex(network), bytes.fromhex(scene.wells), tuple(relays), tuple(given))

    def write(db: outbox.Db) -> None:
        outbox.add(db, own, codec.encode(ops.encode(said)))
        departure.depart(db, book, own)

    book.write(write)


def itself(network: bytes) -> EpochKey:
    """The key of an epoch that fits, of a network that there is not."""
    made = EpochSecrets.generate()
    commits = [commit(each, network) for each in (made.e, made.w, made.t)]
    return EpochKey(ops.encode(ops.Epoch((), *commits, recipients=bytes(32))), made.e)


def seen(one: Laptop) -> set[str]:
    return {row.name for row in one.session.spaces.all()}


def refused(one: Laptop) -> set[str]:
    return {reason for _, reason in one.session._book.read(waiting_room.refused)}


def test_a_network_of_ones_own_that_claims_the_organisation(scene: Scene, relay: Relay) -> None:
    _, badu, caro, dina = scene.laptops
    trap = dina.session.spaces.new("Trap", network=True).id
    dina.session.spaces.add_relay(trap, relay.url)
    (wells,) = badu.session.organisations.own()
    dina.session.organisations.add_to(trap, wells.card)
    dina.session.sharing.allow(trap, scene.wells, on=True)
    dina.note(trap, "Read me")
    give(dina, scene, trap, keys(dina, trap), state_of(dina, trap).relays)
    scene.meet()
    assert seen(caro) == {"Wells inside"}
    assert "not-a-delegate" in refused(caro)
    assert seen(badu) == {"Coalition", "Wells inside"}


def test_a_network_whose_key_somebody_who_is_no_delegate_gives_away(scene: Scene) -> None:
    amal, _, caro, dina = scene.laptops
    rotating.admit(amal, scene.network, dina)
    scene.meet()
    give(dina, scene, scene.network, keys(dina, scene.network), state_of(dina, scene.network).relays)
    scene.meet()
    assert scene.seen(caro) is None
    scene.share()
    assert scene.seen(caro) == READS  # through a delegate, once both sides agree
    assert scene.seen(dina) == ("member", "", False)


def test_a_delegate_alone_does_not_open_a_network(scene: Scene) -> None:
    _, badu, caro, _ = scene.laptops
    give(badu, scene, scene.network, keys(badu, scene.network), state_of(badu, scene.network).relays)
    scene.meet()
    assert scene.seen(caro) is None


def test_false_keys_and_addresses_change_nothing(scene: Scene) -> None:
    amal, badu, caro, dina = scene.laptops
    made_up = forging.rotation(amal, scene.network, EpochSecrets.generate())
    false = EpochKey(ops.encode(made_up), token_bytes(32))
    before = dina.digest(scene.own)
    give(dina, scene, scene.network, [false])
    give(dina, scene, scene.own, [false])
    nowhere = [
        ops.RelayEntry(token_bytes(32), url) for url in ("http://127.0.0.1:9", "file:///", "nothing at all")
    ]
    for network in [token_bytes(32) for _ in range(12)]:
        give(dina, scene, network.hex(), ())
        give(dina, scene, network.hex(), [itself(network)], nowhere)
    scene.meet()
    assert caro.digest(scene.own) == before
    assert seen(caro) == {"Wells inside"}
    assert caro.session._book.read(lambda db: shared_keys.followed(db, rotating.device(dina))) == 4
    scene.share()
    assert scene.seen(caro) == READS
    assert badu.session.delivery.sync().problems == []
