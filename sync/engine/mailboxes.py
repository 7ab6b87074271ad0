"""The mailboxes of all spaces, with connections that are kept between rounds."""

from sync.engine.mailbox import Mailbox, Place
from sync.engine.notebook import Notebook
from sync.model.state import State
from sync.store import carriers, outbox, own, settings, spaces
from sync.store.database import Db


def ticket_key(relay: bytes, space: bytes) -> str:
    return f"ticket/{relay.hex()}/{space.hex()}"


def places(space: bytes, state: State) -> list[Place]:
    return [Place(space, relay.public_key, relay.url) for relay in state.relays]


class Mailboxes:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._kept: dict[Place, Mailbox] = {}

    def every(self) -> list[Mailbox]:
        """One mailbox for each relay of each space that this device can read."""
        return self._book.read(self._every)

    def of(self, space: bytes) -> list[Mailbox]:
        return [box for box in self.every() if box.place.space == space]

    def lacking(self) -> int:
        """How many changes are not yet everywhere they should be: unsigned edits, and entries to post."""
        return self._book.read(self._lacking)

    def _lacking(self, db: Db) -> int:
        count = 0
        for space in spaces.every(db):
            relays = self._book.state(db, space).relays
            behind = (carriers.lacking_count(db, relay.public_key, space) for relay in relays)
            count += outbox.count(db, space) + max(behind, default=0)
        return count

    def _every(self, db: Db) -> list[Mailbox]:
        found = []
        for space in spaces.every(db):
            secrets = self._book.secrets(db, space)
            if secrets is None:
                continue
            for place in self._places(db, space):
                if place not in self._kept:
                    ticket = settings.get(db, ticket_key(place.relay, space)) or b""
                    self._kept[place] = Mailbox(self._book, place, secrets, ticket)
                found.append(self._kept[place])
        return found

    def _places(self, db: Db, space: bytes) -> list[Place]:
        """Where the space's log is, or, until it has come, where another laptop of ours said it is."""
        told = own.coming(db, space)
        if told is not None:
            return [Place(space, key, url) for key, url in told.relays]
        return places(space, self._book.state(db, space))

    def stop_waiting(self) -> None:
        for box in list(self._kept.values()):
            box.stop_waiting()

    def close(self) -> None:
        for box in self._kept.values():
            box.close()
        self._kept.clear()
