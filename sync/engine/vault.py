"""The files of a notebook: slots that passphrases open, four compartments that look alike (A2.1, A2.6)."""

import contextlib
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crypto import passphrase as words
from crypto import slots
from crypto.errors import Damaged, NotForUs, OutOfMemory
from crypto.keys import VaultKey
from crypto.labels import Label, derive
from crypto.passphrase import Cost
from crypto.slots import Payload, Slots
from sync.engine import ballast, folder, slots_files
from sync.errors import (
    NotebookDamaged,
    NotebookExists,
    NotebookMissing,
    NotebookNewer,
    NotEnoughMemory,
    PassphraseTooShort,
    SlotsDamaged,
    WrongPassphrase,
)
from sync.store import database

COMPARTMENTS = 4
SALT_SIZE = 16
BUILDING = "new"  # a folder inside the profile while a notebook is made; with it, nothing here counts as one


@dataclass(frozen=True, slots=True)
class OpenKeys:
    """One compartment: where its two files are, and the key (32 bytes) and salt (16 bytes) of each."""

    compartment: int
    db_path: Path
    db_key: bytes = field(repr=False)
    db_salt: bytes = field(repr=False)
    blobs_path: Path
    blobs_key: bytes = field(repr=False)
    blobs_salt: bytes = field(repr=False)


def exists(profile: Path) -> bool:
    """Say whether a notebook is there, damaged or not; an interrupted creation is none."""
    if slots_files.present(profile):
        return True
    return not (profile / BUILDING).exists() and any(_db(profile, number).exists() for number in _numbers())


def create(profile: Path, passphrase: str, *, cost: Cost | None = None) -> OpenKeys:
    """Make a notebook whose only passphrase opens one of the four compartments, drawn by lot (A2.1).

    *cost* is calibrated to about a second when not given. Raises NotebookExists, PassphraseTooShort,
    NotEnoughMemory, DiskFull, DiskFailing, FileUnwritable, and crypto's Malformed for a cost below the floor.
    """
    if exists(profile):
        raise NotebookExists
    _must_be_something(passphrase)
    header = slots.fresh(cost or words.calibrate(time.monotonic))
    payload = Payload(
        slots.PASSPHRASE,
        secrets.randbelow(COMPARTMENTS),
        VaultKey(secrets.token_bytes(32)),
        secrets.token_bytes(SALT_SIZE),
    )
    kek = _stretched(passphrase, header)
    header = slots.with_slot(header, secrets.randbelow(slots.SLOTS), bytes(kek), payload)
    words.wipe(kek)
    with folder.told(profile), _building(profile) as place:
        _fill(place, header, payload)
    return _keys(profile, payload)


def open_keys(profile: Path, passphrase: str) -> OpenKeys:
    """Return the keys of the compartment that *passphrase* opens.

    A refusal changes no file. Raises NotebookMissing, SlotsDamaged, NotebookNewer, PassphraseTooShort,
    NotEnoughMemory, WrongPassphrase, NotebookDamaged.
    """
    if not exists(profile):
        raise NotebookMissing
    found = slots_files.read(profile)
    _must_be_something(passphrase)
    payload = _opened(found.slots, passphrase)
    keys = _keys(profile, payload)
    slots_files.heal(profile, found)
    if not (keys.db_path.is_file() and keys.blobs_path.is_file()):
        raise NotebookDamaged
    _tidy(profile)
    return keys


def _opened(header: Slots, passphrase: str) -> Payload:
    kek = _stretched(passphrase, header)
    try:
        payload = slots.open_slots(header, bytes(kek))
    except NotForUs as error:
        raise WrongPassphrase from error
    except Damaged as error:
        raise SlotsDamaged from error
    finally:
        words.wipe(kek)
    if payload.kind != slots.PASSPHRASE:
        raise NotebookNewer  # a kind of slot that this release does not act upon
    return payload


def _must_be_something(passphrase: str) -> None:
    if not passphrase.strip():
        raise PassphraseTooShort


def _stretched(passphrase: str, header: Slots) -> bytearray:
    try:
        return words.stretch(passphrase, header.salt, header.cost)
    except OutOfMemory as error:
        raise NotEnoughMemory from error


def _keys(profile: Path, payload: Payload) -> OpenKeys:
    """Derive both files' keys and the second one's salt from the vault key (A2.3, A2.6.1)."""
    vault_key = payload.vault_key.raw
    return OpenKeys(
        payload.compartment,
        _db(profile, payload.compartment),
        derive(vault_key, Label.DB),
        payload.db_salt,
        _blobs(profile, payload.compartment),
        derive(vault_key, Label.BLOBS),
        derive(vault_key, Label.BLOBS_SALT, length=SALT_SIZE),
    )


def _numbers() -> range:
    return range(COMPARTMENTS)


def _db(profile: Path, number: int) -> Path:
    return profile / f"c{number}.db"


def _blobs(profile: Path, number: int) -> Path:
    return profile / f"c{number}.blobs"


def _fill(place: Path, header: Slots, payload: Payload) -> None:
    ours = _keys(place, payload)
    for number in _numbers():
        if number == payload.compartment:
            database.create(ours.db_path, ours.db_key, ours.db_salt)
            database.create(ours.blobs_path, ours.blobs_key, ours.blobs_salt)
        else:
            database.create_filler(_db(place, number))
            database.create_filler(_blobs(place, number))
    ballast.put(place)
    slots_files.write(place, header)


@contextlib.contextmanager
def _building(profile: Path) -> Iterator[Path]:
    """Give a folder to make everything in, and move it to its place at the end, the slots last."""
    place = profile / BUILDING
    profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(profile)
    place.mkdir(mode=0o700)
    try:
        yield place
        folder.sync_folder(place)
        _move_up(profile, place)
    except BaseException:
        if not slots_files.present(profile):
            _clear(profile)
        raise
    _tidy(profile)


def _move_up(profile: Path, place: Path) -> None:
    made = sorted(place.iterdir(), key=lambda path: path.name in slots_files.NAMES)
    for path in made:
        if path.name in slots_files.NAMES:
            folder.sync_folder(profile)  # the databases are there before what opens them
        path.replace(profile / path.name)
    folder.sync_folder(profile)


def _clear(profile: Path) -> None:
    """Remove what a creation left that never came to its end; the mark that says so goes last."""
    if not (profile / BUILDING).exists():
        return
    for path in (*profile.glob("c[0-3].*"), profile / ballast.NAME):
        path.unlink(missing_ok=True)
    shutil.rmtree(profile / BUILDING)


def _tidy(profile: Path) -> None:
    """After an opening: away with what an interrupted write left, and the ballast back."""
    shutil.rmtree(profile / BUILDING, ignore_errors=True)
    with contextlib.suppress(OSError):  # a folder that only lets itself be read is no reason to stay out
        for name in (*slots_files.NAMES, ballast.NAME):
            (profile / (name + folder.TEMPORARY)).unlink(missing_ok=True)
    ballast.replenish(profile)
