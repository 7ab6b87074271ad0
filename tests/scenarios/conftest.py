"""Laptops with real notebooks and a real relay on loopback, told in the user's words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine.session import Session
from tests.scenarios import ready
from tests.scenarios.damage import Pair, made
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.ready import Ready
from tests.scenarios.ticketed import TicketRelay


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[[str], Laptop]]:
    made: list[Laptop] = []

    def make(name: str) -> Laptop:
        made.append(Laptop(tmp_path / name, name))
        return made[-1]

    yield make
    for one in made:
        one.session.close()


@pytest.fixture(scope="session")
def two_of_a_space(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return ready.two(tmp_path_factory.mktemp("two"))


@pytest.fixture(scope="session")
def three_of_a_space(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return ready.three(tmp_path_factory.mktemp("three"))


@pytest.fixture
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ready | None:
    """The laptops that this test will open: made before, or now where another program took their port."""
    for fixture, name, make in (
        ("shared", "two_of_a_space", ready.two),
        ("group", "three_of_a_space", ready.three),
    ):
        if fixture in request.fixturenames:
            found: Ready = request.getfixturevalue(name)
            return found if found.port_is_free() else make(tmp_path_factory.mktemp("anew"))
    return None


@pytest.fixture
def relay(prepared: Ready | None, tmp_path: Path) -> Iterator[Relay]:
    with ready.relay_of(prepared, tmp_path) as relay:
        yield relay


@pytest.fixture
def shared(prepared: Ready, relay: Relay, tmp_path: Path) -> Iterator[tuple[Laptop, Laptop, str]]:
    """Two laptops that are both in one space, which carries the relay's address."""
    assert relay.port == prepared.port
    with prepared.laptops(tmp_path) as (amal, badu):
        yield amal, badu, prepared.space


@pytest.fixture
def group(prepared: Ready, relay: Relay, tmp_path: Path) -> Iterator[tuple[Laptop, Laptop, Laptop, str]]:
    """Three laptops in one space; the first founded it, and carries the relay's address."""
    assert relay.port == prepared.port
    with prepared.laptops(tmp_path) as (amal, badu, caro):
        yield amal, badu, caro, prepared.space


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


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[TicketRelay]:
    """A relay that wants tickets."""
    made = TicketRelay(tmp_path / "guarded")
    made.start()
    yield made
    made.stop()
