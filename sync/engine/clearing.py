"""Everything away, and an empty compartment in its place; off unless somebody asks for it (A2.5).

What it cannot do is said to whoever switches it on: a copy taken before still opens, and disks keep old
blocks.
"""

import os
import secrets
import shutil
from pathlib import Path

from crypto import passphrase as costs
from crypto import slots
from crypto.slots import Slots
from sync.engine import building, folder, keyhole, pairs, slots_files
from sync.engine.pairs import OpenKeys
from sync.errors import SlotsDamaged

EVERY_SLOT = range(slots.SLOTS)


def clear(profile: Path, passphrase: str | None = None) -> None:
    """Clear everything; afterwards *passphrase* opens an empty notebook, or without one nothing does.

    Raises PassphraseTooShort and NotEnoughMemory before anything is changed, DiskFull, DiskFailing,
    FileUnwritable. Cut off in its middle it is taken up by the next unlocking with the same words.
    """
    header = _header(profile)
    if passphrase is None:
        start_over(profile, header, None)
        return
    with keyhole.stretched(passphrase, header) as kek:
        start_over(profile, header, kek)


def _header(profile: Path) -> Slots:
    try:
        return slots_files.read(profile).slots
    except SlotsDamaged:
        return slots.fresh(costs.DEFAULT)


def start_over(profile: Path, header: Slots, kek: bytes | None) -> OpenKeys:
    """Clear everything, and return the keys of the empty compartment that *kek* opens now."""
    payload = pairs.fresh(slots.PASSPHRASE, secrets.randbelow(pairs.COMPARTMENTS))
    with folder.told(profile):
        _forget(profile, header, kek)
        _cut_short(profile)
        shutil.rmtree(profile / building.FOLDER, ignore_errors=True)
        pairs.make_all(building.folder_in(profile), payload)
        building.move_up(profile)
        header = slots.without_slots(slots_files.read(profile).slots, EVERY_SLOT)
        if kek is not None:
            header = slots.with_slot(header, slots.passphrase_slot(payload.compartment), kek, payload)
        slots_files.overwrite(profile, header)
    building.tidy(profile)
    return pairs.keys(profile, payload)


def forget(profile: Path) -> None:
    """Overwrite all slots, which is what counts. Raises DiskFull, DiskFailing, FileUnwritable."""
    with folder.told(profile):
        _forget(profile, _header(profile), None)


def _forget(profile: Path, header: Slots, kek: bytes | None) -> None:
    """Overwrite all slots; *kek* opens one that takes the clearing up again."""
    header = slots.without_slots(header, EVERY_SLOT)
    if kek is not None:
        number = secrets.randbelow(pairs.COMPARTMENTS)
        again = pairs.fresh(slots.DURESS_WIPE, number)
        header = slots.with_slot(header, slots.recovery_slot(number), kek, again)
    slots_files.overwrite(profile, header)


def _cut_short(profile: Path) -> None:
    for path in profile.glob(pairs.EVERY):
        with path.open("r+b") as file:
            file.truncate(0)
            os.fsync(file.fileno())
        if path.suffix not in (".db", ".blobs"):
            path.unlink(missing_ok=True)
