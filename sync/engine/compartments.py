"""Several notebooks behind one chooser, of which nobody can tell how many there are (A2.1, A2.5)."""

import contextlib
import secrets
from collections.abc import Sequence
from pathlib import Path

from crypto import slots
from crypto.slots import Payload, Slots
from sync.engine import folder, keyhole, next_pair, pairs, slots_files
from sync.engine.pairs import Place
from sync.errors import NoFreeNotebook, WordsTaken, WrongPassphrase
from sync.store import database


class Compartments:
    """Makes notebooks beside the open one.

    The program cannot know which compartments are in use: whatever neither the open notebook nor the words in
    *keep* open may be overwritten. The screen that asks for them says so.
    """

    def __init__(self, place: Place) -> None:
        self._place = place

    def add(self, new_passphrase: str, *, keep: Sequence[str]) -> None:
        """Make an empty notebook that *new_passphrase* opens; who it belongs to is asked when it is opened.

        Raises PassphraseTooShort, WrongPassphrase when words in *keep* open nothing, WordsTaken,
        NoFreeNotebook, InUseElsewhere, NotEnoughMemory, DiskFull, DiskFailing, FileUnwritable.
        """
        profile = self._place.profile
        header, number, kek = self._chosen(new_passphrase, keep)
        payload = pairs.fresh(slots.PASSPHRASE, number)
        _make_ready(profile, payload)
        header = slots.without_slots(header, [slots.recovery_slot(number)])
        header = slots.with_slot(header, slots.passphrase_slot(number), kek, payload)
        keys = pairs.keys(profile, payload)
        with folder.told(profile):
            try:
                slots_files.write_even_if_full(profile, header)
            except BaseException:
                _drop(profile, payload)
                raise
            next_pair.take_place(keys)

    def add_clearing_words(self, passphrase: str, *, keep: Sequence[str]) -> None:
        """Let *passphrase*, typed to unlock, clear the whole folder and open an empty notebook (A2.5).

        Off unless somebody calls this. The words take the place of one of the four notebooks, so they are to
        be among *keep* from then on. Raises as `add` does.
        """
        header, number, kek = self._chosen(passphrase, keep)
        payload = pairs.fresh(slots.DURESS_WIPE, number)
        header = slots.with_slot(header, slots.recovery_slot(number), kek, payload)
        with folder.told(self._place.profile):
            slots_files.write_even_if_full(self._place.profile, header)

    def remove_clearing_words(self, passphrase: str) -> None:
        """Let *passphrase* do nothing any more. Raises WrongPassphrase for words that clear nothing."""
        header = slots_files.read(self._place.profile).slots
        with keyhole.stretched(passphrase, header) as kek:
            index, payload = keyhole.look(header, kek)
        if payload.kind != slots.DURESS_WIPE:
            raise WrongPassphrase
        with folder.told(self._place.profile):
            slots_files.write_even_if_full(self._place.profile, slots.without_slots(header, [index]))

    def _chosen(self, new: str, keep: Sequence[str]) -> tuple[Slots, int, bytes]:
        """Return the slots, a compartment drawn from those that nobody keeps, and the key of *new*."""
        keyhole.must_be_something(new)
        header = slots_files.read(self._place.profile).slots
        kept = {self._place.keys.compartment}
        for passphrase in keep:
            with keyhole.stretched(passphrase, header) as kek:
                kept.add(keyhole.look(header, kek)[1].compartment)
        with keyhole.stretched(new, header) as kek:
            if keyhole.opens_anything(header, kek):
                raise WordsTaken
            free = sorted(set(pairs.numbers()) - kept)
            if not free:
                raise NoFreeNotebook
            return header, secrets.choice(free), bytes(kek)


def _make_ready(profile: Path, payload: Payload) -> None:
    keys = pairs.keys(profile, payload)
    with folder.told(profile):
        database.must_be_free(keys.db_path)
        next_pair.drop(keys)
        try:
            pairs.make(next_pair.in_making(keys))
            next_pair.make_ready(keys)
        except BaseException:
            _drop(profile, payload)
            raise


def _drop(profile: Path, payload: Payload) -> None:
    with contextlib.suppress(OSError):  # what went wrong before says more
        next_pair.drop(pairs.keys(profile, payload))
