"""A relay's handler on a file of its own, and relays in processes of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from sync.relay.mailboxes import Mailboxes
from sync.relay.storage.sqlite import SqliteStorage
from tests.sync.relay.visitor import NOW, Door


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SqliteStorage]:
    kept = SqliteStorage(tmp_path / "relay.db")
    yield kept
    kept.close()


@pytest.fixture
def relay(storage: SqliteStorage) -> Mailboxes:
    return Mailboxes(storage, SigningKey(bytes(32)), lambda: NOW, anybody=True)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Callable[..., Door]]:
    made: list[Door] = []

    def start(*options: str) -> Door:
        made.append(Door(tmp_path / "relay", *options))
        return made[-1]

    yield start
    for one in made:
        one.cut_off()
