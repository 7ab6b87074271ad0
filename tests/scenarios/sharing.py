"""A network, an organisation in it, and that organisation's own space: who reads what (A4.8)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.errors import Problem
from tests.scenarios import rotating
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.persons import state_of

READS, READ = ("reader", "Wells", False), ("removed", "Wells", False)


@dataclass(frozen=True)
class Scene:
    """Amal's network, in which Badu speaks for Wells; Caro and perhaps others are in Wells' own space."""

    network: str
    wells: str
    own: str
    laptops: list[Laptop]

    def meet(self) -> None:
        for _ in range(2):
            for one in self.laptops:
                assert not one.session.delivery.sync().problems

    def share(self) -> None:
        amal, badu, *_ = self.laptops
        amal.session.sharing.allow(self.network, self.wells, on=True)
        amal.session.delivery.sync()
        badu.session.delivery.sync()
        assert badu.session.sharing.start(self.network, self.wells, self.own).shares
        self.meet()

    def also(self, one: Laptop) -> Laptop:
        """One more in the own space."""
        rotating.admit(self.laptops[1], self.own, one)
        self.laptops.append(one)
        return one

    def seen(self, one: Laptop) -> tuple[str, str, bool] | None:
        """What somebody's list of spaces says of the network."""
        rows = [row for row in one.session.spaces.all() if row.id == self.network]
        return (rows[0].role, rows[0].through, rows[0].pending) if rows else None

    def reasons(self) -> list[str]:
        """Why the network ever got a new key."""
        return sorted(one.op.reason for one in state_of(self.laptops[0], self.network).epochs.values())


def begin(laptop: Callable[[str], Laptop], relay: Relay) -> Scene:
    amal, badu = laptop("Amal"), laptop("Badu")
    network = amal.session.spaces.new("Coalition", network=True).id
    amal.session.spaces.add_relay(network, relay.url)
    brought = amal.session.organisations.add_to(network, badu.session.organisations.new("Wells"))
    amal.session.delivery.sync()
    bring(badu, brought.file)
    own = badu.session.spaces.new("Wells inside").id
    badu.session.spaces.add_relay(own, relay.url)
    badu.session.delivery.sync()
    made = Scene(network, brought.id, own, [amal, badu])
    made.also(laptop("Caro"))
    return made


def bring(one: Laptop, file: bytes) -> None:
    path = one.home.parent / f"{one.name}.pack"
    path.write_bytes(file)
    one.session.packages.read(path)


def packed(one: Laptop, space: str, to: Path) -> list[Path]:
    to.mkdir()
    return [Path(name) for name in one.session.packages.write(space, to).files]


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        ask()
    return caught.value.code
