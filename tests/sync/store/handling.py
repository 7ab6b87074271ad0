"""Small things that tests do to a database and to its file."""

from pathlib import Path

from sync.store import settings
from sync.store.database import Database

PAGE = 4096


def put(database: Database, key: str, value: bytes) -> None:
    with database.transaction() as db:
        settings.put(db, key, value)


def got(database: Database, key: str) -> bytes | None:
    return database.read(lambda db: settings.get(db, key))


def spoil(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 0x40]))


def spoil_everything_but_the_first_page(path: Path) -> None:
    for at in range(PAGE + 100, path.stat().st_size, PAGE):
        spoil(path, at)
