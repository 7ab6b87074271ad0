"""A backup opened with its sheets: looked over, or made into a notebook with new device keys (A5.5)."""

import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from crypto import passphrase as words
from crypto import recovery, slots
from crypto.keys import KemSeed, SigningKey
from crypto.passphrase import Cost
from crypto.slots import Slots
from sync.engine import (
    backup_file,
    ballast,
    building,
    folder,
    identity,
    keyhole,
    own_log,
    pairs,
    passphrases,
    session,
    sheets,
    slots_files,
    vault,
)
from sync.engine.backup_file import Head
from sync.engine.identity import FormerKey, Identity
from sync.engine.own_log import Offer
from sync.engine.pairs import OpenKeys
from sync.engine.person_log import Unproven
from sync.engine.session import Session
from sync.errors import Cancelled, NotebookDamaged, NotebookExists, NotebookIncomplete, NotebookNewer
from sync.recovery_refusals import BackupDamaged, BackupNewer
from sync.store import database, entries, own, records, settings, spaces
from sync.store.database import Database, Db

Progress = Callable[[int, int], None]
TAKEN_OUT = ("from.db", "from.blobs")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, all of it read back."""

    made_ms: int
    person: str
    name: str
    spaces: int
    entries: int
    items: int


@dataclass(frozen=True, slots=True)
class Going:
    """How far something long is, and whether it is still wanted."""

    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    total: list[int] = field(default_factory=lambda: [0, 1])

    def moved(self, count: int) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        self.total[0] += count
        if self.progress is not None:
            self.progress(min(self.total[0], self.total[1]), self.total[1])


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup's file, and enough sheets: what was typed, scanned or read of each."""

    path: Path
    sheets: Sequence[str] = field(repr=False)

    def check(
        self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Contents:
        """Read everything back, open both databases, and count what is in them; nothing is kept.

        *progress* is told bytes. Raises what `sheets.combine` does, NotABackup, BackupForeign, BackupDamaged,
        BackupNewer, FileUnreadable, DiskFull, Cancelled.
        """
        secret = sheets.combine(self.sheets)
        with tempfile.TemporaryDirectory() as name, folder.told(Path(name)):
            head, keys = _taken_out(self.path, secret, Path(name), Going(progress, cancelled))
            return _looked_over(self.path, head, keys)

    def restore(
        self, profile: Path, new_passphrase: str, *, cost: Cost | None = None,
        progress: Progress | None = None, cancelled: Callable[[], bool] | None = None,
    ) -> Session:  # fmt: skip
        """Make a notebook in *profile* of it, as a new device of the same person, and open it.

        The device that made the backup is taken out of the person's log; spaces are told of both at once.
        Raises what `check` does, NotebookExists, PassphraseTooShort, NotEnoughMemory, DiskFailing,
        FileUnwritable; then there is no notebook.
        """
        if vault.exists(profile):
            raise NotebookExists
        keyhole.must_be_something(new_passphrase)
        secret = sheets.combine(self.sheets)
        header = slots.fresh(cost or words.calibrate(time.monotonic))
        with (
            keyhole.stretched(new_passphrase, header) as kek,
            folder.told(profile),
            building.begun(profile) as place,
        ):
            _build(place, self.path, secret, (header, bytes(kek)), Going(progress, cancelled))
        building.tidy(profile)
        return session.unlock(profile, new_passphrase)


# ---------------------------------------------------------------- out of the file
def _taken_out(path: Path, secret: bytes, place: Path, going: Going) -> tuple[Head, OpenKeys]:
    going.total[1] = max(1, path.stat().st_size) if path.is_file() else 1
    files = (place / TAKEN_OUT[0], place / TAKEN_OUT[1])
    head = backup_file.read(path, recovery.kem(secret), files, going.moved)
    keys = pairs.keys(place, slots.Payload(slots.RECOVERY, 0, head.vault_key, head.salt))
    return head, replace(keys, db_path=files[0], blobs_path=files[1])


def _looked_over(path: Path, head: Head, keys: OpenKeys) -> Contents:
    with closing(_opened(path, keys.db_path, keys.db_key, keys.db_salt)) as main:
        with closing(_opened(path, keys.blobs_path, keys.blobs_key, keys.blobs_salt)) as blobs:
            if main.check() or blobs.check():
                raise BackupDamaged(name=path.name)
        return main.read(lambda db: _counted(db, head))


def _opened(path: Path, file: Path, key: bytes, salt: bytes) -> Database:
    try:
        return Database(file, key, salt)
    except (NotebookDamaged, NotebookIncomplete) as error:
        raise BackupDamaged(name=path.name) from error
    except NotebookNewer as error:
        raise BackupNewer(name=path.name) from error


def _counted(db: Db, head: Head) -> Contents:
    known = spaces.every(db)
    return Contents(
        head.made_ms,
        head.person.hex(),
        head.name,
        len(known),
        sum(entries.count(db, space) for space in known),
        sum(len(records.listed(db, space, None, present=True)) for space in known),
    )


# ---------------------------------------------------------------- a notebook of it
def _build(place: Path, path: Path, secret: bytes, door: tuple[Slots, bytes], going: Going) -> None:
    """Make every file of a notebook in *place*; the keys are new, as nobody knows who saw the old ones."""
    _, old = _taken_out(path, secret, place, going)
    payload = pairs.fresh(slots.PASSPHRASE, secrets.randbelow(pairs.COMPARTMENTS))
    new = pairs.keys(place, payload)
    header = _slots(new, secret, *door)
    _sealed_anew(path, old, new)
    with closing(Database(new.db_path, new.db_key, new.db_salt)) as made, made.transaction() as db:
        own_slot = header.boxes[slots.recovery_slot(new.compartment)]
        settings.put(db, passphrases.RECOVERY, sha256(own_slot).digest())
        _become_new(db, secret, session.clock_ms())
    for number in set(pairs.numbers()) - {new.compartment}:
        database.create_filler(pairs.db(place, number))
        database.create_filler(pairs.blobs(place, number))
    ballast.put(place)
    slots_files.write(place, header)


def _slots(keys: OpenKeys, secret: bytes, header: Slots, kek: bytes) -> Slots:
    number = keys.compartment
    payload = keys.payload(slots.RECOVERY)
    header = slots.with_slot(header, slots.recovery_slot(number), recovery.slot_kek(secret), payload)
    return slots.with_slot(header, slots.passphrase_slot(number), kek, keys.payload(slots.PASSPHRASE))


def _sealed_anew(path: Path, old: OpenKeys, new: OpenKeys) -> None:
    for file, key, salt, made, made_key, made_salt in (
        (old.db_path, old.db_key, old.db_salt, new.db_path, new.db_key, new.db_salt),
        (old.blobs_path, old.blobs_key, old.blobs_salt, new.blobs_path, new.blobs_key, new.blobs_salt),
    ):
        with closing(_opened(path, file, key, salt)) as source:
            if source.check():
                raise BackupDamaged(name=path.name)
            source.copy_to(made, made_key, made_salt, lambda _, __: None)
        if not database.is_whole(made, made_key, made_salt):
            raise BackupDamaged(name=path.name)
        for end in ("", "-wal"):
            file.with_name(file.name + end).unlink(missing_ok=True)


# ---------------------------------------------------------------- a new device (A5.5)
def _become_new(db: Db, secret: bytes, now_ms: int) -> None:
    kept = settings.get(db, identity.SETTING)
    if kept is None:
        return
    me = _new_device(identity.unpack(kept), recovery.signing(secret), now_ms)
    settings.put(db, identity.SETTING, identity.pack(me))
    for space, packed in own.personas(db).items():
        persona = own_log.reenrolled(identity.unpack(packed), now_ms)
        own.put_persona(db, space, identity.pack(persona))


def _new_device(me: Identity, elder: SigningKey, now_ms: int) -> Identity:
    """Let the recovery key bring in new keys and take out those that the backup holds a copy of."""
    signing, kem = SigningKey.generate(), KemSeed.generate()
    new: Offer = own_log.offer(signing, kem)
    try:
        log = own_log.recovered(me.person, me.entries, elder, new, now_ms, gone=[me.device])
    except Unproven:  # these sheets were never named in the log, or are no longer
        return own_log.reenrolled(me, now_ms)
    former = (*me.former, FormerKey(me.kem, now_ms))
    return replace(me, signing=signing, kem=kem, device=new.device, entries=log, former=former)
