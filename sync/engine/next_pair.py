"""A pair made beside the one in use, which takes its place once the slots say so (A2.4, A2.6.5).

While it is made it is called `c0.db.new`, and is rubbish for whoever finds it. Once it has been opened and
checked it becomes `c0.db.next`. Then the slots are written, which decides: with the key that they hold from
now on, either the file in use opens and the next one is rubbish, or the next one opens and takes its place.
So no journal is needed, and a process that ends anywhere leaves exactly one key that opens: the slots' one.
"""

import os
from dataclasses import replace
from pathlib import Path

from sync.engine import building, folder
from sync.engine.pairs import OpenKeys
from sync.errors import DiskFailing
from sync.store import database

NEXT = ".next"


def in_making(keys: OpenKeys) -> OpenKeys:
    return _called(keys, folder.TEMPORARY)


def _called(keys: OpenKeys, end: str) -> OpenKeys:
    return replace(keys, db_path=_named(keys.db_path, end), blobs_path=_named(keys.blobs_path, end))


def _named(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _files(keys: OpenKeys) -> tuple[tuple[Path, bytes, bytes], ...]:
    return (
        (keys.db_path, keys.db_key, keys.db_salt),
        (keys.blobs_path, keys.blobs_key, keys.blobs_salt),
    )


def make_ready(keys: OpenKeys, old: OpenKeys | None = None) -> None:
    """Call the pair in making the next one, once its keys open it and the *old* ones do not (A2.6.5).

    Raises DiskFailing where that is not so, OSError.
    """
    made = in_making(keys)
    for path, key, salt in _files(made):
        if not database.is_whole(path, key, salt):
            raise DiskFailing
    for (path, _, _), (_, key, salt) in zip(_files(made), _files(old) if old else (), strict=False):
        if database.opens(path, key, salt):
            raise DiskFailing
    for path, _, _ in _files(made):
        _sync(path)
    for made_path, path in ((made.db_path, keys.db_path), (made.blobs_path, keys.blobs_path)):
        made_path.replace(_named(path, NEXT))
    folder.sync_folder(keys.db_path.parent)


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def drop(keys: OpenKeys) -> None:
    """Away with what was prepared; the slots have not been written."""
    for path in (keys.db_path, keys.blobs_path):
        _named(path, NEXT).unlink(missing_ok=True)
    for path in building.half_pairs(keys.db_path.parent):
        if path.name.startswith(f"c{keys.compartment}."):
            path.unlink(missing_ok=True)


def take_place(keys: OpenKeys) -> None:
    """The slots hold *keys*: the next pair replaces the old one, whose log goes with it. Raises OSError."""
    for path in (keys.db_path, keys.blobs_path):
        _take_place(path)


def _take_place(path: Path) -> None:
    upcoming = _named(path, NEXT)
    if not upcoming.exists():
        return
    _named(path, "-wal").unlink(missing_ok=True)  # it would be read into the new file
    for damaged in path.parent.glob(path.name + ".old*"):  # kept at a rescue; the key to it is gone now
        damaged.unlink(missing_ok=True)
    folder.sync_folder(path.parent)
    upcoming.replace(path)
    folder.sync_folder(path.parent)


def settle(keys: OpenKeys) -> None:
    """At an opening with *keys*: finish what was decided, drop what was not.

    Only a file in use that opens proves the next one to be rubbish; where neither opens, both stay.
    Raises OSError, InUseElsewhere and other problems of the disk.
    """
    for path, key, salt in _files(keys):
        upcoming = _named(path, NEXT)
        if not upcoming.exists():
            continue
        if database.opens(path, key, salt):
            upcoming.unlink(missing_ok=True)
        elif database.opens(upcoming, key, salt):
            _take_place(path)
