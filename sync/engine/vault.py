"""The files of a notebook: slots that passphrases open, four compartments that look alike (A2.1, A2.6)."""

import secrets
import time
from pathlib import Path

from crypto import passphrase as words
from crypto import slots
from crypto.passphrase import Cost
from crypto.slots import Payload
from sync.engine import ballast, building, clearing, folder, keyhole, next_pair, pairs, slots_files
from sync.engine.pairs import OpenKeys
from sync.engine.slots_files import Found
from sync.errors import NotebookDamaged, NotebookExists, NotebookMissing, WrongPassphrase


def exists(profile: Path) -> bool:
    """Say whether a notebook is there, damaged or not; an interrupted creation is none."""
    if slots_files.present(profile):
        return True
    return not building.unfinished(profile) and any(pairs.db(profile, n).exists() for n in pairs.numbers())


def create(profile: Path, passphrase: str, *, cost: Cost | None = None) -> OpenKeys:
    """Make a notebook whose only passphrase opens one of the four compartments, drawn by lot (A2.1).

    *cost* is calibrated to about a second when not given. Raises NotebookExists, PassphraseTooShort,
    NotEnoughMemory, DiskFull, DiskFailing, FileUnwritable, and crypto's Malformed for a cost below the floor.
    """
    if exists(profile):
        raise NotebookExists
    keyhole.must_be_something(passphrase)
    header = slots.fresh(cost or words.calibrate(time.monotonic))
    payload = pairs.fresh(slots.PASSPHRASE, secrets.randbelow(pairs.COMPARTMENTS))
    with keyhole.stretched(passphrase, header) as kek:
        header = slots.with_slot(header, slots.passphrase_slot(payload.compartment), kek, payload)
    with folder.told(profile), building.begun(profile) as place:
        pairs.make_all(place, payload)
        ballast.put(place)
        slots_files.write(place, header)
    building.tidy(profile)
    return pairs.keys(profile, payload)


def open_keys(profile: Path, passphrase: str) -> OpenKeys:
    """Return the keys of the compartment that *passphrase* opens.

    Words of a duress slot clear everything first, and open what is then there (A2.5). A refusal changes no
    file. Raises NotebookMissing, SlotsDamaged, NotebookNewer, PassphraseTooShort, NotEnoughMemory,
    WrongPassphrase, NotebookDamaged, InUseElsewhere.
    """
    found = _found(profile)
    with keyhole.stretched(passphrase, found.slots) as kek:
        _, payload = keyhole.look(found.slots, kek)
        if payload.kind == slots.DURESS_WIPE:
            return clearing.start_over(profile, found.slots, kek)
    return _entered(profile, found, payload)


def keys_of_damaged(profile: Path, passphrase: str) -> OpenKeys:
    """Return the keys of the compartment that *passphrase* opens, whatever became of its files (A2.6.7).

    Raises what `open_keys` does but NotebookDamaged.
    """
    found = _found(profile)
    with keyhole.stretched(passphrase, found.slots) as kek:
        _, payload = keyhole.look(found.slots, kek)
        if payload.kind == slots.DURESS_WIPE:
            return clearing.start_over(profile, found.slots, kek)
    return pairs.keys(profile, payload)


def open_with_recovery(profile: Path, recovery_kek: bytes) -> OpenKeys:
    """Return the keys of the compartment whose recovery slot *recovery_kek* (32 bytes) opens (A2.4).

    Raises NotebookMissing, SlotsDamaged, NotebookNewer, WrongPassphrase when no slot is of these sheets,
    NotebookDamaged, InUseElsewhere.
    """
    found = _found(profile)
    _, payload = keyhole.look(found.slots, recovery_kek)
    if payload.kind != slots.RECOVERY:
        raise WrongPassphrase
    return _entered(profile, found, payload)


def _found(profile: Path) -> Found:
    if not exists(profile):
        raise NotebookMissing
    return slots_files.read(profile)


def _entered(profile: Path, found: Found, payload: Payload) -> OpenKeys:
    keys = pairs.keys(profile, payload)
    slots_files.heal(profile, found)
    with folder.told(profile):
        next_pair.settle(keys)
    if not (keys.db_path.is_file() and keys.blobs_path.is_file()):
        raise NotebookDamaged
    building.tidy(profile)
    return keys
