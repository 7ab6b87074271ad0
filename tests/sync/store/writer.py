"""A program that writes numbered rows for ever and says each number once it is on the disk.

Row n is n, then bytes of which the number decides how many: so whoever reads knows what must be there.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sync.store.database import Database, Db
from tests.sync.store.furnished import KEY, SALT

SIZES = (80, 700, 30_000, 12, 5_000)


def value(number: int) -> bytes:
    return number.to_bytes(4, "big") * (SIZES[number % len(SIZES)] // 4)


def write(database: Database, number: int) -> None:
    with database.transaction() as db:
        db.run("INSERT INTO setting VALUES (?, ?)", f"{number:06}", value(number))
        db.run("UPDATE setting SET value = value WHERE key = ?", f"{number // 2:06}")
    if number % 16 == 9:  # folds the log in far more often than 4 MiB would
        database.check()


@contextmanager
def opened(path: Path) -> Iterator[Callable[[int], None]]:
    database = Database(path, KEY, SALT)
    yield partial(write, database)
    database.close()


def numbers(db: Db) -> list[int]:
    """The rows that are there, each checked against what it must hold."""
    found = [(int(key), bytes(held)) for key, held in db.rows("SELECT key, value FROM setting ORDER BY key")]
    assert all(held == value(number) for number, held in found)
    return [number for number, _ in found]


def main(path: Path, last: int, said: int) -> None:
    database = Database(path, KEY, SALT)
    first = len(database.read(numbers))
    for number in range(first, first + last):
        write(database, number)
        os.write(said, b"%d\n" % number)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), 1)
