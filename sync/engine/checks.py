"""What must hold of an entry before it is taken in, in the order of A5.7."""

from collections.abc import Callable

from crypto import sign
from crypto.errors import BadSignature
from crypto.keys import VerifyKey
from crypto.labels import Label, identifier
from sync.engine import branches, epoch_log, identity, rendezvous
from sync.engine.membership import Membership
from sync.engine.notebook import WRITERS
from sync.engine.person_log import Unproven
from sync.model import entry, epochs, ops
from sync.model.entry import Entry, Header
from sync.model.state import State
from sync.store import entries, waiting_room
from sync.store.chains import Chain
from sync.store.database import Db
from sync.wire import codec


class Refused(Exception):
    """An entry that breaks a rule; the reason is a code for the log and for stewards."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Forged(Refused):
    """Not proven to be its author's: nothing is remembered of it, or it would shut out the true entry."""


class TooEarly(Exception):
    """Something that this entry stands on has not come yet."""


class Checks:
    """The checks of one space; *chain* gives where a device's chain stands within the batch."""

    def __init__(self, db: Db, space: bytes, members: Membership, chain: Callable[[bytes], Chain]) -> None:
        self._db = db
        self._space = space
        self._members = members
        self._chain = chain

    def check(self, arrived: Entry) -> None:
        header = arrived.header
        if header.space != self._space:
            raise Forged("other-space")
        self.check_signature(arrived)
        if waiting_room.is_refused(self._db, self._space, arrived.id):
            raise Refused("refused-before")
        self._check_chain(header)
        self._check_parents(header)
        self._check_authority(header)

    def check_signature(self, arrived: Entry) -> None:
        hdr, signature = entry.split_entry(arrived.raw)
        try:
            sign.verify(VerifyKey(self._signer(arrived.header)), Label.ENTRY, hdr, signature)
        except BadSignature as error:
            raise Forged("bad-signature") from error

    def _signer(self, header: Header) -> bytes:
        if header.seq == 0 and not header.mem_heads:
            return self._founder(header)
        key = self._members.key_of(header.device) or self._members.key_brought(header)
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

    def _check_chain(self, header: Header) -> None:
        """An entry goes on from the last one, or from an earlier one beside another: a fork (A5.5)."""
        chain = self._chain(header.device)
        if header.prev == chain.id:
            if header.seq != chain.seq + 1:
                raise Refused("other-seq")
        elif not self._held(header):
            raise TooEarly

    def _held(self, header: Header) -> bool:
        """Whether the entry before this one is here, though something else followed it."""
        if header.seq == 0:
            return True
        row = entries.row_of(self._db, header.prev)
        found = row is not None and entries.header(self._db, row)
        return bool(found and (found.device, found.seq) == (header.device, header.seq - 1))

    def _check_parents(self, header: Header) -> None:
        if not all(head in self._members for head in header.mem_heads):
            raise TooEarly
        chain = self.before(header)
        stands_on = [(chain.lamport, chain.lamport), *(self._lamports(*dep) for dep in header.deps)]
        low, high = (1 + max(each) for each in zip(*stands_on, strict=True))
        if not low <= header.lamport <= high:
            raise Refused("lamport")  # neither back, nor so far ahead that nobody could follow
        if chain.mem_heads and not self._members.dominates(header.mem_heads, chain.mem_heads):
            raise Refused("membership-back")

    def _lamports(self, dev8: bytes, seq: int) -> tuple[int, int]:
        """The lamport of an entry that another stands on, of two where a chain split."""
        found = entries.lamports(self._db, self._space, dev8, seq)
        if not any(found):
            raise TooEarly
        return found

    def before(self, header: Header) -> Chain:
        """The chain up to the entry that this one follows, on whatever branch."""
        chain = self._chain(header.device)
        if header.prev == chain.id:
            return chain
        return branches.chain_at(entries.of_device(self._db, self._space, header.device), header.prev)

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
