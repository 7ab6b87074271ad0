"""Spaces: what they are called, who is in them, and through which relays they speak."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from crypto.epoch import EpochSecrets
from crypto.labels import Label, identifier
from sync.engine import departure, epoch_log, names, relay_address, safety, shown
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.mailboxes import Mailboxes, ticket_key
from sync.engine.notebook import Notebook
from sync.engine.relay_client import RelayClient
from sync.errors import AmbiguousName, NameMissing, TextTooLarge, UnknownSpace
from sync.model import ops
from sync.model.ops import Policy, RelayEntry
from sync.model.state import State
from sync.store import epoch_secrets, newcomers, settings
from sync.store import spaces as table
from sync.store.database import Db
from sync.wire import codec

NAME_MAX = 200
INVITED = "invited"


@dataclass(frozen=True, slots=True)
class SpaceRow:
    id: str
    name: str
    role: str
    relays: tuple[str, ...]
    pending: bool
    """Asked to join, and not admitted yet."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    person: str
    name: str
    role: str
    state: str
    check_words: tuple[str, ...]
    digits: str
    verified: str
    """How their words were compared: in-person, call, or nothing."""
    me: bool


class Spaces:
    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        self._book = book
        self._mailboxes = mailboxes

    def new(self, name: str, *, by: object = None) -> SpaceRow:
        title = _name(name)
        space = self._book.write(lambda db: self._found(db, title))
        self._book.events.tell(SpacesChanged(by))
        return SpaceRow(space.hex(), title, "steward", (), pending=False)

    def _found(self, db: Db, name: str) -> bytes:
        """Write the genesis and the first epoch (A4.1, A4.3)."""
        book = self._book
        genesis = ops.SpaceGenesis("space", secrets.token_bytes(32), book.me.card, Policy(name))
        space = identifier(Label.SPACE, codec.encode(ops.encode(genesis)))
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
        rows = []
        for space in table.every(db):
            state = self._book.state(db, space)
            role = state.role_of_device(self._book.me_in(space).device)
            if space in asked or role is None:
                name = asked[space].name if space in asked else state.policy.name
                rows.append(SpaceRow(space.hex(), name, INVITED, (), pending=True))
            else:
                relays = tuple(relay.url for relay in state.relays)
                rows.append(SpaceRow(space.hex(), state.policy.name, role, relays, pending=False))
        return rows

    def find(self, text: str) -> SpaceRow:
        """Return the one space with this exact name or beginning of an id."""
        rows = {row.id: row for row in self.all()}
        pairs = [(row.id, row.name) for row in rows.values()]
        return rows[names.the_one(text, pairs, missing=UnknownSpace, several=AmbiguousName)]

    def digest(self, space: str) -> str:
        """Return a hash of all that is shown: equal on two laptops exactly when they show the same."""
        return self._book.read(lambda db: shown.digest(db, bytes.fromhex(space)))

    def members(self, space: str) -> list[MemberRow]:
        return self._book.read(lambda db: self._members(db, bytes.fromhex(space)))

    def _members(self, db: Db, space: bytes) -> list[MemberRow]:
        verified = newcomers.verified(db)
        state = self._book.state(db, space)
        rows = [
            self._member(person.person, person.name, person.role, "present", verified)
            for person in state.principals.values()
        ]
        asking = newcomers.requests(db, space)
        return rows + [self._member(one.person, one.name, "member", INVITED, verified) for one in asking]

    def _member(
        self, person: bytes, name: str, role: str, state: str, verified: dict[bytes, str]
    ) -> MemberRow:
        words, digits = safety.check_words(person), safety.digits(person)
        me = person in self._book.everybody
        return MemberRow(person.hex(), name, role, state, words, digits, verified.get(person, ""), me)

    def verify(self, person: str, how: str) -> None:
        """Remember that the check words of *person* were compared: in-person or call (A3.2)."""
        self._book.write(lambda db: newcomers.verify(db, bytes.fromhex(person), how))
        for row in self.all():
            self._book.events.tell(MembersChanged(row.id))

    def rename(self, space: str, name: str, *, by: object = None) -> None:
        title = _name(name)
        self._publish(space, lambda state: ops.SetPolicy(replace(state.policy, name=title)))
        self._book.events.tell(SpacesChanged(by))

    def add_relay(self, space: str, url: str, ticket: str = "", *, by: object = None) -> None:
        """Ask the relay for its key, and write its address into the space."""
        address = relay_address.clean(url)
        client = RelayClient(address)
        try:
            relay = RelayEntry(client.info().public_key, address)
        finally:
            client.close()
        self._publish(space, lambda state: ops.Relays((*_others(state, relay), relay)))
        if ticket:
            key = ticket_key(relay.public_key, bytes.fromhex(space))
            self._book.write(lambda db: settings.put(db, key, relay_address.ticket(ticket)))
        for box in self._mailboxes.of(bytes.fromhex(space)):
            box.pull()  # makes the mailbox, so that whoever is invited finds it
        self._book.events.tell(SpacesChanged(by))

    def _publish(self, space: str, op: Callable[[State], ops.Op]) -> None:
        def write(db: Db) -> None:
            name = bytes.fromhex(space)
            state = self._book.must_steward(db, name)
            departure.publish(db, self._book, name, [op(state)])

        self._book.write(write)


def _others(state: State, relay: RelayEntry) -> tuple[RelayEntry, ...]:
    return tuple(one for one in state.relays if one.public_key != relay.public_key and one.url != relay.url)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise NameMissing
    if len(name) > NAME_MAX:
        raise TextTooLarge(name=name[:20], limit_mb=1)
    return name
