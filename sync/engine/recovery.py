"""Recovery sheets of the open notebook: made, rehearsed, and what is remembered of them (A2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crypto import recovery, slots
from crypto.keys import KemPublic
from sync.engine import carrying, keyhole, own_log, person_log, sheets, slots_files
from sync.engine.notebook import Notebook
from sync.engine.pairs import Place
from sync.engine.passphrases import Words
from sync.engine.person_log import Unproven
from sync.engine.sheets import Sheet
from sync.errors import WrongPassphrase
from sync.recovery_refusals import SheetsForeign, SheetsFromOldest
from sync.store import settings
from sync.store.database import Db
from sync.wire import codec

SETTING = "recovery-set"
SHARES, NEED = 3, 2


@dataclass(frozen=True, slots=True)
class SheetSet:
    """What is remembered of the sheets: nothing that opens anything."""

    set_id: str
    made_ms: int
    shares: int
    need: int
    rehearsed_ms: int
    """When enough of them were last entered to try them; 0 for never."""
    kem: KemPublic
    """What backups are sealed to."""


class Recovery:
    def __init__(self, book: Notebook, place: Place, words: Words) -> None:
        self._book = book
        self._place = place
        self._words = words

    @property
    def current(self) -> SheetSet | None:
        """The set whose sheets open this notebook, if there is one."""
        kept = self._book.read(remembered)
        return kept if self._words.has_recovery else None

    def make(self, shares: int = SHARES, need: int = NEED, holders: Sequence[str] = ()) -> tuple[Sheet, ...]:
        """Make a new set of sheets; this notebook keeps nothing that would open it without them.

        Those made before open it no longer. Raises ValueError unless 2 <= need <= shares <= 16, DiskFull,
        DiskFailing, FileUnwritable: then the sheets made before stay good for the notebook. Raises
        SheetsFromOldest on any but the oldest laptop of its person.
        """
        self._must_be_oldest()
        secret = recovery.generate()
        now = self._book.clock()
        made = sheets.split(secret, shares, need, now, holders)
        seed = recovery.kem(secret)
        kept = SheetSet(made[0].set_id, now, shares, need, 0, seed.public)

        def publish(db: Db) -> None:
            signing = recovery.signing(secret)
            self._book.become(db, own_log.with_recovery(self._book.me, signing, seed.public, now))
            carrying.carry_everywhere(db, self._book)

        self._book.write(publish)
        self._words.put_recovery(recovery.slot_kek(secret))
        self._book.write(lambda db: remember(db, kept))
        return made

    def _must_be_oldest(self) -> None:
        """A younger laptop cannot name the key that is senior to all (A2.4)."""
        me = self._book.me
        if next(iter(person_log.state(me.acts).devices), me.device) != me.device:
            raise SheetsFromOldest

    def rehearse(self, texts: Sequence[str]) -> bool:
        """Say whether these sheets open this notebook; nothing is shown or changed but that they were tried.

        Raises what `sheets.combine` does.
        """
        secret = sheets.combine(texts)
        fits = self._opens(secret)
        if fits and (kept := self._book.read(remembered)):
            tried = replace(kept, rehearsed_ms=self._book.clock())
            self._book.write(lambda db: remember(db, tried))
        return fits

    def _opens(self, secret: bytes) -> bool:
        try:
            _, payload = keyhole.look(slots_files.read(self._place.profile).slots, recovery.slot_kek(secret))
        except WrongPassphrase:
            return False
        return payload == self._place.keys.payload(slots.RECOVERY)

    def retire(self, texts: Sequence[str]) -> None:
        """Take the power of a set out of the person's log: new sheets alone do not, as none is senior to it.

        What opened with them before, this notebook or backups, still does. Raises what `sheets.combine` does,
        and SheetsForeign for sheets that have no such power here.
        """
        signing = recovery.signing(sheets.combine(texts))

        def publish(db: Db) -> None:
            try:
                me = own_log.without_recovery(self._book.me, signing, self._book.clock())
            except Unproven as error:
                raise SheetsForeign from error
            self._book.become(db, me)
            carrying.carry_everywhere(db, self._book)

        self._book.write(publish)

    def forget(self) -> None:
        """Let no sheets open this notebook any more. Raises DiskFull, DiskFailing, FileUnwritable."""
        self._words.remove_recovery()


# ---------------------------------------------------------------- what is remembered
def remember(db: Db, kept: SheetSet) -> None:
    row = [kept.set_id, kept.made_ms, kept.shares, kept.need, kept.rehearsed_ms, kept.kem.raw]
    settings.put(db, SETTING, codec.encode(row))


def remembered(db: Db) -> SheetSet | None:
    data = settings.get(db, SETTING)
    if data is None:
        return None
    match codec.decode(data):
        case [str() as name, int() as made, int() as count, int() as need, int() as tried, bytes() as kem]:
            return SheetSet(name, made, count, need, tried, KemPublic(kem))
    return None
