"""Laptops with real notebooks and a real relay on loopback, told in the user's words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine.session import Session
from tests.scenarios import rotating
from tests.scenarios.damage import Pair, made
from tests.scenarios.laptops import Laptop, Relay


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[[str], Laptop]]:
    made: list[Laptop] = []

    def make(name: str) -> Laptop:
        made.append(Laptop(tmp_path / name, name))
        return made[-1]

    yield make
    for one in made:
        one.session.close()


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    made = Relay(tmp_path / "relay")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def shared(laptop: Callable[[str], Laptop], relay: Relay) -> tuple[Laptop, Laptop, str]:
    """Two laptops that are both in one space, which carries the relay's address."""
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    badu.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    amal.session.invitations.admit(space)
    badu.session.delivery.sync()
    return amal, badu, space


@pytest.fixture
def group(laptop: Callable[[str], Laptop], relay: Relay) -> tuple[Laptop, Laptop, Laptop, str]:
    """Three laptops in one space; the first founded it, and carries the relay's address."""
    amal, badu, caro = laptop("Amal"), laptop("Badu"), laptop("Caro")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    amal.session.delivery.sync()
    rotating.admit(amal, space, badu)
    rotating.admit(amal, space, caro)
    rotating.sync(amal, badu, caro)
    return amal, badu, caro, space


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Two closed notebooks with the same notes, of which each test takes copies."""
    return made(tmp_path_factory.mktemp("pair"))


@pytest.fixture
def home(pair: Pair, tmp_path: Path) -> Path:
    return pair.copy(tmp_path / "amal")


@pytest.fixture
def colleague(pair: Pair, tmp_path: Path) -> Iterator[Session]:
    opened = pair.colleague(tmp_path / "badu")
    yield opened
    opened.close()
