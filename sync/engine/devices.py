"""A person's laptops: bring one more, name them, hold or block one that is lost (A3.3, A3.4)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from crypto.keys import SigningKey
from sync.engine import carrying, departure, names, new_keys, own_log, person_log, soundness
from sync.engine.device_cards import DeviceCards
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.identity import Identity
from sync.engine.notebook import Notebook
from sync.errors import NameMissing
from sync.model import ops
from sync.refusals import AmbiguousDevice, DeviceIsOlder, HoldNeedsAnother, LastDevice, UnknownDevice
from sync.store import chains, entries, own, spaces
from sync.store.database import Db

T = TypeVar("T")
NAME_MAX = 200


@dataclass(frozen=True, slots=True)
class DeviceRow:
    id: str
    name: str
    """As it is called in this notebook only; empty for one that nobody named."""
    this: bool
    state: str
    """present, held or removed."""
    added_by: str
    """The id of the laptop that brought it in; empty for the first one, "recovery" for the sheets."""
    last_ms: int
    """Its last sign of life, 0 where it never gave one."""


class Devices:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        cards = DeviceCards(book)
        self.card = cards.card
        self.qr_text = cards.qr_text
        self.of_qr = cards.of_qr
        self.check_words = cards.check_words
        self.look = cards.look
        self.add = cards.add
        self.look_at_answer = cards.look_at_answer
        self.adopt = cards.adopt

    # ------------------------------------------------------------ looking
    def rows(self) -> list[DeviceRow]:
        """Return all laptops that were ever this person's, the oldest first."""
        return self._book.read(lambda db: _rows(db, self._book))

    def find(self, text: str) -> DeviceRow:
        """Return the one laptop with this exact name or beginning of an id."""
        rows = {row.id: row for row in self.rows()}
        pairs = [(row.id, row.name) for row in rows.values()]
        return rows[names.the_one(text, pairs, missing=UnknownDevice, several=AmbiguousDevice)]

    def rename(self, device: str, name: str) -> None:
        """Call a laptop something, in this notebook only."""
        shown = " ".join(name.split())[:NAME_MAX]
        if not shown:
            raise NameMissing
        row = self.find(device)
        self._write(lambda db: own.name_device(db, bytes.fromhex(row.id), shown))

    # ------------------------------------------------------------ a lost one
    def block(self, device: str) -> None:
        """Take a laptop out of the person's log, here and in every space, as far as it is known there.

        Raises UnknownDevice, LastDevice, DeviceIsOlder.
        """
        row = self.find(device)
        self._write(lambda db: _block(db, self._book, bytes.fromhex(row.id)))

    def hold(self, device: str, *, on: bool) -> None:
        """Put one of one's own laptops on hold in every space: it gets no new keys (A3.4).

        Raises UnknownDevice, HoldNeedsAnother: lifting needs somebody else.
        """
        row = self.find(device)
        self._write(lambda db: _hold(db, self._book, ops.Hold(bytes.fromhex(row.id), on)))

    def reenrol(self) -> bool:
        """Take new device keys, because this notebook was restored or copied (A5.5).

        True where all is done; False where another laptop, or the recovery sheets, must add this one again.
        """
        return self._write(lambda db: new_keys.take(db, self._book))

    def _write(self, work: Callable[[Db], T]) -> T:
        def write(db: Db) -> T:
            result = work(db)
            self._book.tell(SpacesChanged())
            return result

        return self._book.write(write)


# ---------------------------------------------------------------- the list
def _rows(db: Db, book: Notebook) -> list[DeviceRow]:
    me = book.me
    known = person_log.state(me.acts)
    called, last, held = own.device_names(db), _last_signs(db, me), _held(db, book)
    rows = []
    for device, by in _added(me).items():
        state = "removed" if device not in known.devices else "held" if device in held else "present"
        author = "" if by == device else "recovery" if by in known.recovery else by.hex()
        rows.append(
            DeviceRow(
                device.hex(), called.get(device, ""), device == me.device, state, author, last.get(device, 0)
            )
        )
    return rows


def _added(me: Identity) -> dict[bytes, bytes]:
    """Every device that ever counted, in the order of the log, with the key that brought it in."""
    ever = person_log.state(me.acts).ever
    acts = {act.id: act for act in me.acts}
    ordered = (acts[name] for name in own_log.by_id(me.entries))
    entering = (act for act in ordered if isinstance(act.op, ops.PersonGenesis | ops.AddDevice))
    return {act.subject: act.author for act in entering if act.subject in ever}


def _last_signs(db: Db, me: Identity) -> dict[bytes, int]:
    last = own_log.last_signs(me)
    for space in spaces.every(db):
        for device in list(last):
            chain = chains.get(db, space, device)
            row = entries.row_of(db, chain.id) if chain is not None else None
            header = entries.header(db, row) if row is not None else None
            last[device] = max(last[device], header.wall_ms if header is not None else 0)
    return last


def _held(db: Db, book: Notebook) -> frozenset[bytes]:
    states = [book.state(db, space) for space in spaces.every(db)]
    return frozenset(one for state in states for one in state.held if state.on_hold(one))


# ---------------------------------------------------------------- a lost one
def _block(db: Db, book: Notebook, device: bytes) -> None:
    known = person_log.state(book.me.acts)
    if device == book.me.device:
        raise LastDevice
    if device not in known.devices:
        return
    blocked = own_log.say(book.me, ops.Remove(device), book.clock())
    if device in person_log.state(blocked.acts).devices:
        raise DeviceIsOlder
    book.become(db, blocked)
    carrying.carry_everywhere(db, book)


def _hold(db: Db, book: Notebook, op: ops.Hold) -> None:
    sound = [space for space in carrying.ours(db, book) if soundness.is_sound(db, book, space, op)]
    if not sound:
        raise HoldNeedsAnother
    for space in sound:
        if book.state(db, space).on_hold(op.device) is not op.on:
            departure.publish(db, book, space, [op])
            book.tell(MembersChanged(space.hex()))


# ---------------------------------------------------------------- the only one left (A2.4)
def recover(db: Db, book: Notebook, signing: SigningKey) -> None:
    """Make this notebook the only laptop of its person, by the recovery key, and tell every space (A2.4).

    *signing* is `KDF(R, "recovery/sign")`. Raises Unproven where it is not this person's.
    """
    book.become(db, own_log.recovered_here(book.me, signing, book.clock()))
    carrying.carry_everywhere(db, book)


def take_log(db: Db, book: Notebook, log: tuple[bytes, ...]) -> None:
    """Take what a recovery key wrote, see `own_log.recovered`, and tell every space (A2.4)."""
    book.become(db, own_log.absorbed(book.me, log))
    carrying.carry_everywhere(db, book)
