"""A relay's handler on a file of its own, and relays in processes of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from sync.relay.mailboxes import Mailboxes
from sync.relay.storage import bucket, opening
from sync.relay.storage.interface import Storage
from sync.relay.storage.sqlite import SqliteStorage
from tests.sync.relay.bucket_server import NAME, SECRET, BucketServer
from tests.sync.relay.cluster import Cluster
from tests.sync.relay.visitor import NOW, Door

KEY = SigningKey(bytes(32))
KINDS = ["sqlite", "postgresql"]
PLACES = [*KINDS, "sqlite, objects", "postgresql, objects"]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    started = Cluster()
    yield started
    started.remove()


@pytest.fixture
def database(cluster: Cluster) -> str:
    """The address of a database with nothing in it."""
    return cluster.database()


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[BucketServer]:
    started = BucketServer()
    yield started
    started.stop()


@pytest.fixture
def objects(bucket_server: BucketServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """A place for objects with none in it, whose keys are in the environment; every blob goes there."""
    for variable, value in zip(bucket.KEY_VARIABLES, (NAME, SECRET), strict=True):
        monkeypatch.setenv(variable, value)
    return bucket_server.address()


@pytest.fixture(params=PLACES)
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    own = KEY.verify_key.encode()
    if request.param == "sqlite":
        kept: Storage = SqliteStorage(tmp_path / "relay.db")
        yield kept
        kept.close()
        return
    postgresql = request.param.startswith("postgresql")
    address = request.getfixturevalue("database") if postgresql else f"sqlite:{tmp_path / 'relay.db'}"
    beside: tuple[Any, ...] = ()
    if request.param.endswith("objects"):
        beside = opening.open_objects(request.getfixturevalue("objects"), tmp_path, own)
    opened = opening.open_storage(address, own, *beside)
    yield opened.storage
    opened.close()


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
