"""An open notebook database for each test, and a way to open it again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.store.database import Database
from tests.sync.store.furnished import KEY, SALT

Opener = Callable[[], Database]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "c0.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Opener]:
    """Open the database; whatever is left open is closed at the end."""
    every: list[Database] = []

    def opener() -> Database:
        every.append(Database(path, KEY, SALT))
        return every[-1]

    yield opener
    for database in every:
        database.close()


@pytest.fixture
def database(opened: Opener) -> Database:
    return opened()
