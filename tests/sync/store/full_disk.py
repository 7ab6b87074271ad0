"""A program that works on a notebook on a disk that gets full (V04, V05).

*mounted*: a small disk of its own in memory, which needs the right to mount one. *limited*: nothing but a
limit on how long files may grow, which anybody may set; the system then answers with another error.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from sync.errors import DiskFailing, DiskFull
from sync.store import docs, entries, records, search
from sync.store.database import Database, Db
from tests.sync.store.furnished import KEY, SALT, SPACE, furnish, made, seen

DISK = 8 << 20
STEP = 2048
FULL = (DiskFull, DiskFailing)


class Mounted:
    def __init__(self, folder: Path) -> None:
        mount = ctypes.CDLL(None, use_errno=True).mount
        if mount(b"none", bytes(folder), b"tmpfs", 0, f"size={DISK}".encode()) != 0:
            raise OSError(ctypes.get_errno())
        self._weight = folder / "weight"

    def fill(self, leaving: int) -> None:
        with self._weight.open("wb", buffering=0) as file:
            disk = os.statvfs(self._weight.parent)
            file.write(bytes(max(0, disk.f_bavail * disk.f_bsize - leaving)))

    def empty(self) -> None:
        self._weight.unlink(missing_ok=True)


class Limited:
    def __init__(self, folder: Path) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        self._log = folder / "c0.db-wal"

    def fill(self, leaving: int) -> None:
        held = self._log.stat().st_size if self._log.exists() else 0
        resource.setrlimit(resource.RLIMIT_FSIZE, (held + leaving, resource.RLIM_INFINITY))

    def empty(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def write(db: Db, number: int) -> None:
    record = number.to_bytes(16, "big")
    entries.add(db, made(number + 10))
    records.become(db, record, SPACE, "note")
    docs.put(db, record + b"body", 0, bytes(9_000), "rope " * 400)
    search.index(db, record, f"rope number{number}")


def is_there(db: Db, number: int) -> bool:
    record = number.to_bytes(16, "big")
    parts = {
        bool(search.find(db, f"number{number}", space=SPACE, limit=1)),
        bool(docs.texts(db, record)),
        records.get(db, record) is not None,
        entries.row_of(db, made(number + 10).id) is not None,
    }
    assert len(parts) == 1, "half of a transaction"
    return parts.pop()


def succeeds(database: Database, work: Callable[[Db], object]) -> bool:
    try:
        with database.transaction() as db:
            work(db)
    except FULL:
        return False
    return True


def full_at_every_write(disk: Mounted | Limited, path: Path) -> int:
    """Try with no room, then with a little more each time; what was refused is there at the second try."""
    database = Database(path, KEY, SALT)
    refused = 0
    for number in range(1, 100):
        disk.fill(STEP * (number - 1))
        at_once = succeeds(database, lambda db, number=number: write(db, number))
        assert database.read(lambda db, number=number: is_there(db, number)) == at_once
        disk.empty()
        if not at_once:
            refused += 1
            assert succeeds(database, lambda db, number=number: write(db, number))
        assert database.read(
            lambda db, number=number: all(is_there(db, each) for each in range(1, number + 1))
        )
    assert database.check() == []
    database.close()
    return refused


def start_on_a_full_disk(disk: Mounted | Limited, path: Path, *, ended_badly: bool) -> None:
    """Reading and searching work with no room at all; deleting does once the ballast is given up."""
    before = Database(path, KEY, SALT)
    with before.transaction() as db:
        furnish(db)
    shown = before.read(seen)
    if ended_badly:
        whole = {each: each.read_bytes() for each in (path, path.with_name("c0.db-wal"))}
    before.close()
    if ended_badly:
        for each, data in whole.items():
            each.write_bytes(data)
    disk.fill(0)
    given_up: list[bool] = []
    database = Database(path, KEY, SALT, on_full=lambda: (given_up.append(True), disk.empty())[0])
    assert database.ended_badly == ended_badly
    assert not given_up, "reading needs no room"
    assert database.read(seen) == shown
    assert not succeeds(database, lambda db: write(db, 1))
    assert database.read(seen) == shown
    if isinstance(disk, Mounted):
        assert given_up
    disk.empty()
    assert succeeds(database, lambda db: db.run("DELETE FROM entry"))
    assert database.check() == []
    database.close()


def main(folder: Path, kind: str, case: str) -> None:
    disk = Mounted(folder) if kind == "mounted" else Limited(folder)
    path = folder / "c0.db"
    if case == "every write":
        refused = full_at_every_write(disk, path)
        assert 5 < refused < 95, refused
    else:
        start_on_a_full_disk(disk, path, ended_badly=case == "start with a log")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
