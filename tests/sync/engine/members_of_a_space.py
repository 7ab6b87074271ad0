"""Notebooks without passphrases, that hand each other entries directly."""

import secrets
from pathlib import Path

from crypto.epoch import EpochSecrets
from crypto.keys import SigningKey
from sync.engine import admission, departure, identity, own_chain
from sync.engine.arrival import Arrival, Received, decode
from sync.engine.identity import Identity
from sync.engine.items import Items
from sync.engine.lane import Lane
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.spaces import Spaces
from sync.model import ops
from sync.model.entry import Entry, Header
from sync.model.state import State
from sync.store import chains, entries, epoch_secrets, spaces
from sync.store.database import Database


class Member:
    """One person's notebook in one space."""

    def __init__(self, folder: Path, name: str, me: Identity | None = None, space: bytes = b"") -> None:
        self.name = name
        self.space = space
        self._path = folder / f"{name}.db"
        self._me = me or identity.found(name, secrets.token_bytes(32), 1)
        self.open()

    def open(self) -> None:
        self.lane = Lane(self.name)
        self.book = self.lane.run(self._open)
        self.items = Items(self.book)
        self.spaces = Spaces(self.book, Mailboxes(self.book))

    def _open(self) -> Notebook:
        database = Database(self._path, bytes(32), bytes(16))
        ticks = iter(range(1, 1 << 30))
        return Notebook(self.lane, database, self._me, lambda: next(ticks))

    def close(self) -> None:
        self.lane.run(self.book.database.close)
        self.lane.close()

    # ------------------------------------------------------------ entries in and out
    def depart(self) -> None:
        self.book.write(lambda db: departure.depart(db, self.book, self.space))

    def log(self) -> list[bytes]:
        self.depart()
        return self.book.read(lambda db: list(entries.above(db, self.space, {})))

    def receive(self, raws: list[bytes]) -> Received:
        return self.book.write(lambda db: Arrival(db, self.book, self.space).receive(raws))

    def lacks(self, other: "Member") -> list[bytes]:
        """What *other* holds and this notebook does not."""
        other.depart()
        held = self.book.read(lambda db: chains.vector(db, self.space))
        return other.book.read(lambda db: list(entries.above(db, self.space, held)))

    def state(self) -> State:
        return self.book.read(lambda db: self.book.state(db, self.space))

    def digest(self) -> str:
        return self.spaces.digest(self.space.hex())

    def note(self, title: str, body: str = "") -> str:
        (item,) = self.items.new(self.space.hex(), "note", {"title": title, "body": body}).ids
        return item

    # ------------------------------------------------------------ for tests that play the attacker
    def next_header(self, *said: ops.Op, **changed: object) -> Header:
        """The header of this device's next entry, with fields changed as a test wants them."""
        self.depart()
        made = tuple(ops.encode(op) for op in said)
        own = self.book.read(lambda db: chains.get(db, self.space, self.book.me.device))
        assert own is not None
        header = self.book.read(lambda db: own_chain.next_header(db, self.book, self.space, own, made))
        fields = {name: getattr(header, name) for name in Header.__slots__} | changed
        return Header(**fields)

    def signed(self, header: Header, key: SigningKey | None = None) -> bytes:
        return identity.signed(key or self.book.me.signing, header)


def found(member: Member) -> None:
    member.space = bytes.fromhex(member.spaces.new("Field team").id)


def join(steward: Member, newcomer: Member) -> None:
    """Add *newcomer* and hand over log and secrets, as an admission does."""
    newcomer.space = steward.space
    add = ops.Add(newcomer.book.me.person, "member", newcomer.book.me.card)
    steward.book.write(lambda db: departure.publish(db, steward.book, steward.space, [add]))
    newcomer.book.write(lambda db: spaces.add(db, steward.space))
    newcomer.receive(steward.log())
    held = steward.book.read(lambda db: epoch_secrets.every(db, steward.space))
    for epoch, packed in held.items():
        given = EpochSecrets.unpack(packed).for_role("member")
        newcomer.book.write(
            lambda db, epoch=epoch, given=given: admission.enter(
                db, newcomer.book, newcomer.space, epoch, given
            )
        )


def last(member: Member) -> Entry:
    return decode(member.log()[-1])
