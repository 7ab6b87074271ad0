"""Spaces: what they are called, who is in them, and through which relays they speak."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from crypto.epoch import EpochSecrets
from crypto.labels import Label, identifier
from sync.engine import (
    departure,
    epoch_log,
    identity,
    member_rows,
    names,
    reading_through,
    relay_address,
    shown,
)
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.mailboxes import Mailboxes
from sync.engine.member_rows import INVITED, MemberRow
from sync.engine.notebook import Notebook
from sync.engine.reading_through import Through
from sync.engine.relays import Relays
from sync.errors import AmbiguousName, UnknownSpace
from sync.model import ops
from sync.model.ops import Policy
from sync.model.state import State
from sync.refusals import AmbiguousPerson, UnknownPerson
from sync.store import epoch_secrets, newcomers, own, shared_keys
from sync.store import spaces as table
from sync.store.database import Db
from sync.wire import codec

REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class SpaceRow:
    id: str
    name: str
    role: str
    """Reader, member or steward; invited while one waits, removed once one is out."""
    relays: tuple[str, ...]
    pending: bool
    """Asked to join, and not admitted yet."""
    network: bool = False
    through: str = ""
    """The name of the organisation that shares it with us, where we are not in it ourselves (A4.8)."""


class Spaces:
    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        self._book = book
        self._mailboxes = mailboxes

    def new(self, name: str, *, network: bool = False, persona: str = "", by: object = None) -> SpaceRow:
        """Found a space; a *network* is one that organisations are meant to join (A4.8).

        With *persona* one is somebody of that name there, whom no other space knows (A3.1).
        """
        title, kind = names.clean(name), "network" if network else "space"
        space = self._book.write(
            lambda db: self._found(db, title, kind, names.clean(persona) if persona else "")
        )
        self._book.events.tell(SpacesChanged(by))
        return SpaceRow(space.hex(), title, "steward", (), pending=False, network=network)

    def _found(self, db: Db, name: str, kind: str, persona: str) -> bytes:
        """Write the genesis and the first epoch (A4.1, A4.3)."""
        book = self._book
        me = identity.found(persona, secrets.token_bytes(32), book.clock()) if persona else book.me
        genesis = ops.SpaceGenesis(kind, secrets.token_bytes(32), me.card, Policy(name))
        space = identifier(Label.SPACE, codec.encode(ops.encode(genesis)))
        if me is not book.me:
            book.become(db, me, space)
        table.add(db, space)
        departure.publish(db, book, space, [genesis])
        held = EpochSecrets.generate()
        op = epoch_log.announce(space, held, book.state(db, space).recipients())
        departure.publish(db, book, space, [op])
        epoch_secrets.put(db, space, epoch_log.epoch_id(space, op), held.pack())
        return space

    def all(self) -> list[SpaceRow]:
        return self._book.read(self._rows)

    def _rows(self, db: Db) -> list[SpaceRow]:
        asked = {joining.space: joining for joining in newcomers.asked(db)}
        shown = (one for one in table.every(db) if not shared_keys.is_followed(db, one))
        return [self._row(db, space, asked.get(space)) for space in shown]

    def _row(self, db: Db, space: bytes, asked: newcomers.Joining | None) -> SpaceRow:
        state, me = self._book.state(db, space), self._book.me_in(space)
        role, network = state.role_of_device(me.device), state.kind == "network"
        if (through := reading_through.through(db, self._book, space)) is not None:
            return _shared(space, state, through)
        if asked is not None or (role is None and me.dev8 not in state.authors):
            name = asked.name if asked is not None else _pending_name(db, space, state)
            return SpaceRow(space.hex(), name, INVITED, (), pending=True, network=network)
        relays = _addresses(state) if role is not None else ()
        return SpaceRow(
            space.hex(), state.policy.name, role or REMOVED, relays, pending=False, network=network
        )

    def find(self, text: str) -> SpaceRow:
        """Return the one space with this exact name or beginning of an id."""
        rows = {row.id: row for row in self.all()}
        pairs = [(row.id, row.name) for row in rows.values()]
        return rows[names.the_one(text, pairs, missing=UnknownSpace, several=AmbiguousName)]

    def digest(self, space: str) -> str:
        """Return a hash of all that is shown: equal on two laptops exactly when they show the same."""
        return self._book.read(lambda db: shown.digest(db, bytes.fromhex(space)))

    def members(self, space: str) -> list[MemberRow]:
        """Return who is here, was here, or asks to come: organisations first, with their people."""
        return self._book.read(lambda db: member_rows.rows(db, self._book, bytes.fromhex(space)))

    def find_member(self, space: str, text: str) -> MemberRow:
        """Return the one present person or organisation with this exact name or beginning of an id.

        Raises UnknownPerson, AmbiguousPerson.
        """
        present = (member_rows.PRESENT, member_rows.HELD)
        rows = {row.person: row for row in self.members(space) if row.state in present}
        pairs = [(row.person, row.name) for row in rows.values()]
        return rows[names.the_one(text, pairs, missing=UnknownPerson, several=AmbiguousPerson)]

    def verify(self, person: str, how: str) -> None:
        """Remember that the check words of *person* were compared: in-person or call (A3.2)."""
        self._book.write(lambda db: newcomers.verify(db, bytes.fromhex(person), how))
        for row in self.all():
            self._book.events.tell(MembersChanged(row.id))

    def rename(self, space: str, name: str, *, by: object = None) -> None:
        title = names.clean(name)
        self._publish(space, lambda state: ops.SetPolicy(replace(state.policy, name=title)))
        self._book.events.tell(SpacesChanged(by))

    def add_relay(self, space: str, url: str, ticket: str = "", *, by: object = None) -> None:
        """Use a relay from now on; see `Relays.add`."""
        Relays(self._book, self._mailboxes).add(space, url, ticket, by=by)

    def _publish(self, space: str, op: Callable[[State], ops.Op]) -> None:
        def write(db: Db) -> None:
            name = bytes.fromhex(space)
            state = self._book.must_steward(db, name)
            departure.publish(db, self._book, name, [op(state)])

        self._book.write(write)


def _shared(space: bytes, state: State, through: Through) -> SpaceRow:
    """A network that our organisation lets us read, or did."""
    role, relays = ("reader", _addresses(state)) if through.open else (REMOVED, ())
    network = state.kind == "network"
    return SpaceRow(space.hex(), state.policy.name, role, relays, False, network, through.name)


def _addresses(state: State) -> tuple[str, ...]:
    return tuple(relay_address.written(relay) for relay in state.relays)


def _pending_name(db: Db, space: bytes, state: State) -> str:
    told = own.coming(db, space)
    return told.name if told is not None else state.policy.name
