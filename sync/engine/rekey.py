"""Everything sealed anew under a key that nobody has seen, cut off anywhere without loss (A2.4, A2.6.5)."""

import contextlib
from collections.abc import Callable

from crypto import slots
from crypto.slots import Slots
from sync.engine import folder, next_pair, pairs, second_copy, slots_files
from sync.engine.notebook import Notebook
from sync.engine.pairs import OpenKeys, Place
from sync.store.database import Database

Progress = Callable[[int, int], None]


def rekey(book: Notebook, place: Place, kek: bytes, progress: Progress) -> None:
    """Copy both files under fresh keys, let the passphrase slot hold them, and go on in the copies.

    On the lane only. *kek* is what the passphrase became. The recovery slot is emptied, because its secret is
    not here. Raises DiskFull, DiskFailing, FileUnwritable, InUseElsewhere, and what *progress* raises; then
    the old key is the one that opens.
    """
    old = place.keys
    new = pairs.keys(place.profile, pairs.fresh(slots.PASSPHRASE, old.compartment))
    with folder.told(place.profile):
        _prepare(book.database, place, new, progress)
        _decide(place, new, kek)
    pairs.put_down(place)
    book.database.close()
    place.keys = new
    try:
        with folder.told(place.profile):
            next_pair.take_place(new)
            second_copy.let_go(new)
    finally:
        book.database = pairs.opened(place)


def _prepare(database: Database, place: Place, new: OpenKeys, progress: Progress) -> None:
    next_pair.drop(new)
    try:
        with pairs.borrowed(place) as blobs:
            _copy(database, blobs, next_pair.in_making(new), progress)
        next_pair.make_ready(new, place.keys)
    except BaseException:
        _drop(new)
        raise


def _copy(database: Database, blobs: Database, made: OpenKeys, progress: Progress) -> None:
    sizes = database.pages, blobs.pages
    total = sum(sizes)
    database.copy_to(made.db_path, made.db_key, made.db_salt, lambda done, _: progress(done, total))
    blobs.copy_to(
        made.blobs_path, made.blobs_key, made.blobs_salt, lambda done, _: progress(sizes[0] + done, total)
    )


def _decide(place: Place, new: OpenKeys, kek: bytes) -> None:
    try:
        slots_files.write_even_if_full(place.profile, _content(place, new, kek))
    except BaseException:
        _drop(new)
        raise


def _content(place: Place, new: OpenKeys, kek: bytes) -> Slots:
    number = new.compartment
    header = slots_files.read(place.profile).slots
    header = slots.without_slots(header, [slots.recovery_slot(number)])
    return slots.with_slot(header, slots.passphrase_slot(number), kek, new.payload(slots.PASSPHRASE))


def _drop(new: OpenKeys) -> None:
    with contextlib.suppress(OSError):  # what went wrong before says more; the next opening drops it
        next_pair.drop(new)
