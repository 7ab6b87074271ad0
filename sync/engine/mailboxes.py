"""The mailboxes of all spaces, with connections that are kept between rounds."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, islice

from sync.engine import eras, reading_through, relay_address, reposting, witness_log
from sync.engine.eras import Readable
from sync.engine.mailbox import Mailbox
from sync.engine.notebook import Notebook
from sync.engine.places import Place
from sync.engine.room_files import Files, NoFiles
from sync.model.state import State
from sync.store import carriers, outbox, own, spaces
from sync.store.database import Db


def places(space: bytes, state: State) -> list[Place]:
    return [Place.of(space, relay) for relay in state.relays]


@dataclass(frozen=True, slots=True)
class Behind:
    """A relay lacks *count* changes of a space that another one has; they follow by themselves."""

    space: str
    url: str
    count: int


LISTENED = 3  # mailboxes of one space at one relay that are waited at


def fresh(boxes: Callable[[], list[Mailbox]]) -> Iterator[Mailbox]:
    """Each mailbox once, those too that only became readable through what came meanwhile."""
    seen: set[Place] = set()
    while found := [box for box in boxes() if box.place not in seen]:
        for box in found:
            seen.add(box.place)
            yield box


def lacking(db: Db, book: Notebook, besides: Container[bytes] = ()) -> int:
    """How many changes are on no relay yet, *besides* some spaces: unsigned edits, entries to post.

    What somebody keeps alone and nowhere else waits for nothing.
    """
    count = 0
    for space in (one for one in spaces.every(db) if one not in besides):
        state = book.state(db, space)
        listed = state.relays + book.asides.folders(space)
        if not listed and len(state.circle.roles) < 2:  # noqa: PLR2004 - nobody else is to have it
            continue
        relays = [relay.public_key for relay in listed]
        count += outbox.count(db, space) + reposting.waiting(db, relays, space)
    return count


def behind(db: Db, book: Notebook) -> list[Behind]:
    """The relays that lack what another one holds."""
    return [one for space in spaces.every(db) for one in _behind(db, book, space)]


def _behind(db: Db, book: Notebook, space: bytes) -> list[Behind]:
    relays = book.state(db, space).relays
    nowhere = reposting.waiting(db, [relay.public_key for relay in relays], space)
    counts = ((relay.url, carriers.lacking_count(db, relay.public_key, space)) for relay in relays)
    return [Behind(space.hex(), url, count - nowhere) for url, count in counts if count > nowhere]


class Mailboxes:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._kept: dict[Place, Mailbox] = {}
        self.fill: Callable[[bytes], int] = lambda _: 0
        """What reads archived segments of a space (A6.6)."""
        self.files: Files = NoFiles()
        """What carries attached files through rooms (A6.8)."""

    def every(self) -> list[Mailbox]:
        """The mailboxes that this device can read: of each space at each relay that of today first."""
        self._book.asides.look()
        return self._book.read(self.listed)

    def of(self, space: bytes) -> list[Mailbox]:
        return self._book.read(lambda db: self._of(db, space))

    def today(self, space: bytes | None = None) -> list[Mailbox]:
        """The first of each space at each relay: through it all of the space is sent."""
        found = self.every() if space is None else self.of(space)
        groups = groupby(found, key=lambda box: (box.place.space, box.place.relay))
        return [next(boxes) for _, boxes in groups]

    def met(self, space: bytes) -> list[Place]:
        """Where this space was looked for, before its log says where it is."""
        return [place for place in self._kept if place.space == space]

    def listened(self) -> list[Mailbox]:
        """The newest few of each space at each relay."""
        groups = groupby(self.every(), key=lambda box: (box.place.space, box.place.relay))
        return [box for _, boxes in groups for box in islice(boxes, LISTENED)]

    def listed(self, db: Db) -> list[Mailbox]:
        """The same, in the places that were there at the last look."""
        return [box for space in spaces.every(db) for box in self._of(db, space)]

    def at(self, place: Place) -> list[Mailbox]:
        """The mailboxes of a space at one relay, which its log need not name yet."""
        return self._book.read(lambda db: self._at(db, [place]))

    def _of(self, db: Db, space: bytes) -> list[Mailbox]:
        listed = relay_address.led(self._places(db, space), self._book.outlet.route)
        folders = [Place.of(space, folder) for folder in self._book.asides.folders(space)]
        return self._at(db, [*listed, *folders])

    def _at(self, db: Db, places: list[Place]) -> list[Mailbox]:
        return [
            self._box(replace(place, era=one.era), one)
            for place in places
            for one in eras.readable(db, self._book, place.space)
        ]

    def _box(self, place: Place, reading: Readable) -> Mailbox:
        known = self._kept.get(place)
        if known is None or not known.serves(reading):
            if known is not None:
                known.close()
            self._kept[place] = Mailbox(self._book, place, reading, self._siblings)
            self._kept[place].fill = self.fill
        return self._kept[place]

    def _siblings(self, place: Place) -> list[Mailbox]:
        return self.at(replace(place, era=()))

    def _places(self, db: Db, space: bytes) -> list[Place]:
        """Where the space's log is, or, until it has come, where another laptop or a delegate said it is."""
        told = own.coming(db, space)
        if told is not None:
            return [Place.of(space, relay) for relay in told.relays]
        found = places(space, self._book.state(db, space))
        if found:
            return witness_log.best_first(db, self._book, space, found)
        return [Place.of(space, relay) for relay in reading_through.relays(db, space)]

    def stop_waiting(self) -> None:
        for box in list(self._kept.values()):
            box.stop_waiting()

    def drop(self, relay: bytes) -> None:
        """Let go of all mailboxes at one place that is not used any more."""
        for place in [place for place in self._kept if place.relay == relay]:
            self._kept.pop(place).close()

    def close(self) -> None:
        for box in self._kept.values():
            box.close()
        self._kept.clear()
