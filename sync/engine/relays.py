"""The relays of a space: which there are, what they say, which tickets are left for them (A6.4)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sync.engine import departure, names, relay_address, relay_visits, ticket_keeping
from sync.engine import tickets as drawers
from sync.engine.events import RelayNotice, SpacesChanged
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.relay_client import RelayClient
from sync.errors import Problem, RelayWantsTicket
from sync.model import ops
from sync.model.ops import RelayEntry
from sync.model.state import State
from sync.relay_refusals import NoTickets, RelayKeyChanged, UnknownRelay
from sync.store import relay_notes
from sync.store.database import Db
from sync.wire import routes, tickets
from sync.wire.tickets import Found


@dataclass(frozen=True, slots=True)
class RelayRow:
    key: str
    address: str
    """As people copy it: with its pin, where it has one."""
    pin: str
    """64 hex digits, or nothing."""
    spare: int
    """Tickets left for members."""
    kept: int | None
    """Tickets left for stewards; None where this notebook's person is none."""
    wants_tickets: bool
    notice: str
    retention_days: int
    """How long it keeps things; 0 while it has not said."""
    reached_ms: int | None
    problem: str
    """The code of what went wrong there last, or nothing."""


@dataclass(frozen=True, slots=True)
class TicketsGiven:
    new: int
    known: int
    """They were in the space already."""
    unreadable: int
    """They looked like tickets, and had a slip in them."""


class Relays:
    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        self._book = book
        self._mailboxes = mailboxes

    # ------------------------------------------------------------ looking
    def all(self, space: str) -> list[RelayRow]:
        return self._book.read(lambda db: self._rows(db, bytes.fromhex(space)))

    def _rows(self, db: Db, space: bytes) -> list[RelayRow]:
        state = self._book.state(db, space)
        steward = state.role_of_device(self._book.me_in(space).device) == "steward"
        return [self._row(db, space, relay, steward=steward) for relay in state.relays]

    def _row(self, db: Db, space: bytes, relay: RelayEntry, *, steward: bool) -> RelayRow:
        note = relay_notes.get(db, relay)
        left = drawers.drawer(db, self._book, space, relay.public_key)
        return RelayRow(
            relay.public_key.hex(), relay_address.written(relay), relay.pin.hex() if relay.pin else "",
            len(left.spare), len(left.kept) if steward else None, note.wants_tickets, note.notice,
            note.retention_days, note.reached_ms or None, note.problem,
        )  # fmt: skip

    def find(self, space: str, text: str) -> RelayRow:
        """Return the one relay of the space with this address or beginning of a key. Raises UnknownRelay."""
        rows = {row.key: row for row in self.all(space)}
        wanted = text.strip().rstrip("/").partition("#")[0]
        pairs = [(row.key, row.address.partition("#")[0]) for row in rows.values()]
        return rows[names.the_one(wanted, pairs, missing=UnknownRelay, several=UnknownRelay)]

    def notices(self) -> list[RelayNotice]:
        """Return what operators say to everybody, of all relays that this notebook knows."""
        return self._book.read(partial(relay_visits.notices, book=self._book))

    def concerns(self) -> list[Problem]:
        """Return what stewards should look after soon, and nothing waits for: few tickets, another key."""
        return self._book.read(partial(ticket_keeping.concerns, book=self._book))

    # ------------------------------------------------------------ changing
    def add(self, space: str, address: str, sheet: str = "", *, by: object = None) -> RelayRow:
        """Ask a relay for its key, write it into the space with the tickets of *sheet*, make the mailbox.

        Raises BadAddress, NoTickets, NotAllowed; RelayKeyChanged where the space knows another key for this
        address; RelayWantsTicket, once it is written down, where it takes no ticket that is there.
        """
        name, found = bytes.fromhex(space), _tickets_in(sheet) if sheet.strip() else Found((), 0)
        relay, said = self._asked(address)
        self._book.write(partial(self._enter, space=name, relay=relay, said=said, found=found))
        self._make_mailbox(name, relay)
        self._book.write(partial(ticket_keeping.put_out, book=self._book, space=name, relay=relay.public_key))
        self._book.events.tell(SpacesChanged(by))
        return self.find(space, relay.public_key.hex())

    def _asked(self, address: str) -> tuple[RelayEntry, routes.Info]:
        where = relay_address.clean(address)
        client = RelayClient(where.url, pin=where.pin, outlet=self._book.outlet)
        try:
            said = client.info()
        finally:
            client.close()
        return RelayEntry(said.public_key, where.url, where.pin), said

    def _enter(self, db: Db, space: bytes, relay: RelayEntry, said: routes.Info, found: Found) -> None:
        state = self._book.must_steward(db, space)
        if any(one.url == relay.url and one.public_key != relay.public_key for one in state.relays):
            raise RelayKeyChanged(address=relay.url)
        if relay not in state.relays:
            others = (one for one in state.relays if one.public_key != relay.public_key)
            self._publish(db, space, ops.Relays((*others, relay)))
        relay_visits.note(db, self._book, relay, said)
        if found.tickets:
            ticket_keeping.give(db, self._book, space, relay.public_key, found.tickets)

    def _make_mailbox(self, space: bytes, relay: RelayEntry) -> None:
        """So that whoever is invited finds it."""
        boxes = [box for box in self._mailboxes.of(space) if box.place.relay == relay.public_key]
        for box in boxes:
            box.pull()
        if boxes and not any(box.is_there for box in boxes):
            raise RelayWantsTicket

    def remove(self, space: str, relay: str, *, by: object = None) -> None:
        """Use a relay no longer: nobody in the space asks it once they heard of that.

        *relay* is an address or the beginning of a key. Raises UnknownRelay, NotAllowed.
        """
        key = bytes.fromhex(self.find(space, relay).key)

        def without(state: State) -> ops.Op:
            return ops.Relays(tuple(one for one in state.relays if one.public_key != key))

        self._change(bytes.fromhex(space), without)
        self._book.events.tell(SpacesChanged(by))

    def give_tickets(self, space: str, relay: str, text: str) -> TicketsGiven:
        """Keep the tickets of a sheet, or of letters line by line, for this space and relay (A6.4).

        Raises NoTickets, UnknownRelay, NotAllowed for anybody but stewards.
        """
        found = _tickets_in(text)
        name, key = bytes.fromhex(space), bytes.fromhex(self.find(space, relay).key)

        def keep(db: Db) -> int:
            new = ticket_keeping.give(db, self._book, name, key, found.tickets)
            ticket_keeping.put_out(db, self._book, name, key)
            return new

        new = self._book.write(keep)
        return TicketsGiven(new, len(found.tickets) - new, found.unreadable)

    def _change(self, space: bytes, op: Callable[[State], ops.Op]) -> None:
        self._book.write(lambda db: self._publish(db, space, op(self._book.must_steward(db, space))))

    def _publish(self, db: Db, space: bytes, op: ops.Op) -> None:
        departure.publish(db, self._book, space, [op])


def _tickets_in(text: str) -> Found:
    found = tickets.find(text)
    if not found.tickets:
        raise NoTickets
    return found
