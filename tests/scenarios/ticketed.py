"""A relay that wants tickets, and the sheets that its operator gives out."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from sync.engine import tickets
from sync.engine.child import Child
from sync.engine.own_relay import LISTENING, START_SECONDS
from sync.engine.tickets import Drawer
from sync.relay import sheets
from sync.relay.storage import opening
from sync.wire import tickets as written
from tests.scenarios.laptops import Laptop, Relay

ROOM = 64 << 20


class TicketRelay(Relay):
    """As an operator runs it: a mailbox costs a ticket."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self._child: Child | None = None

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        place = ["--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.data)]
        self._child = Child("sync.engine.own_relay", ["serve", *place])
        assert self._child.first_line(START_SECONDS).startswith(LISTENING)

    def stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None

    def sheet(self, count: int, *, plain: bool = False, days: int = 365, now: float = 1_900_000_000) -> str:
        """What `karkade-relay ticket new` prints."""
        made, kept = sheets.new("64M", count, days, now)
        books = self._books()
        books.add_tickets(kept)
        books.close()
        if plain:
            return "".join(f"{written.write(each)}\n" for each in made)
        return sheets.sheet(made, kept, self.url)

    def unused(self) -> set[bytes]:
        books = self._books()
        found = {each.name for each in books.tickets()}
        books.close()
        return found

    def revoke(self, text: str) -> None:
        books = self._books()
        books.revoke([sha256(each).digest() for each in written.find(text).tickets])
        books.close()

    def mailboxes(self) -> int:
        books = self._books()
        count = books.stats().mailboxes
        books.close()
        return count

    def say(self, text: str) -> None:
        books = self._books()
        books.set_notice(text)
        books.close()

    def _books(self) -> opening.Ledger:
        return opening.open_ledger(f"{opening.SQLITE}{self.data / 'relay.db'}")


def drawer(one: Laptop, space: str) -> Drawer:
    """The tickets that a notebook may use at the one relay of a space."""
    (row,) = one.session.relays.all(space)
    book = one.session._book
    return book.read(lambda db: tickets.drawer(db, book, bytes.fromhex(space), bytes.fromhex(row.key)))


def left(laptops: Sequence[Laptop], space: str) -> list[tuple[int, int | None]]:
    rows = [one.session.relays.all(space)[0] for one in laptops]
    return [(row.spare, row.kept) for row in rows]
