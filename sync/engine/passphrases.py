"""The password words of the open notebook: changed, set anew, forgotten; the slot of its recovery sheets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from crypto import slots
from crypto.passphrase import Cost
from crypto.slots import Slots
from sync.engine import folder, keyhole, rekey, slots_files
from sync.engine.notebook import Notebook
from sync.engine.pairs import Place
from sync.errors import Cancelled, NoRecoverySheets, WordsTaken, WrongPassphrase
from sync.store import settings

RECOVERY = "recovery"
"""Setting: SHA-256 of the recovery slot as it was written, so that it is known to be there still."""


@dataclass(frozen=True, slots=True)
class Rekeyed:
    sheets_void: bool
    """The recovery sheets made before open nothing any more: new ones are to be made."""


class Words:
    def __init__(self, book: Notebook, place: Place) -> None:
        self._book = book
        self._place = place

    # ------------------------------------------------------------ password words
    def change(self, current: str, new: str, *, cost: Cost | None = None, keep: Iterable[str] = ()) -> None:
        """Let *new* open this notebook instead of *current* (A2.4).

        Copies of the slots file made before still open with the old words; only `rekey` makes them useless.
        A *cost* seals with a fresh salt: then passphrases of other notebooks open no longer, unless they are
        given in *keep*. Raises WrongPassphrase, WordsTaken, PassphraseTooShort, NotEnoughMemory, DiskFull,
        DiskFailing, FileUnwritable, and crypto's Malformed for a cost below the floor.
        """
        keyhole.must_be_something(new)
        header = self._header()
        with keyhole.stretched(current, header) as kek:
            index = self._ours(header, kek)
        if cost is not None:
            header = _at_cost(header, cost, keep)
        self._put(slots.without_slots(header, [index]), new)

    def set_new(self, new: str) -> None:
        """Set words without the old ones, in a notebook that was opened with its recovery sheets (A2.4).

        Raises as `change` does.
        """
        if not self._place.by_recovery:
            raise ValueError("only after an opening with recovery sheets")
        own = slots.passphrase_slot(self._place.keys.compartment)
        self._put(slots.without_slots(self._header(), [own]), new)
        self._place.by_recovery = False

    def rekey(
        self, passphrase: str, *,
        progress: Callable[[int, int], None] | None = None, cancelled: Callable[[], bool] | None = None,
    ) -> Rekeyed:  # fmt: skip
        """Seal everything anew: no old words, and no copy of the slots file, open what is here then (A2.6.5).

        Needs room for a second copy. *progress* is told pages. Raises WrongPassphrase, Cancelled, DiskFull,
        DiskFailing, FileUnwritable, NotEnoughMemory; after each of them the key is the old one.
        """

        def told(done: int, total: int) -> None:
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(done, total)

        header = self._header()
        had_sheets = self.has_recovery
        with keyhole.stretched(passphrase, header) as kek:
            self._ours(header, kek)
            self._book.lane.run(lambda: rekey.rekey(self._book, self._place, kek, told))
        return Rekeyed(had_sheets)

    def forget(self) -> None:
        """Overwrite this notebook's passphrase slot and keep that of its sheets: the travel lock (A2.5).

        Whoever calls it closes the session. Raises NoRecoverySheets, DiskFull, DiskFailing, FileUnwritable.
        """
        if not self.has_recovery:
            raise NoRecoverySheets
        own = slots.passphrase_slot(self._place.keys.compartment)
        with folder.told(self._place.profile):
            slots_files.overwrite(self._place.profile, slots.without_slots(self._header(), [own]))

    # ------------------------------------------------------------ recovery sheets
    @property
    def has_recovery(self) -> bool:
        """Say whether the recovery slot that was made here still stands in the slots file."""
        kept = self._book.read(lambda db: settings.get(db, RECOVERY))
        return kept is not None and kept == self._recovery_mark(self._header())

    def put_recovery(self, recovery_kek: bytes) -> None:
        """Let KDF(R, "recovery/slot"), 32 bytes, open this notebook (A2.4).

        Sheets made before open it no longer. Raises DiskFull, DiskFailing, FileUnwritable.
        """
        keys = self._place.keys
        header = slots.with_slot(
            self._header(),
            slots.recovery_slot(keys.compartment),
            recovery_kek,
            keys.payload(slots.RECOVERY),
        )
        self._write(header)
        self._book.write(lambda db: settings.put(db, RECOVERY, self._recovery_mark(header)))

    def remove_recovery(self) -> None:
        """Let no sheets open this notebook. Raises DiskFull, DiskFailing, FileUnwritable."""
        own = slots.recovery_slot(self._place.keys.compartment)
        self._write(slots.without_slots(self._header(), [own]))

    # ------------------------------------------------------------ the slots file
    def _header(self) -> Slots:
        return slots_files.read(self._place.profile).slots

    def _recovery_mark(self, header: Slots) -> bytes:
        return sha256(header.boxes[slots.recovery_slot(self._place.keys.compartment)]).digest()

    def _ours(self, header: Slots, kek: bytes) -> int:
        """Return the slot in which *kek* opens this notebook. Raises WrongPassphrase."""
        index, payload = keyhole.look(header, kek)
        if payload != self._place.keys.payload(slots.PASSPHRASE):
            raise WrongPassphrase
        return index

    def _put(self, header: Slots, new: str) -> None:
        keys = self._place.keys
        with keyhole.stretched(new, header) as kek:
            if keyhole.opens_anything(header, kek):
                raise WordsTaken
            own = slots.passphrase_slot(keys.compartment)
            self._write(slots.with_slot(header, own, kek, keys.payload(slots.PASSPHRASE)))

    def _write(self, header: Slots) -> None:
        with folder.told(self._place.profile):
            slots_files.write_even_if_full(self._place.profile, header)


def _at_cost(header: Slots, cost: Cost, keep: Iterable[str]) -> Slots:
    """Return *header* with another cost and salt, the slots of *keep* sealed anew. Raises WrongPassphrase.

    Slots of recovery secrets do not depend on either, and stay.
    """
    dearer = slots.fresh(cost)
    sheets = {slots.recovery_slot(number): None for number in range(slots.COMPARTMENTS)}
    boxes = (header.boxes[at] if at in sheets else box for at, box in enumerate(dearer.boxes))
    dearer = Slots(cost, dearer.salt, tuple(boxes), header.counter)
    for passphrase in keep:
        with keyhole.stretched(passphrase, header) as kek:
            index, payload = keyhole.look(header, kek)
        with keyhole.stretched(passphrase, dearer) as kek:
            dearer = slots.with_slot(dearer, index, kek, payload)
    return dearer
