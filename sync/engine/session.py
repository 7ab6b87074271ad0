"""The door: make, open and close a notebook, and what can be done in an open one."""

import contextlib
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

import resources
from crypto import passphrase as words
from crypto import selftest
from crypto.errors import SelfTestFailed as CipherFailed
from crypto.passphrase import Cost
from sync.engine import carrying, clearing, identity, in_flight, keyhole, new_keys, opening, pairs, vault
from sync.engine.admissions import Admissions
from sync.engine.archive import Archive
from sync.engine.attachments import Attachments
from sync.engine.backups import Backups
from sync.engine.compartments import Compartments
from sync.engine.crossing import Crossing
from sync.engine.delivery import MODE_KEY, Delivery
from sync.engine.devices import Devices
from sync.engine.doors import Doors
from sync.engine.errands import Errands
from sync.engine.folders import Folders
from sync.engine.health import Health, Report
from sync.engine.indexing import renew
from sync.engine.invitations import Invitations
from sync.engine.keeping import Keeping
from sync.engine.lane import Lane
from sync.engine.mailboxes import Mailboxes
from sync.engine.me import Me
from sync.engine.newcomer_files import NewcomerFiles
from sync.engine.news import News
from sync.engine.notebook import Notebook
from sync.engine.of_items import OfItems
from sync.engine.organisations import Organisations
from sync.engine.packages import Packages
from sync.engine.pairs import Place
from sync.engine.passphrases import Words
from sync.engine.policies import Policies
from sync.engine.portals import Portals
from sync.engine.quarantine import Quarantine
from sync.engine.reach import Reach
from sync.engine.recovery import Recovery
from sync.engine.relays import Relays
from sync.engine.repairs import Repairs
from sync.engine.returning import Returning
from sync.engine.rhythm import Rhythm
from sync.engine.rooms import Rooms
from sync.engine.second_copy import SecondCopy
from sync.engine.settings import Settings
from sync.engine.sharing_down import SharingDown
from sync.engine.spaces import Spaces
from sync.engine.stewardship import Stewardship
from sync.engine.verification import Verification
from sync.engine.ways import Ways
from sync.engine.whole import Whole
from sync.engine.witness import Witness
from sync.errors import NotebookIncomplete, Problem, SelfTestFailed
from sync.store import own, settings, visits
from sync.store.database import Db

FOLDER = "Notebook"  # neutral on purpose: it is seen by whoever looks at the disk
WORD_COUNT = 6
BITS_ENOUGH = 77.0
NAME_MAX = 200
Progress = Callable[[int, int], None]


def clock_ms() -> int:
    return time.time_ns() // 1_000_000


def default_profile() -> Path:
    return Path(platformdirs.user_data_dir(FOLDER, appauthor=False))


def quick_cost() -> Cost:
    """Return the least that a notebook may cost to open: for trials that nobody relies on."""
    return words.FLOOR


def exists(profile: Path) -> bool:
    return vault.exists(profile)


def create(profile: Path, passphrase: str, *, name: str = "", cost: Cost | None = None) -> "Session":
    """Make a notebook and open it; *name* is how others will see this person."""
    _ask_cipher()
    keys = vault.create(profile, passphrase, cost=cost)
    return _opened(Place(profile, keys), " ".join(name.split())[:NAME_MAX])


def unlock(
    profile: Path, passphrase: str, *, accept_incomplete: bool = False, progress: Progress | None = None
) -> "Session":
    """Open a notebook, or with *accept_incomplete* what there is of a copy that lacks its newest part.

    One that nobody closed is looked over first, and one of an older release is brought up to date; *progress*
    hears how far that is, of opening.STEPS the first, of opening.RENEWING the second.
    Raises NotebookDamaged, WrongPassphrase, NotebookMissing, SlotsDamaged, NotebookIncomplete and the like.
    """
    _ask_cipher()
    keys = vault.open_keys(profile, passphrase)
    return _opened(Place(profile, keys, accept_incomplete=accept_incomplete), "", progress)


def unlock_with_recovery(profile: Path, recovery_kek: bytes) -> "Session":
    """Open a notebook with KDF(R, "recovery/slot") of its sheets; new words can be set then (A2.4)."""
    _ask_cipher()
    keys = vault.open_with_recovery(profile, recovery_kek)
    return _opened(Place(profile, keys, by_recovery=True), "")


def _ask_cipher() -> None:
    try:
        selftest.run()
    except CipherFailed as error:
        raise SelfTestFailed from error


def _opened(place: Place, name: str, progress: Progress | None = None) -> "Session":
    lane = Lane("notebook")
    try:
        book = lane.run(lambda: _book(place, lane, name, progress))
        if not place.accept_incomplete:
            book.write(lambda db: _introduce(db, book))
            renew(book, opening.part(progress, 1, 2))
    except BaseException:
        lane.close()
        raise
    return Session(book, place)


def _introduce(db: Db, book: Notebook) -> None:
    new_keys.take_if_due(db, book)
    carrying.introduce(db, book)
    visits.forget(db)


def _book(place: Place, lane: Lane, name: str, progress: Progress | None) -> Notebook:
    first = pairs.opened(place, opening.part(progress, 0, 2))
    database = opening.look_over(first, lambda: pairs.opened(place), progress)

    def begin() -> Notebook:
        with database.transaction() as db:
            me = _who(db, name, must_be_there=place.accept_incomplete)
            personas = {space: identity.unpack(kept) for space, kept in own.personas(db).items()}
            careful = in_flight.recover(db)
        return Notebook(lane, database, me, clock_ms, careful=careful, personas=personas)

    try:
        return opening.twice(begin)
    except BaseException:
        database.close()
        raise


def _who(db: Db, name: str, *, must_be_there: bool) -> identity.Identity:
    """Read who we are, or, in a new compartment, begin to be somebody."""
    kept = settings.get(db, identity.SETTING)
    if kept is not None:
        return identity.unpack(kept)
    if must_be_there:
        raise NotebookIncomplete  # the copy holds nothing: it must not look like a new notebook
    me = identity.found(name, secrets.token_bytes(32), clock_ms())
    settings.put(db, identity.SETTING, identity.pack(me))
    settings.put(db, MODE_KEY, b"pressed")
    return me


def generated_passphrase(language: str = "en") -> str:
    """Return six words, 77 bits, from the list in *language* (English where there is none)."""
    return words.generate(_password_list(language), WORD_COUNT)


def _invitation_words() -> tuple[str, ...]:
    return resources.words("password.en")


def _password_list(language: str) -> tuple[str, ...]:
    name = f"words/password.{language}.txt"
    return resources.words(f"password.{language}" if resources.path(name).exists() else "password.en")


@dataclass(frozen=True, slots=True)
class Strength:
    bits: float
    enough: bool
    generated: bool
    """Made of our own words: then the figure is exact, else a guess that knows English best."""


def strength(passphrase: str) -> Strength:
    """Say how hard a passphrase is to guess."""
    typed = words.normalise(passphrase).split()
    lists = (resources.words(name) for name in ("password.en", "password.fr"))
    for known in lists:
        if len(typed) >= WORD_COUNT and set(typed) <= set(known):
            bits = words.entropy_bits(len(known), len(typed))
            return Strength(bits, bits >= BITS_ENOUGH, generated=True)
    bits = _guessed_bits(passphrase)
    return Strength(bits, bits >= BITS_ENOUGH, generated=False)


def _guessed_bits(passphrase: str) -> float:
    import zxcvbn  # noqa: PLC0415 - its word lists take 0.1 s, which only this screen needs

    if not passphrase:
        return 0.0
    return math.log2(float(zxcvbn.zxcvbn(passphrase[:72])["guesses"]))


class Session(OfItems):
    """An open notebook."""

    def __init__(self, book: Notebook, place: Place) -> None:
        super().__init__(book)
        self._book, self._place = book, place
        self.words = Words(book, place)
        self.recovery = Recovery(book, place, self.words)
        self.returning = Returning(book, self.words)
        self.keeping, self.backups = Keeping(book), Backups(book, place, self.recovery)
        self.compartments, self.events, self._mailboxes = Compartments(place), book.events, Mailboxes(book)
        self._errands = Errands(book, self._mailboxes)
        self.me, self.settings, self.ways = Me(book), Settings(book), Ways(book)
        self.devices, self.verification = Devices(book), Verification(book)
        self.spaces, self.relays = Spaces(book, self._mailboxes), Relays(book, self._mailboxes)
        self.stewardship, self.packages = Stewardship(book, Policies(book)), Packages(book)
        files = NewcomerFiles(book)
        self.organisations = Organisations(book, files)
        self.sharing, self.folders = SharingDown(book), Folders(book, self._mailboxes)
        self.invitations = Invitations(
            book, self._errands, Admissions(book, self._errands, files), _invitation_words
        )
        self.rooms, self.archive = Rooms(book, self._mailboxes, self._errands), Archive(book, self._mailboxes)
        self.delivery = Delivery(book, self._mailboxes, self._errands, self.archive)
        self.repairs, self.news, self.reach = Repairs(book), News(book), Reach(book)
        self.portals, self.quarantine = Portals(book, self.items, self.delivery), Quarantine(book)
        self.rhythm = Rhythm(self.delivery, book.events, beside=self.portals)
        self._health, self.witness = Health(book), Witness(book)
        self.attachments = Attachments(book, place, self.items.history, self._mailboxes, self.delivery)
        self.delivery.then, self.packages.files = self.attachments.carriage.tend, self.attachments.parcels
        self.whole = Whole(book, self.items, self.spaces, self.attachments)
        self.attachments.going = self.whole.going = self.under_way.going
        self.crossing = Crossing(book, self.items, self.attachments)
        self._open, self.second_copy = True, SecondCopy(book, place)
        self.transfer.door, self.transfer.files = Doors(self.whole, self.portals).of, self.attachments

    def doctor(self) -> Report:
        """Look the notebook over."""
        return self._health.report(self.attachments.damaged())

    def travel_lock(self) -> None:
        """Let only the recovery sheets open this notebook from now on, and close it (A2.5).

        Raises NoRecoverySheets, DiskFull, DiskFailing, FileUnwritable; then it stays open.
        """
        self.words.forget()
        self.close(copying=False)

    def clear(self, passphrase: str | None = None) -> None:
        """Close, and leave an empty notebook that *passphrase* opens, or nothing does (A2.5).

        The slots go first, because without them the rest opens for nobody. Raises what `clearing.clear` does.
        """
        if passphrase is not None:
            keyhole.must_be_something(passphrase)
        clearing.forget(self._place.profile)
        try:
            self.close(copying=False)
        finally:
            clearing.clear(self._place.profile, passphrase)

    def close(self, *, copying: bool = True) -> None:
        """Sign what waits, close the files, forget the keys; calling it twice is harmless.

        With *copying* the second copy is renewed first, when it is of another day.
        """
        self.portals.close()
        self.rhythm.end()
        self.rooms.leave()
        self._mailboxes.close()
        self._errands.close()
        self.archive.close()
        self.ways.close()
        if self._open:
            with contextlib.suppress(Problem):  # a full disk costs a number, not the closing
                self.delivery.traffic.settle()
        if copying and self._open:
            self.second_copy.take_if_due()
        if self._open:
            self.attachments.close()
        self._open = False
        self._health.close()
