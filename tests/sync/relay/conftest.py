"""A relay's handler on a file of its own, and relays in processes of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from sync.relay.mailboxes import Mailboxes
from sync.relay.storage.interface import Storage
from sync.relay.storage.postgresql import PostgresqlStorage
from sync.relay.storage.sqlite import SqliteStorage
from tests.sync.relay.cluster import Cluster
from tests.sync.relay.visitor import NOW, Door

KEY = SigningKey(bytes(32))
KINDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    started = Cluster()
    yield started
    started.remove()


@pytest.fixture
def database(cluster: Cluster) -> str:
    """The address of a database with nothing in it."""
    return cluster.database()


@pytest.fixture(params=KINDS)
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    kept: Storage
    if request.param == "sqlite":
        kept = SqliteStorage(tmp_path / "relay.db")
    else:
        kept = PostgresqlStorage(request.getfixturevalue("database"), KEY.verify_key.encode())
    yield kept
    kept.close()


@pytest.fixture
def relay(storage: Storage) -> Mailboxes:
    return Mailboxes(storage, KEY, lambda: NOW, anybody=True)


@pytest.fixture(params=KINDS)
def storing(request: pytest.FixtureRequest) -> list[str]:
    """What starts a relay's storage on each kind, as options of its command."""
    if request.param == "sqlite":
        return []
    return ["--storage", request.getfixturevalue("database")]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Callable[..., Door]]:
    made: list[Door] = []

    def start(*options: str, data: str = "relay", open_to_all: bool = True) -> Door:
        made.append(Door(tmp_path / data, *options, open_to_all=open_to_all))
        return made[-1]

    yield start
    for one in made:
        one.cut_off()
