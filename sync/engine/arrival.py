"""What others wrote comes in: the checks of A5.7 in their order, then one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256

from crypto import sign
from crypto.errors import BadSignature
from crypto.keys import VerifyKey
from crypto.labels import Label, identifier
from sync.engine import epoch_log, identity, rendezvous
from sync.engine.departure import NEVER, depart, heads_after
from sync.engine.events import ItemsChanged, MembersChanged, SpacesChanged
from sync.engine.merge import Author, Merge
from sync.engine.notebook import WRITERS, Notebook
from sync.engine.person_log import Unproven
from sync.model import entry, epochs, ops
from sync.model.entry import BadEntry, Entry, Header
from sync.model.records import Stamp
from sync.model.state import State
from sync.model.update import BadUpdate
from sync.store import chains, entries, waiting_room
from sync.store.chains import Chain
from sync.store.database import Db
from sync.wire import codec


class Fate(Enum):
    NEW = "new"
    KNOWN = "known"
    PARKED = "parked"
    REFUSED = "refused"


class Refused(Exception):
    """An entry that breaks a rule; the reason is a code for the log and for stewards."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Forged(Refused):
    """Not proven to be its author's: nothing is remembered of it, or it would shut out the true entry."""


class TooEarly(Exception):
    """Something that this entry stands on has not come yet."""


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
        return self._judge(arrived, received)

    def _judge(self, arrived: Entry, received: Received) -> Fate:
        try:
            self._check(arrived)
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

    # ------------------------------------------------------------ checks, in the order of A5.7
    def _check(self, arrived: Entry) -> None:
        header = arrived.header
        if header.space != self._space:
            raise Forged("other-space")
        self._check_signature(arrived)
        if waiting_room.is_refused(self._db, self._space, arrived.id):
            raise Refused("refused-before")
        self._check_chain(arrived)
        self._check_parents(header)
        self._check_authority(header)

    def _check_signature(self, arrived: Entry) -> None:
        hdr, signature = entry.split_entry(arrived.raw)
        try:
            sign.verify(VerifyKey(self._signer(arrived.header)), Label.ENTRY, hdr, signature)
        except BadSignature as error:
            raise Forged("bad-signature") from error

    def _signer(self, header: Header) -> bytes:
        if header.seq == 0 and not header.mem_heads:
            return self._founder(header)
        key = self._members.key_of(header.device)
        if key is None:
            raise TooEarly
        return key

    def _founder(self, header: Header) -> bytes:
        """The genesis names its own author; that the space's id follows from it proves it (A4.1)."""
        genesis = ops.decode(header.ops[0])
        if not isinstance(genesis, ops.SpaceGenesis) or len(header.ops) != 1:
            raise Forged("no-genesis")
        if identifier(Label.SPACE, codec.encode(header.ops[0])) != self._space:
            raise Forged("other-genesis")
        try:
            devices = identity.prove(genesis.card).devices
        except Unproven as error:
            raise Forged("unproven-card") from error
        for device in devices:
            if device.device_id == header.device:
                return device.sign_pk
        raise Forged("other-founder")

    def _check_chain(self, arrived: Entry) -> None:
        header = arrived.header
        chain = self._chain(header.device)
        if header.seq <= chain.seq:
            raise Refused("fork")
        if header.seq > chain.seq + 1:
            raise TooEarly
        if header.prev != chain.id:
            raise Refused("other-prev")

    def _check_parents(self, header: Header) -> None:
        if not all(head in self._members for head in header.mem_heads):
            raise TooEarly
        chain = self._chain(header.device)
        if header.lamport != 1 + max([chain.lamport, *(self._lamport(*dep) for dep in header.deps)]):
            raise Refused("lamport")  # neither back, nor so far ahead that nobody could follow
        if chain.mem_heads and not self._members.dominates(header.mem_heads, chain.mem_heads):
            raise Refused("membership-back")

    def _lamport(self, dev8: bytes, seq: int) -> int:
        """The lamport of an entry that another stands on; without it the other came too early."""
        lamport = entries.lamport(self._db, self._space, dev8, seq)
        if not lamport:
            raise TooEarly
        return lamport

    def _check_authority(self, header: Header) -> None:
        if entry.is_membership(header):
            self._check_membership(header)
            return  # the membership log itself decides what is effective (A4.2)
        past = self._members.at(header.mem_heads)
        if past.role_of_device(header.device) not in WRITERS:
            raise Refused("no-authority")
        if epochs.downgrades(header.epochs, past.epochs):
            raise Refused("other-epoch")

    def _check_membership(self, header: Header) -> None:
        past = self._members.at(header.mem_heads)
        for encoded in header.ops:
            match ops.decode(encoded):
                case ops.Epoch() as op:
                    # for exactly those who belong: nobody left out, nobody slipped in (A4.3)
                    self._check_epoch(header, op, past)
                case ops.Add(invite=bytes()) as op:
                    self._check_proof(op, past)
                case _:
                    pass

    def _check_epoch(self, header: Header, op: ops.Epoch, past: State) -> None:
        flaw = epochs.flaw(past, header.device, header.wall_ms, op)
        entitled = past.recipients(frozenset(op.omit))
        if not flaw and op.recipients != epoch_log.recipients_hash(entitled):
            flaw = "recipients"
        if flaw:
            raise Refused(flaw)

    def _check_proof(self, op: ops.Add, past: State) -> None:
        """Who answered an invitation proved that these are their own keys (A4.7)."""
        invite = past.invites.get(op.invite or b"")
        if invite is None or op.proof is None:
            raise Refused("invite")
        message = rendezvous.proof_message(self._space, op.card, op.person)
        try:
            sign.verify(VerifyKey(invite.key), Label.INVITE_PROOF, message, op.proof)
        except BadSignature as error:
            raise Refused("proof") from error

    # ------------------------------------------------------------ what passed is kept and applied
    def _keep(self, arrived: Entry) -> int:
        header = arrived.header
        row = entries.add(self._db, arrived)
        chain = self._chain(header.device)
        vector = chain.vector | dict(header.deps) | {header.device[:8]: header.seq}
        self._chains[header.device] = Chain(
            header.seq, arrived.id, header.lamport, heads_after(arrived), vector
        )
        if entry.is_membership(header):
            self._members.add(arrived)
            self._membership_changed = True
        else:
            self._apply(arrived, vector)
        return row

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
        changed = self._merge.finish()
        if changed:
            self._book.tell(ItemsChanged(frozenset(record.hex() for record in changed)))
        if self._membership_changed:
            self._book.tell(MembersChanged(self._space.hex()))
            self._book.tell(SpacesChanged())


def _copy(arrived: Entry) -> bytes:
    """The name of these very bytes: two copies of one entry may differ in their signatures."""
    return sha256(arrived.raw).digest()


def decode(raw: bytes) -> Entry:
    """Return the entry in *raw*; raises BadEntry or codec.Malformed."""
    hdr, _ = entry.split_entry(raw)
    return Entry(identifier(Label.ENTRY, hdr), entry.decode_header(hdr), raw)
