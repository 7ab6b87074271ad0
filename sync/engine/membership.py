"""What the membership log of one space says: now, and in the past of any entry (A4.2)."""

from collections.abc import Iterable, Iterator, Mapping

from crypto.labels import Label, identifier
from sync.engine import epoch_log, identity, person_log
from sync.engine.person_log import Acts, Unproven
from sync.model import ops
from sync.model.entry import BadEntry, Entry, Header
from sync.model.judging import Card, MemOp
from sync.model.members import Log
from sync.model.state import State
from sync.wire import codec


class Membership:
    def __init__(self, entries: Iterable[Entry] = (), forks: Mapping[bytes, int] | None = None) -> None:
        self._log = Log()
        self._keys: dict[bytes, bytes] = {}
        for entry in entries:
            self.add(entry)
        for device, seq in (forks or {}).items():
            self.fork(device, seq)

    def __contains__(self, entry_id: bytes) -> bool:
        return entry_id in self._log

    def add(self, entry: Entry) -> None:
        op = self._read(entry)
        for card in op.cards:
            self._keys |= person_log.signing_keys(card.acts)
        self._log.add(op)

    def fork(self, device: bytes, seq: int) -> None:
        self._log.fork(device, seq)

    @property
    def now(self) -> State:
        return self._log.now

    def at(self, heads: tuple[bytes, ...]) -> State:
        """Return the state in the past that *heads* close off."""
        return self._log.at(heads)

    def dominates(self, heads: tuple[bytes, ...], others: tuple[bytes, ...]) -> bool:
        """Say whether the past of *heads* includes all of *others*."""
        return self._log.dominates(heads, others)

    def key_of(self, device: bytes) -> bytes | None:
        """Return the public key of any device that was ever introduced here, those removed too."""
        return self._keys.get(device)

    def key_brought(self, header: Header) -> bytes | None:
        """Return the key of a device whose own first entry proves that somebody here added it (A5.5).

        A restored notebook has no other way: what it was before must not sign again.
        """
        first = ops.decode(header.ops[0])
        if (
            header.seq != 0
            or not isinstance(first, ops.PersonOps)
            or not all(one in self for one in header.mem_heads)
        ):
            return None
        home = self._log.at(header.mem_heads).home
        cards = [card for card in self._introduced(first, header.mem_heads) if card.person in home]
        keys = [person_log.signing_keys(card.acts).get(header.device) for card in cards]
        return next(iter(keys), None)

    def _read(self, entry: Entry) -> MemOp:
        header = entry.header
        said = tuple(ops.decode(op) for op in header.ops)
        cards = tuple(card for op in said for card in self._introduced(op, header.mem_heads))
        announced = (epoch_log.epoch_id(header.space, op) for op in said if isinstance(op, ops.Epoch))
        epoch = next(announced, b"")
        return MemOp(
            entry.id, header.device, header.seq, header.mem_heads, said, cards, epoch, header.wall_ms
        )

    def _introduced(self, op: ops.Op, heads: tuple[bytes, ...]) -> Iterator[Card]:
        """The people whom an operation proves; what does not prove itself introduces nobody."""
        try:
            match op:
                case ops.SpaceGenesis():
                    yield shown(op.card)
                case ops.Add():
                    yield organisation(op.card) or shown(op.card)
                case ops.Roster():
                    yield from self._introduced(ops.decode(op.op), heads)
                case ops.PersonOps():
                    yield self._carried(op, heads)
                case _:
                    pass
        except (Unproven, BadEntry, codec.Malformed):
            return

    def _carried(self, op: ops.PersonOps, heads: tuple[bytes, ...]) -> Card:
        """Entries that stand on what was known of that person in the operation's own past."""
        person = identity.person_of(op.entries)
        known: Acts = self._log.at(heads).persons.get(person, frozenset())
        return Card(person, "", person_log.verified(person, op.entries, known))


def shown(card: bytes) -> Card:
    proven = identity.prove(card)
    return Card(proven.person, proven.name, proven.acts)


def organisation(card: bytes) -> Card | None:
    """Read the card of an organisation, whose id follows from its genesis; None for a person's (A4.8)."""
    match codec.decode(card):
        case [0, "roster", *_] as encoded:
            genesis = ops.decode(tuple(encoded))
            if isinstance(genesis, ops.RosterGenesis):
                officer = shown(genesis.card)
                name = identifier(Label.ROSTER, card)
                return Card(officer.person, officer.name, officer.acts, name, genesis.name)
    return None
