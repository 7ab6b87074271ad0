"""What speaks against the relays of this notebook's spaces, and the proofs of it (A6.7)."""

from dataclasses import dataclass

from sync.engine import witness_log, witness_proof
from sync.engine.notebook import Notebook
from sync.engine.witness_proof import Worth
from sync.store import relay_proofs, spaces
from sync.store.database import Db
from sync.store.relay_proofs import Proof
from sync.wire import codec

VERSION = 1


@dataclass(frozen=True, slots=True)
class SignRow:
    """Something that was seen, how often, and when first and last."""

    code: str
    count: int
    first_ms: int
    last_ms: int


@dataclass(frozen=True, slots=True)
class RelayState:
    space: str
    relay: str
    """Its key, 64 hex digits."""
    address: str
    state: str
    """reliable; soft: there are signs, which may have other reasons; proven: its own signatures show it."""
    signs: tuple[SignRow, ...]
    proofs: int
    offer: bool
    """This person may change the relays of the space, and something speaks against this one."""


@dataclass(frozen=True, slots=True)
class ProofRow:
    number: int
    code: str
    space: str
    relay: str
    at_ms: int
    worth: str
    """proved: anybody can check it; told: it rests on what this notebook says it was given as well."""
    data: bytes


class Witness:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def rows(self, space: str | None = None) -> list[RelayState]:
        """Return every relay of a space, or of all spaces."""
        return self._book.read(lambda db: self._rows(db, space))

    def _rows(self, db: Db, space: str | None) -> list[RelayState]:
        names = spaces.every(db) if space is None else [bytes.fromhex(space)]
        return [row for name in names for row in self._of_space(db, name)]

    def _of_space(self, db: Db, space: bytes) -> list[RelayState]:
        signs, proofs = relay_proofs.signs(db, space), relay_proofs.every(db)
        states = witness_log.states(db, space, self._book.clock())
        may = witness_log.may_change(db, self._book, space)
        rows = []
        for relay in self._book.state(db, space).relays:
            key = relay.public_key
            seen = tuple(SignRow(one.code, one.count, one.first_ms, one.last_ms)
                         for one in signs if one.relay == key)  # fmt: skip
            held = sum((one.space, one.relay) == (space, key) for one in proofs)
            state = states.get(key, witness_log.RELIABLE)
            offer = may and state != witness_log.RELIABLE
            rows.append(RelayState(space.hex(), key.hex(), relay.url, state, seen, held, offer))
        return rows

    def proofs(self) -> list[ProofRow]:
        """Return all proofs that are kept, the oldest first; those against former relays too."""
        return [_row(one) for one in self._book.read(relay_proofs.every)]

    def export(self) -> bytes:
        """Return all proofs as one file: `CBOR[1, [proof…]]`, to be checked by anybody (PROTOCOL 3.21)."""
        return codec.encode([VERSION, [one.data for one in self.proofs()]])


def checked(data: bytes) -> list[ProofRow]:
    """Return what a file of proofs holds, each with what it is worth against the relay that it names."""
    try:
        value = codec.decode(data)
    except codec.Malformed:
        return []
    match value:
        case [1, list() as packed]:
            found = [(one, witness_proof.unpack(one)) for one in packed if isinstance(one, bytes)]
            return [_row(Proof(number, b"", kept.relay, kept.code, 0, one))
                    for number, (one, kept) in enumerate(found, start=1) if kept is not None]  # fmt: skip
    return []


def _row(one: Proof) -> ProofRow:
    worth: Worth = witness_proof.verify(one.data, one.relay)
    return ProofRow(one.row, one.code, one.space.hex(), one.relay.hex(), one.at_ms, worth.value, one.data)
