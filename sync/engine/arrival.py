"""What others wrote comes in: the checks of A5.7 in their order, then one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256

from crypto.labels import Label, identifier
from sync.engine import (
    archive_log,
    lost_log,
    new_keys,
    reading_through,
    reconsider,
    reports,
    space_words_log,
    ticket_notes,
    witness_claims,
)
from sync.engine.checks import Checks, Forged, Refused, TooEarly
from sync.engine.departure import NEVER, depart, heads_after, publish
from sync.engine.events import DeviceForked, ItemsChanged, MembersChanged, SpacesChanged, WordsChanged
from sync.engine.mending import Filled, Mending
from sync.engine.merge import Author, Merge
from sync.engine.notebook import Notebook
from sync.model import entry, judging, ops
from sync.model.entry import BadEntry, Entry, Header
from sync.model.records import Stamp
from sync.model.update import BadUpdate
from sync.store import chains, entries, forks, waiting_room
from sync.store.chains import Chain
from sync.store.database import Db
from sync.wire import codec


class Fate(Enum):
    NEW = "new"
    KNOWN = "known"
    PARKED = "parked"
    REFUSED = "refused"


@dataclass(slots=True)
class Received:
    new: int = 0
    known: int = 0
    refused: int = 0
    waiting: int = 0
    rows: list[int] = field(default_factory=list)
    """Database rows of every entry of the batch that we now hold."""
    reasons: list[str] = field(default_factory=list)
    """Why entries were refused, as codes."""

    def add(self, other: "Received") -> None:
        self.new += other.new
        self.known += other.known
        self.refused += other.refused
        self.waiting += other.waiting
        self.rows += other.rows
        self.reasons += other.reasons

    def count(self, fate: Fate) -> None:
        self.new += fate is Fate.NEW
        self.known += fate is Fate.KNOWN
        self.refused += fate is Fate.REFUSED
        self.waiting += fate is Fate.PARKED


class Arrival:
    """One batch for one space, inside one transaction."""

    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._db = db
        self._book = book
        self._space = space
        self._members = book.membership(db, space)
        self._chains: dict[bytes, Chain] = {}
        self._merge = Merge(db, book, space)
        self._membership_changed = False
        self._checks = Checks(db, space, self._members, self._chain)
        self._rebuild = False
        self._split = forks.every(db, space)
        self._forked: set[bytes] = set()
        self._mending = Mending(db, book, space, self._checks)

    def receive(self, raws: Iterable[bytes]) -> Received:
        """Take in a batch; what came too early is parked and tried again when more has come."""
        depart(self._db, self._book, self._space)  # so that our own edits do not claim to have seen this
        received = Received()
        for raw in raws:
            received.count(self._take(raw, received))
        while received.new and self._retry_parked(received):
            pass
        self._finish()
        return received

    def _retry_parked(self, received: Received) -> bool:
        progress = False
        for raw in waiting_room.parked(self._db, self._space, strangers=self._membership_changed):
            fate = self._take(raw, received)
            if fate is not Fate.PARKED:
                received.count(fate)
                progress = True
        return progress

    def _take(self, raw: bytes, received: Received) -> Fate:
        try:
            arrived = decode(raw)
        except (BadEntry, codec.Malformed):
            return Fate.REFUSED
        row = entries.row_of(self._db, arrived.id)
        if row is not None:
            received.rows.append(row)
            return Fate.KNOWN
        filled = self._mending.take(arrived)
        return self._judge(arrived, received) if filled is None else self._returned(arrived, filled)

    def _returned(self, arrived: Entry, filled: Filled) -> Fate:
        """An entry that a damaged file had lost is back where it was, or waits, or is not the one."""
        if filled is Filled.EARLY:
            return self._park(arrived)
        if filled is Filled.NEW and entry.is_membership(arrived.header):
            self._membership_changed = True
        return self._unparked(arrived, Fate.NEW if filled is Filled.NEW else Fate.REFUSED)

    def _judge(self, arrived: Entry, received: Received) -> Fate:
        try:
            self._checks.check(arrived)
        except TooEarly:
            return self._park(arrived)
        except Forged as error:
            received.reasons.append(error.reason)
            return self._unparked(arrived, Fate.REFUSED)
        except (Refused, BadEntry) as error:
            waiting_room.refuse(self._db, self._space, arrived.id, arrived.raw, error.reason)
            received.reasons.append(error.reason)
            return self._unparked(arrived, Fate.REFUSED)
        self._unparked(arrived, Fate.NEW)
        received.rows.append(self._keep(arrived))
        return Fate.NEW

    def _unparked(self, arrived: Entry, fate: Fate) -> Fate:
        waiting_room.unpark(self._db, _copy(arrived))
        return fate

    def _park(self, arrived: Entry) -> Fate:
        device = arrived.header.device
        account = device if self._members.key_of(device) is not None else self._space
        kept = waiting_room.park(self._db, self._space, account, _copy(arrived), arrived.raw)
        return Fate.PARKED if kept else Fate.REFUSED

    # ------------------------------------------------------------ what passed is kept and applied
    def _keep(self, arrived: Entry) -> int:
        header = arrived.header
        row = entries.add(self._db, arrived)
        reading_through.came(self._db, self._book, arrived)
        reports.came(self._db, self._book, arrived)
        archive_log.came(self._db, self._book, arrived)
        witness_claims.came(self._db, self._book, arrived)
        ticket_notes.note(self._db, arrived, self._book.clock())
        if space_words_log.note(self._db, arrived):
            self._book.tell(WordsChanged(self._space.hex()))
        last, before = self._chain(header.device), self._checks.before(header)
        vector = before.vector | dict(header.deps) | {header.device[:8]: header.seq}
        if header.prev != last.id:
            self._fork(header)
        if header.device in self._split:
            self._rebuild = True
            if header.seq <= last.seq or header.device == self._book.me_in(self._space).device:
                self._decide(arrived)
                return row
        self._chains[header.device] = Chain(
            header.seq, arrived.id, header.lamport, heads_after(arrived), vector
        )
        if not self._decide(arrived) and header.device not in self._split:
            self._apply(arrived, vector)
        return row

    def _decide(self, arrived: Entry) -> bool:
        """Put an operation of membership into its log; say whether it was one."""
        decides = entry.is_membership(arrived.header)
        if decides:
            self._members.add(arrived)
            self._membership_changed = True
        return decides

    def _fork(self, header: Header) -> None:
        """Both branches are kept as evidence and handed on; what either decided waits (A5.5)."""
        forks.add(self._db, self._space, header.device, header.seq)
        self._split = forks.every(self._db, self._space)
        self._members.fork(header.device, header.seq)
        self._membership_changed = True
        self._forked.add(header.device)

    def _apply(self, arrived: Entry, vector: dict[bytes, int]) -> None:
        header = arrived.header
        stamp = Stamp(header.lamport, header.device[:8], header.seq)
        author = Author(header.device, stamp, vector, header.wall_ms)
        for encoded in header.ops:
            try:
                self._merge.apply(ops.decode(encoded), author)
            except (BadUpdate, BadEntry) as error:
                waiting_room.refuse(self._db, self._space, arrived.id, arrived.raw, error.reason)

    def _chain(self, device: bytes) -> Chain:
        if device not in self._chains:
            self._chains[device] = chains.get(self._db, self._space, device) or NEVER
        return self._chains[device]

    def _finish(self) -> None:
        for device, chain in self._chains.items():
            chains.put(self._db, self._space, device, chain)
        changed = self._merge.finish()  # first: texts kept after a rebuild would bring back what it set aside
        changed |= reconsider.reconsider(self._db, self._book, self._space, split=self._rebuild)
        changed |= self._mending.finish()
        for device in sorted(self._forked):
            self._alarm(device)
        if changed:
            self._book.tell(ItemsChanged(frozenset(record.hex() for record in changed)))
        if self._membership_changed:
            reading_through.prove(self._db, self._book, self._space)
            lost_log.remember(self._db, self._book, self._space)
            self._book.tell(MembersChanged(self._space.hex()))
            self._book.tell(SpacesChanged())

    def _alarm(self, device: bytes) -> None:
        """Whoever may puts a split device on hold at once; its own person is told (A5.5)."""
        me = self._book.me_in(self._space).device
        self._book.tell(DeviceForked(self._space.hex(), device.hex(), device == me))
        if device == me and new_keys.is_only_laptop(self._book):
            new_keys.ask(self._db)
        hold, state = ops.Hold(device, on=True), self._members.now
        actor = state.actor(me)
        if device != me and actor and device not in state.held and judging.may_hold(state, hold, actor):
            publish(self._db, self._book, self._space, [hold])


def _copy(arrived: Entry) -> bytes:
    """The name of these very bytes: two copies of one entry may differ in their signatures."""
    return sha256(arrived.raw).digest()


def decode(raw: bytes) -> Entry:
    """Return the entry in *raw*; raises BadEntry or codec.Malformed."""
    hdr, _ = entry.split_entry(raw)
    return Entry(identifier(Label.ENTRY, hdr), entry.decode_header(hdr), raw)
