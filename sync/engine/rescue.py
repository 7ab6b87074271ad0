"""A new notebook from a damaged one: what can still be read, and word of what cannot (A2.6.7).

The damaged files are read page by page and never written to. The new pair is made beside them, opened and
checked; only then do the damaged ones step aside (`c0.old`), and the new ones take their names. Whoever is
cut off between the two finds the old ones aside at the next attempt, and begins again from them.
"""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sync.engine import ballast, building, folder, next_pair, second_copy, vault
from sync.engine.pairs import OpenKeys
from sync.engine.salvaging import LostInSpace, Salvage, Source
from sync.errors import Cancelled, DiskFailing, InUseElsewhere, RescueImpossible
from sync.store import database
from sync.store import rescue as wreckage
from sync.store.database import Database

Progress = Callable[[int, int], None]
LOG = "-wal"


@dataclass(frozen=True, slots=True)
class Rescued:
    """What is in the new notebook, and what is not."""

    entries: int
    """Changes that were recovered, in all spaces."""
    spaces: tuple[LostInSpace, ...]
    """Every space of the notebook with the changes that it lacks."""
    damaged_pages: int
    kept_as: tuple[str, ...]
    """The names of the damaged files, in the notebook's folder."""

    @property
    def missing(self) -> int:
        return sum(one.missing for one in self.spaces)


def rescue(
    profile: Path,
    passphrase: str,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Rescued:
    """Make a notebook of what the damaged one still holds; it opens with the same words.

    Raises RescueImpossible where not even its owner's keys are left, WrongPassphrase and what else
    `vault.open_keys` does, InUseElsewhere, DiskFull, DiskFailing, FileUnwritable, Cancelled; then nothing
    was changed.
    """
    keys = vault.keys_of_damaged(profile, passphrase)
    steps = _Steps(progress, cancelled)
    with folder.told(profile):
        try:
            done = _Rescue(profile, keys, steps).run()
        except BaseException:
            with suppress(OSError):  # what went wrong before says more
                next_pair.drop(keys)
            raise
    building.tidy(profile)
    return done


@dataclass(frozen=True, slots=True)
class _Steps:
    progress: Progress | None
    cancelled: Callable[[], bool] | None

    def __call__(self, done: int, total: int) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(done, total)


@dataclass(frozen=True, slots=True)
class _Damaged:
    """One file of the pair, where it is and where it steps aside to."""

    path: Path
    key: bytes
    salt: bytes

    @property
    def aside(self) -> Path:
        """The name beside it that is free, or that an attempt cut off has given already."""
        names = (self.path.with_name(f"{self.path.name}.old{number or ''}") for number in range(1000))
        taken = [name for name in names if name.exists()]
        if taken and not self.path.exists():
            return taken[-1]
        return self.path.with_name(f"{self.path.name}.old{len(taken) or ''}")

    def source(self) -> Source:
        aside = self.aside
        path = self.path if self.path.exists() else aside
        log = _log(aside) if _log(aside).exists() else _log(self.path)
        return Source(path, log)

    def step_aside(self) -> str:
        aside = self.aside
        for here, there in ((self.path, aside), (_log(self.path), _log(aside))):
            if here.exists():
                here.replace(there)
        folder.sync_folder(self.path.parent)
        return aside.name


def _log(path: Path) -> Path:
    return path.with_name(path.name + LOG)


class _Rescue:
    def __init__(self, profile: Path, keys: OpenKeys, steps: _Steps) -> None:
        self._profile = profile
        self._keys = keys
        self._made = next_pair.in_making(keys)
        self._steps = steps

    def run(self) -> Rescued:
        keys, made = self._keys, self._made
        notes = _Damaged(keys.db_path, keys.db_key, keys.db_salt)
        blobs = _Damaged(keys.blobs_path, keys.blobs_key, keys.blobs_salt)
        wreckage.must_be_free(keys.db_path)
        next_pair.drop(keys)
        done = self._salvage(notes, made.db_path, with_entries=True)
        moved = [self._swap(notes, made.db_path)]
        if not _is_sound(blobs):
            self._salvage(blobs, made.blobs_path, with_entries=False)
            moved.append(self._swap(blobs, made.blobs_path))
        return Rescued(done.entries, tuple(done.spaces), done.lost.pages, tuple(moved))

    def _salvage(self, damaged: _Damaged, into: Path, *, with_entries: bool) -> Salvage:
        source = damaged.source()
        if not source.path.exists():
            raise RescueImpossible
        copies = [Source(path, _log(path)) for path in second_copy.generations(damaged.path)]
        fresh = Database(into, damaged.key, damaged.salt, on_full=lambda: ballast.give_up(self._profile))
        with closing(fresh):
            database.fill_up(fresh)
            work = Salvage(fresh, source, copies, damaged.key, damaged.salt, self._steps)
            work.run(with_entries=with_entries)
        if not database.is_whole(into, damaged.key, damaged.salt):
            raise DiskFailing
        return work

    def _swap(self, damaged: _Damaged, made: Path) -> str:
        with made.open("r+b") as file:
            os.fsync(file.fileno())
        name = damaged.step_aside()
        made.replace(damaged.path)
        folder.sync_folder(self._profile)
        return name


def _is_sound(damaged: _Damaged) -> bool:
    try:
        return database.is_whole(damaged.path, damaged.key, damaged.salt)
    except InUseElsewhere:
        raise
    except Exception:  # noqa: BLE001 - then it is not
        return False
