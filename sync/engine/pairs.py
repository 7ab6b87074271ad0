"""The four pairs of files that a notebook always has, and the keys of one pair (A2.1, A2.3)."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from crypto import slots
from crypto.keys import VaultKey
from crypto.labels import Label, derive
from crypto.slots import Payload
from sync.engine import ballast
from sync.errors import Problem
from sync.store import blobs as blobs_table
from sync.store import database
from sync.store.database import Database

COMPARTMENTS = slots.COMPARTMENTS
SALT_SIZE = 16
EVERY = "c[0-3].*"
BLOBS = ".blobs"


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
    vault_key: VaultKey

    def payload(self, kind: int) -> Payload:
        """Return what a slot of *kind* must hold to open this compartment."""
        return Payload(kind, self.compartment, self.vault_key, self.db_salt)


@dataclass(slots=True)
class Place:
    """Where the open notebook stands, and its keys now: a re-key changes them."""

    profile: Path
    keys: OpenKeys
    by_recovery: bool = False
    """Opened with the recovery secret: new words may be set without the old ones."""
    accept_incomplete: bool = False
    """A copy whose log was left behind is opened all the same, with what there is of it."""
    second: Database | None = None
    """The second file of the pair, once somebody asked for it; on the notebook's lane only."""


def numbers() -> range:
    return range(COMPARTMENTS)


def db(profile: Path, number: int) -> Path:
    return profile / f"c{number}.db"


def blobs(profile: Path, number: int) -> Path:
    return profile / f"c{number}{BLOBS}"


def fresh(kind: int, number: int) -> Payload:
    """Return a payload with a key and salt that nothing was ever sealed with."""
    return Payload(kind, number, VaultKey.generate(), secrets.token_bytes(SALT_SIZE))


def keys(profile: Path, payload: Payload) -> OpenKeys:
    """Derive both files' keys and the second one's salt from the vault key (A2.3, A2.6.1)."""
    vault_key = payload.vault_key.raw
    return OpenKeys(
        payload.compartment,
        db(profile, payload.compartment),
        derive(vault_key, Label.DB),
        payload.db_salt,
        blobs(profile, payload.compartment),
        derive(vault_key, Label.BLOBS),
        derive(vault_key, Label.BLOBS_SALT, length=SALT_SIZE),
        payload.vault_key,
    )


def opened(place: Place, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Database:
    """Open the first file of the pair, which gives up the ballast when the disk is full.

    *progress* hears how far what a newer release does once is.
    """
    keys, anyway = place.keys, place.accept_incomplete
    room = partial(ballast.give_up, place.profile)
    return Database(
        keys.db_path, keys.db_key, keys.db_salt, on_full=room, accept_incomplete=anyway, progress=progress
    )


def second(place: Place) -> Database:
    """Return the second file of the pair, which stays open; a chunk proves itself, so no log can lack one.

    On the notebook's lane only. Raises problems of the disk, InUseElsewhere, NotebookDamaged.
    """
    if place.second is None:
        keys, room = place.keys, partial(ballast.give_up, place.profile)
        opened_now = Database(
            keys.blobs_path, keys.blobs_key, keys.blobs_salt, on_full=room, accept_incomplete=True
        )
        place.second = opened_now
        with suppress(Problem):  # then freed pages stay in the file, and are used again
            opened_now.read(blobs_table.make_shrinkable)
    return place.second


@contextmanager
def borrowed(place: Place) -> Iterator[Database]:
    """Give the second file; where nobody had asked for it before, it is closed again."""
    was_open = place.second is not None
    try:
        yield second(place)
    finally:
        if not was_open:
            put_down(place)


def put_down(place: Place) -> None:
    """Close the second file; whoever asks for it next opens it anew, with the keys of then."""
    held, place.second = place.second, None
    if held is not None:
        held.close()


def make(keys: OpenKeys) -> None:
    """Make an empty pair where *keys* say."""
    database.create(keys.db_path, keys.db_key, keys.db_salt)
    database.create(keys.blobs_path, keys.blobs_key, keys.blobs_salt)


def make_all(folder: Path, payload: Payload) -> None:
    """Make the four pairs: one for *payload*, the others for keys that are thrown away (A2.1)."""
    for number in numbers():
        if number == payload.compartment:
            make(keys(folder, payload))
        else:
            database.create_filler(db(folder, number))
            database.create_filler(blobs(folder, number))
