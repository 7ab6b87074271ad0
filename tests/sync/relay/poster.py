"""A program that posts numbered blobs to two mailboxes of a relay, and says each that is on the disk."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sync.relay.storage.sqlite import SqliteStorage
from sync.relay.storage.sqlite_ledger import SqliteLedger
from sync.wire import routes
from tests.sync.relay.visitor import NOW

SIZES = (80, 700, 30_000, 12, 5_000)
QUOTA = 1 << 30
MIDS = (bytes(31) + b"a", bytes(31) + b"b")


def blob(number: int) -> bytes:
    return number.to_bytes(4, "big") * (SIZES[number % len(SIZES)] // 4)


def make(path: Path) -> None:
    storage = SqliteStorage(path)
    for mid in MIDS:
        storage.create(routes.BoxRequest(mid, bytes(32), bytes(32), bytes(32), b""), QUOTA)
    storage.close()


def post(storage: SqliteStorage, fold: Callable[[], object], number: int) -> None:
    box = storage.box(MIDS[number % 2])
    assert box is not None
    storage.append(box, [blob(number)], QUOTA, NOW)
    if number % 16 == 9:  # folds the log in far more often than it would by itself
        fold()


@contextmanager
def opened(path: Path) -> Iterator[Callable[[int], None]]:
    storage, folding = SqliteStorage(path), sqlite3.connect(path, isolation_level=None)
    yield partial(post, storage, lambda: folding.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    storage.close()
    folding.close()


def numbers(path: Path) -> list[int]:
    """The numbers that are there, after all that the relay says of its mailboxes was found true."""
    ledger = SqliteLedger(path)
    assert ledger.faults() == []
    ledger.close()
    storage, found = SqliteStorage(path), list[int]()
    for first, mid in enumerate(MIDS):
        box = storage.box(mid)
        assert box is not None
        there = storage.scan(box, 0, QUOTA)
        chain = routes.EMPTY_CHAIN
        for _, each in there:
            chain = routes.chained(chain, routes.blob_id(each))
        assert [seq for seq, _ in there] == list(range(1, box.last + 1))
        assert box.chain == chain
        mine = range(first, first + 2 * len(there), 2)
        assert [each for _, each in there] == [blob(number) for number in mine]
        found += mine
    storage.close()
    return sorted(found)


def main(path: Path, last: int, said: int) -> None:
    with opened(path) as write:
        for number in range(last):
            write(number)
            os.write(said, b"%d\n" % number)
        os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), 1)
